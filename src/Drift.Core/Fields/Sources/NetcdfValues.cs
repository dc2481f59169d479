using Drift.Core.Experiments;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Sources;

/// <summary>
/// What the stored numbers of a variable mean: <c>_FillValue</c> and <c>missing_value</c> are compared before, and
/// <c>scale_factor</c>, <c>add_offset</c> and the unit are applied after (CF conventions 1.11, sections 2.5 and 8.1).
/// </summary>
internal sealed class NetcdfValues
{
    /// <summary>
    /// Values per piece of reading: 16 MiB in single precision, as much as is read under one lock. A compressed chunk that several pieces touch may be
    /// unpacked for each of them.
    /// </summary>
    private const int PieceSize = NetcdfLibrary.SlabBytes / sizeof(float);

    /// <summary>Where no fill value is given, netCDF writes 9.96921e36 into floating-point data that was never written.</summary>
    private const double DefaultFill = 9.9e36;

    private readonly double[] missing;
    private readonly double scale;
    private readonly double offset;
    private readonly bool isFloating;
    private readonly bool isMask;
    private readonly bool isClosedBelow;

    private NetcdfValues(double[] missing, double scale, double offset, bool isFloating, string unit, bool isMask, bool isClosedBelow)
    {
        this.isMask = isMask;
        this.isClosedBelow = isClosedBelow;
        this.missing = missing;
        this.scale = scale;
        this.offset = offset;
        this.isFloating = isFloating;
        Unit = unit;
    }

    /// <summary>Unit after conversion.</summary>
    public string Unit { get; }

    public static NetcdfValues Describe(NetcdfReader file, NetcdfVariable variable, NetcdfLayout layout, string unit)
    {
        string place = $"{file.Path}, variable {variable.Name}";
        var conversion = new UnitsConversion(1, 0);
        string given = layout.Units ?? NetcdfUnits.Of(variable) ?? "";
        if (unit.Length > 0 && given.Length > 0)
        {
            if (!Units.TryParse(given, place, out Units? from, out Problem? problem))
                throw new DriftException(ExitCode.Preflight, problem with { Remedy = $"{problem.Remedy}; where the file is wrong, say what its units are with the key 'units'" });
            if (!from.TryConversion(Units.Parse(unit), place, out conversion, out problem))
                throw new DriftException(ExitCode.Preflight, problem);
        }

        double scale = variable.Number("scale_factor") ?? 1;
        double offset = variable.Number("add_offset") ?? 0;
        double sign = layout.Wanted is { } wanted && (layout.Positive ?? Direction(variable) ?? wanted) != wanted ? -1 : 1;
        return new NetcdfValues(
            Missing(variable),
            sign * scale * conversion.Scale,
            sign * conversion.Apply(offset),
            variable.Type is NetcdfType.Float32 or NetcdfType.Float64,
            layout.IsMask ? "1" : unit.Length > 0 ? unit : given,
            layout.IsMask,
            layout.IsClosedBelow);
    }

    /// <summary>Which way a variable says that it counts; null where it does not.</summary>
    public static PositiveDirection? Direction(NetcdfVariable variable)
    {
        string name = variable.Text("standard_name") ?? "";
        return variable.Text("positive")?.ToLowerInvariant() switch
        {
            "up" => PositiveDirection.Up,
            "down" => PositiveDirection.Down,
            _ when name.StartsWith("upward_", StringComparison.Ordinal) || name is "height" or "altitude" => PositiveDirection.Up,
            _ when name.StartsWith("downward_", StringComparison.Ordinal) || name is "depth" => PositiveDirection.Down,
            _ => null,
        };
    }

    /// <summary>What stands for a value that is not there.</summary>
    public static double[] Missing(NetcdfVariable variable) => [.. Numbers(variable, "_FillValue"), .. Numbers(variable, "missing_value")];

    /// <summary>Reads a part of one snapshot (level, lat, lon); what is missing becomes 0, or 1 in a mask, and what is not in the file becomes 0.</summary>
    public void Read(NetcdfReader file, NetcdfVariable variable, NetcdfShape shape, int time, GridBox box, Span<float> values)
    {
        if (!shape.Covers(box))
            values.Clear();
        double[] doubles = [];
        foreach (NetcdfPiece piece in NetcdfPiece.Cut(shape, time, box, PieceSize))
        {
            if (variable.Type == NetcdfType.Float32 && piece.IsWhole)
            {
                Span<float> target = values.Slice(piece.First, piece.Length);
                file.Read(variable, piece.Start, piece.Count, target);
                foreach (ref float value in target)
                    value = Meant(value);
                continue;
            }

            if (doubles.Length < piece.Length)
                doubles = new double[piece.Length];
            Span<double> raw = doubles.AsSpan(0, piece.Length);
            file.Read(variable, piece.Start, piece.Count, raw);
            for (int line = 0; line < piece.Levels * piece.Rows; line++)
            {
                Span<float> target = values.Slice(piece.LineAt(line), piece.Columns);
                for (int i = 0; i < target.Length; i++)
                    target[i] = Meant(raw[(line * piece.Columns) + i]);
            }
        }

        if (isClosedBelow)
            return;

        // What stands in layers has one level less than there are interfaces between them: the last layer's values hold to the last interface.
        int plane = checked((int)box.Nodes);
        for (int level = Math.Max(shape.LevelsOf, 1); level < shape.Levels; level++)
            values.Slice((level - 1) * plane, plane).CopyTo(values.Slice(level * plane, plane));
    }

    /// <summary>What a stored number means.</summary>
    private float Meant(double raw) => IsMissing(raw) ? (isMask ? 1 : 0) : isMask ? 0 : (float)((raw * scale) + offset);

    private bool IsMissing(double raw)
    {
        if (!double.IsFinite(raw) || (isFloating && missing.Length == 0 && Math.Abs(raw) > DefaultFill))
            return true;
        foreach (double value in missing)
        {
            if (raw == value)
                return true;
        }

        return false;
    }

    /// <summary>The numbers of an attribute as the variable would hold them: 1e20 in double precision is another number than in single.</summary>
    private static double[] Numbers(NetcdfVariable variable, string attribute)
    {
        double[] numbers = variable.Attribute(attribute)?.Numbers ?? [];
        return variable.Type == NetcdfType.Float32 ? Array.ConvertAll(numbers, n => (double)(float)n) : numbers;
    }
}
