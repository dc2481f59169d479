using Drift.Core.Files;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources.Models;

/// <summary>Where the components of a velocity are: in a file, and in those beside it that belong to it.</summary>
internal static class VelocityFiles
{
    /// <summary>Fields that are looked for, and what else the name of a variable may hold that no preset knows.</summary>
    private static readonly (string Field, string[] Parts)[] Known =
        [("U", ["eastward", "x_velocity", "zonal_vel"]), ("V", ["northward", "y_velocity", "meridional_vel"]), ("W", ["upward_sea_water_velocity", "vertical_vel"])];

    /// <summary>The variables of the velocity, in the file or in one whose name differs by the letter of the component.</summary>
    public static Dictionary<string, (string Path, string Variable)> Find(NetcdfReader file, OceanModel? model)
    {
        var found = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach ((string field, _) in Known)
        {
            if (VariableOf(file, field, model) is { } variable)
                found.Add(field, (file.Path, variable));
            else if (Beside(file.Path, field, model) is { } other)
                found.Add(field, other);
        }

        // Without levels nothing rises or sinks.
        if (found.TryGetValue("U", out (string Path, string Variable) u) && !HasLevels(u))
            found.Remove("W");
        return found;
    }

    private static bool HasLevels((string Path, string Variable) at)
    {
        using NetcdfReader file = NetcdfReader.Open(at.Path);
        return NetcdfDimensions.Of(file, file.Variable(at.Variable), new NetcdfLayout([at.Path], at.Variable)).Levels > 1;
    }

    private static string? VariableOf(NetcdfReader file, string field, OceanModel? model)
    {
        if ((model?.VariableOf(file, field) ?? OceanModels.All.Select(m => m.VariableOf(file, field)).FirstOrDefault(v => v is not null)) is { } usual)
            return usual;
        string[] parts = Known.First(k => k.Field == field).Parts;
        return file.Find(field) is { Dimensions.Count: >= 2 } same ? same.Name
            : file.Variables.FirstOrDefault(v => v.Dimensions.Count >= 2 && parts.Any(p => v.Name.Contains(p, StringComparison.OrdinalIgnoreCase) || v.Text("standard_name")?.Contains(p, StringComparison.OrdinalIgnoreCase) == true))?.Name;
    }

    /// <summary>The file of another component: its name has that letter where this one has its own.</summary>
    private static (string Path, string Variable)? Beside(string path, string field, OceanModel? model)
    {
        (string folder, string name) = (Path.GetDirectoryName(path) ?? "", Path.GetFileName(path));
        for (int i = name.Length - 1; i >= 0; i--)
        {
            if (!"UVWT".Contains(name[i], StringComparison.Ordinal))
                continue;
            string other = Path.Combine(folder, name[..i] + field + name[(i + 1)..]);
            if (string.Equals(other, path, StringComparison.Ordinal) || !File.Exists(other))
                continue;
            using NetcdfReader? file = Opened(other);
            if (file is not null && VariableOf(file, field, model) is { } variable)
                return (other, variable);
        }

        return null;
    }

    /// <summary>A file of the same folder that has NEMO's corners for as many rows and columns.</summary>
    public static string? Corners(string path, NetcdfReader of)
    {
        string folder = Path.GetDirectoryName(path) ?? "";
        foreach (string other in Directory.GetFiles(folder.Length == 0 ? "." : folder, "*.nc").Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(other);
            if (!(name.Contains("coord", StringComparison.OrdinalIgnoreCase) || name.Contains("mesh", StringComparison.OrdinalIgnoreCase) || name.Contains("domain", StringComparison.OrdinalIgnoreCase)))
                continue;
            using NetcdfReader? file = Opened(other);
            if (file?.Find("glamf") is { } corners && of.Find("nav_lon") is { } own && corners.Dimensions.TakeLast(2).Select(d => d.Length).SequenceEqual(own.Dimensions.TakeLast(2).Select(d => d.Length)))
                return Path.Combine(folder, name);
        }

        return null;
    }

    /// <summary>A file that is looked at on the way; null for one that cannot be read, which nobody asked about.</summary>
    private static NetcdfReader? Opened(string path)
    {
        try
        {
            return NetcdfReader.Open(path);
        }
        catch (DriftException)
        {
            return null;
        }
    }
}
