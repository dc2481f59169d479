using System.Text;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Output;

/// <summary>
/// The layout of a trajectory file: its dimensions, variables and CF attributes, and those values that are known at once.
/// Source: CF conventions 1.11, chapter 9 (discrete sampling geometries) and appendix A; ACDD 1.3.
/// </summary>
internal static class TrajectoryLayout
{
    internal const string Time = "time", Trajectory = "trajectory", Realisation = "realisation", Seed = "seed", Obs = "obs", FinalStatus = "final_status";
    private const int BlockRows = 1 << 20;

    internal static NetcdfType TypeOf(NumberType type) => type switch
    {
        NumberType.Int8 => NetcdfType.Int8,
        NumberType.Int32 => NetcdfType.Int32,
        NumberType.Int64 => NetcdfType.Int64,
        NumberType.Float32 => NetcdfType.Float32,
        _ => NetcdfType.Float64,
    };

    internal static NumberType? NumberOf(NetcdfType type) => type switch
    {
        NetcdfType.Int8 => NumberType.Int8,
        NetcdfType.Int32 => NumberType.Int32,
        NetcdfType.Int64 => NumberType.Int64,
        NetcdfType.Float32 => NumberType.Float32,
        NetcdfType.Float64 => NumberType.Float64,
        _ => null,
    };

    /// <summary>Defines everything.</summary>
    /// <param name="file">The file.</param>
    /// <param name="schema">What it holds.</param>
    /// <param name="storage">How variables of this shape lie in the file; null for contiguous.</param>
    internal static void Define(NetcdfWriter file, TrajectorySchema schema, Func<IReadOnlyList<long>, NetcdfStorage>? storage = null)
    {
        file.DefineDimension(Time, schema.Times.Count);
        file.DefineDimension(Trajectory, schema.Trajectories);
        NetcdfStorage? overTrajectories = storage?.Invoke([schema.Trajectories]), overAll = storage?.Invoke([schema.Times.Count, schema.Trajectories]);
        Define(file, Time, NetcdfType.Float64, [Time], TimeAttributes(schema, "time", "time"));
        DefineNumbering(file, schema, overTrajectories);
        string coordinates = schema.Variables.Any(v => IsZ(v.Name)) ? "lon lat z" : "lon lat";
        foreach (Variable variable in schema.Variables.Select(schema.Stored))
        {
            bool always = variable.Recorded == Recorded.Always;

            // A status is never missing; with a fill value, readers would turn it into floating point numbers.
            Define(file, variable.Name, TypeOf(variable.Type), always ? [Time, Trajectory] : [Trajectory], AttributesOf(schema, variable, coordinates),
                variable.Name is "status" ? [] : FillOf(variable.Type), always ? overAll : overTrajectories);
        }
        foreach (NetcdfAttribute attribute in GlobalAttributes(schema))
            file.PutAttribute("", attribute);
        file.EndDefinitions();
    }

    /// <summary>Defines what numbers the trajectories: trajectory, and in ensembles realisation and seed.</summary>
    internal static void DefineNumbering(NetcdfWriter file, TrajectorySchema schema, NetcdfStorage? storage)
    {
        Define(file, Trajectory, NetcdfType.Int64, [Trajectory],
            [NetcdfAttribute.Of("cf_role", "trajectory_id"), NetcdfAttribute.Of("long_name", "trajectory: realisation times particles, plus particle")], storage: storage);
        if (schema.Realisations is not null)
        {
            Define(file, Realisation, NetcdfType.Int32, [Trajectory], [NetcdfAttribute.Of("long_name", "realisation of the ensemble")], storage: storage);
            Define(file, Seed, NetcdfType.Int64, [Trajectory], [NetcdfAttribute.Of("long_name", "seed of the realisation")], storage: storage);
        }
    }

    /// <summary>The fill value of a type.</summary>
    internal static byte[] FillOf(NumberType type)
    {
        var fill = new byte[Column.SizeOf(type)];
        TrajectoryBlock.Fill(type, fill);
        return fill;
    }

    /// <summary>Writes what is known before the first output: numbers of trajectories, realisations, seeds, and no time reached.</summary>
    internal static void WriteKnown(NetcdfWriter file, TrajectorySchema schema)
    {
        var times = new double[schema.Times.Count];
        Array.Fill(times, double.NaN);
        file.Write<double>(Time, [0], [times.Length], times);
        long particles = schema.Realisations?.ParticlesPerRealisation ?? long.MaxValue;
        var ids = new long[Math.Min(BlockRows, schema.Trajectories)];
        var realisations = new int[schema.Realisations is null ? 0 : ids.Length];
        for (long first = 0; first < schema.Trajectories; first += ids.Length)
        {
            int count = (int)Math.Min(ids.Length, schema.Trajectories - first);
            for (int i = 0; i < count; i++)
                ids[i] = first + i;
            file.Write<long>(Trajectory, [first], [count], ids.AsSpan(0, count));
            if (schema.Realisations is null)
                continue;
            for (int i = 0; i < count; i++)
                realisations[i] = (int)((first + i) / particles);
            file.Write<int>(Realisation, [first], [count], realisations.AsSpan(0, count));
            for (int i = 0; i < count; i++)
                ids[i] = schema.Realisations.Seeds[realisations[i]];
            file.Write<long>(Seed, [first], [count], ids.AsSpan(0, count));
        }
    }

    /// <summary>The attributes of a variable over trajectories.</summary>
    internal static List<NetcdfAttribute> AttributesOf(TrajectorySchema schema, Variable variable, string coordinates)
    {
        List<NetcdfAttribute> attributes = [];
        if (variable.Name is "release_time")
        {
            attributes.AddRange(TimeAttributes(schema, "", variable.LongName));
        }
        else
        {
            AddText(attributes, "standard_name", variable.StandardName);
            AddText(attributes, "long_name", variable.LongName);
            AddText(attributes, "units", variable.Unit);
        }
        if (IsZ(variable.Name))
            attributes.Add(NetcdfAttribute.Of("positive", "down"));
        if (variable.Name is "status" or FinalStatus)
            attributes.AddRange(StatusAttributes());
        if (variable.Recorded == Recorded.Always && !(variable.Name is "lon" or "lat" || IsZ(variable.Name)))
            attributes.Add(NetcdfAttribute.Of("coordinates", coordinates));
        return attributes;
    }

    /// <summary>Defines one variable with its attributes.</summary>
    internal static void Define(
        NetcdfWriter file, string name, NetcdfType type, string[] along, IEnumerable<NetcdfAttribute> attributes, ReadOnlySpan<byte> fill = default, NetcdfStorage? storage = null)
    {
        file.DefineVariable(name, type, along, fill, storage);
        foreach (NetcdfAttribute attribute in attributes)
            file.PutAttribute(name, attribute);
    }

    /// <summary>The attributes of a variable that holds times.</summary>
    internal static List<NetcdfAttribute> TimeAttributes(TrajectorySchema schema, string standardName, string longName)
    {
        var attributes = new List<NetcdfAttribute>();
        AddText(attributes, "standard_name", standardName);
        AddText(attributes, "long_name", longName);
        attributes.Add(NetcdfAttribute.Of("units", schema.Reference.Unit));
        attributes.Add(schema.Reference.Calendar is { } calendar
            ? NetcdfAttribute.Of("calendar", calendar)
            : NetcdfAttribute.Of("comment", "no calendar: the input has no dates, the date in the units only stands for time zero"));
        if (standardName.Length > 0)
            attributes.Add(NetcdfAttribute.Of("axis", "T"));
        return attributes;
    }

    private static NetcdfAttribute[] StatusAttributes()
    {
        ParticleStatus[] states = Enum.GetValues<ParticleStatus>();
        return
        [
            NetcdfAttribute.Of("flag_values", [.. states.Select(s => (sbyte)s)]),
            NetcdfAttribute.Of("flag_meanings", string.Join(' ', states.Select(s => SnakeCase(s.ToString())))),
        ];
    }

    /// <summary>The attributes of the file as a whole, with stand-ins for those known at the end.</summary>
    internal static List<NetcdfAttribute> GlobalAttributes(TrajectorySchema schema)
    {
        var attributes = new List<NetcdfAttribute>
        {
            NetcdfAttribute.Of("Conventions", "CF-1.11, ACDD-1.3"),
            NetcdfAttribute.Of("featureType", "trajectory"),
        };
        AddText(attributes, "title", schema.Title);
        AddText(attributes, "time_coverage_start", DateOf(schema.Reference, schema.Times.Min()));
        AddText(attributes, "time_coverage_end", DateOf(schema.Reference, schema.Times.Max()));
        attributes.AddRange(schema.Attributes.Where(a => a.Text is not { Length: 0 }));
        attributes.AddRange(ClosingAttributes(schema));
        if (!attributes.Any(a => a.Name is "date_created"))
            attributes.Add(NetcdfAttribute.Of("date_created", Now()));
        return attributes;
    }

    /// <summary>Stand-ins for what is known at the end: those of the caller, and those that the writer works out.</summary>
    internal static List<NetcdfAttribute> ClosingAttributes(TrajectorySchema schema)
    {
        var attributes = new List<NetcdfAttribute>(schema.Closing);
        if (schema.Mesh == Mesh.Spherical)
        {
            foreach (string name in (string[])["geospatial_lon_min", "geospatial_lon_max", "geospatial_lat_min", "geospatial_lat_max"])
                attributes.Add(NetcdfAttribute.Of(name, double.NaN));
        }
        if (schema.Variables.Any(v => IsZ(v.Name)))
        {
            attributes.Add(NetcdfAttribute.Of("geospatial_vertical_positive", "down"));
            attributes.Add(NetcdfAttribute.Of("geospatial_vertical_min", double.NaN));
            attributes.Add(NetcdfAttribute.Of("geospatial_vertical_max", double.NaN));
        }
        if (!attributes.Any(a => a.Name is "wall_time"))
            attributes.Add(NetcdfAttribute.Of("wall_time", double.NaN));
        attributes.Add(NetcdfAttribute.Of("date_modified", Now()));
        return attributes;
    }

    /// <summary>The present date and time in 20 characters.</summary>
    internal static string Now() => DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A time as ISO 8601 writes it, in the calendar of the run; empty where it has none.</summary>
    private static string DateOf(TimeReference reference, double seconds)
    {
        if (reference.Calendar is null
            || !Calendar.TryFind(reference.Calendar, "", out Calendar? calendar, out _)
            || !CalendarDate.TryParse(reference.Date, "", out CalendarDate zero, out _) || !calendar.Has(zero))
            return "";
        return calendar.DateOf(calendar.TimeOf(zero) + TimeSpan.FromSeconds(seconds)).ToString().Replace(' ', 'T') + "Z";
    }

    internal static bool IsZ(string name) => name is "z";

    private static void AddText(List<NetcdfAttribute> attributes, string name, string text)
    {
        if (text.Length > 0)
            attributes.Add(NetcdfAttribute.Of(name, text));
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (char c in name)
            _ = char.IsUpper(c) && text.Length > 0 ? text.Append('_').Append(char.ToLowerInvariant(c)) : text.Append(char.ToLowerInvariant(c));
        return text.ToString();
    }
}
