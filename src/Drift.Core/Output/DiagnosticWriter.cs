using Drift.Core.Diagnostics;
using Drift.Core.Files;
using Drift.Core.Foundation;

namespace Drift.Core.Output;

/// <summary>Writes the file of a diagnostic, time by time: NAME.density.nc and the like, as a .partial until it is complete.</summary>
/// <remarks>Errors: <see cref="DriftException"/> with the code FileFailed where the disk is full or fails.</remarks>
public sealed class DiagnosticWriter : IDisposable
{
    private readonly Diagnostic diagnostic;
    private readonly NetcdfWriter file;
    private readonly string path;
    private readonly bool overwrite;
    private readonly IReadOnlyList<double> times;
    private int reached;

    private DiagnosticWriter(Diagnostic diagnostic, string path, IReadOnlyList<double> times, bool overwrite, NetcdfWriter file)
    {
        (this.diagnostic, this.path, this.times, this.overwrite, this.file) = (diagnostic, path, times, overwrite, file);
    }

    /// <summary>The name of a diagnostic's file beside the trajectories of its run.</summary>
    /// <param name="output">The trajectory file.</param>
    /// <param name="diagnostic">Name of the diagnostic.</param>
    public static string PathOf(string output, string diagnostic) =>
        Path.Combine(Path.GetDirectoryName(output) ?? "", $"{Path.GetFileNameWithoutExtension(output)}.{diagnostic}.nc");

    /// <summary>What would keep the file from being written.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="path">Its file.</param>
    /// <param name="times">Number of times.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    public static IReadOnlyList<Problem> Check(Diagnostic diagnostic, string path, int times, bool overwrite) =>
        OutputPlace.Check(path, 8L * times * diagnostic.Variables.Sum(v => SizeOf(diagnostic, v)), overwrite, resume: false);

    /// <summary>Starts a file: everything but what is counted is written.</summary>
    /// <param name="diagnostic">The diagnostic.</param>
    /// <param name="path">Its file.</param>
    /// <param name="times">Times in seconds since the reference (time).</param>
    /// <param name="reference">What times count from.</param>
    /// <param name="attributes">Attributes of the file, above all the provenance.</param>
    /// <param name="overwrite">Whether an existing file may be replaced.</param>
    public static DiagnosticWriter Create(
        Diagnostic diagnostic, string path, IReadOnlyList<double> times, TimeReference reference, IReadOnlyList<NetcdfAttribute> attributes, bool overwrite)
    {
        string partial = OutputPlace.Partial(path);
        if (overwrite)
            File.Delete(partial);
        var writer = new DiagnosticWriter(diagnostic, path, times, overwrite, NetcdfWriter.Create(partial));
        try
        {
            writer.Define(reference, attributes);
            writer.WriteKnown();
            return writer;
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Writes what was counted at the next time.</summary>
    /// <param name="results">Values of each variable, of its shape.</param>
    public void Write(IReadOnlyList<double[]> results)
    {
        foreach ((DiagnosticVariable variable, double[] values) in diagnostic.Variables.Zip(results))
        {
            long[] start = [reached, .. variable.Dimensions.Select(_ => 0L)], count = [1, .. variable.Dimensions.Select(LengthOf)];
            if (variable.IsCount)
                file.Write<int>(variable.Name, start, count, [.. values.Select(v => (int)Math.Min(v, int.MaxValue))]);
            else
                file.Write<double>(variable.Name, start, count, values);
        }

        // After the values that it vouches for: a time that was not reached is no number.
        file.Sync();
        file.Write<double>("time", [reached], [1], [times[reached]]);
        file.Sync();
        reached++;
    }

    /// <summary>Ends the file: all to the disk, the final name.</summary>
    public void Complete()
    {
        file.Close();
        string partial = OutputPlace.Partial(path);
        Disk.Flush(partial);
        try
        {
            File.Move(partial, path, overwrite);
        }
        catch (IOException e)
        {
            throw new DriftException(ExitCode.FileFailed, new Problem(partial, $"the file is complete but cannot be renamed to {path}: {e.Message}", "rename it yourself (mv)"), e);
        }
    }

    /// <summary>Closes the file; without <see cref="Complete"/> it stays as NAME.partial.</summary>
    public void Dispose() => file.Dispose();

    private static long SizeOf(Diagnostic diagnostic, DiagnosticVariable variable) =>
        variable.Dimensions.Aggregate(1L, (size, name) => size * diagnostic.Dimensions.First(d => string.Equals(d.Name, name, StringComparison.Ordinal)).Length);

    private long LengthOf(string dimension) => diagnostic.Dimensions.First(d => string.Equals(d.Name, dimension, StringComparison.Ordinal)).Length;

    private void Define(TimeReference reference, IReadOnlyList<NetcdfAttribute> attributes)
    {
        file.DefineDimension("time", times.Count);
        foreach ((string name, long length) in diagnostic.Dimensions)
            file.DefineDimension(name, length);
        int longest = Math.Max(1, diagnostic.Labels.SelectMany(l => l.Names).Select(n => n.Length).DefaultIfEmpty(1).Max());
        if (diagnostic.Labels.Count > 0)
            file.DefineDimension("name_length", longest);
        DefineOne(new DiagnosticVariable("time", ["time"], reference.Unit, "time", "time"), [], NetcdfType.Float64);
        file.PutAttribute("time", NetcdfAttribute.Of("axis", "T"));
        file.PutAttribute("time", NetcdfAttribute.Of("calendar", reference.Calendar ?? "standard"));
        foreach ((string dimension, IReadOnlyList<string> _) in diagnostic.Labels)
        {
            file.DefineVariable(dimension + "_name", NetcdfType.Char, [dimension, "name_length"]);
            file.PutAttribute(dimension + "_name", NetcdfAttribute.Of("long_name", $"name of the {dimension} region"));
        }

        foreach ((DiagnosticVariable variable, double[] _) in diagnostic.Known)
        {
            DefineOne(variable, [], NetcdfType.Float64);
            if (variable.Dimensions.Count == 1 && diagnostic.Known.Any(k => string.Equals(k.Variable.Name, variable.Name + "_bnds", StringComparison.Ordinal)))
                file.PutAttribute(variable.Name, NetcdfAttribute.Of("bounds", variable.Name + "_bnds"));
            if (variable.Name is "lat" or "lon")
                file.PutAttribute(variable.Name, NetcdfAttribute.Of("axis", variable.Name is "lat" ? "Y" : "X"));
        }

        foreach (DiagnosticVariable variable in diagnostic.Variables)
            DefineOne(variable, ["time"], variable.IsCount ? NetcdfType.Int32 : NetcdfType.Float64);
        file.PutAttribute("", NetcdfAttribute.Of("Conventions", "CF-1.11, ACDD-1.3"));
        file.PutAttribute("", NetcdfAttribute.Of("title", diagnostic.Title));
        foreach (NetcdfAttribute attribute in attributes)
            file.PutAttribute("", attribute);
        file.EndDefinitions();
    }

    private void DefineOne(DiagnosticVariable variable, IReadOnlyList<string> before, NetcdfType type)
    {
        byte[] fill = type == NetcdfType.Float64 ? BitConverter.GetBytes(double.NaN) : BitConverter.GetBytes(-1);
        bool isCoordinate = before.Count == 0;
        file.DefineVariable(variable.Name, type, [.. before, .. variable.Dimensions], isCoordinate ? [] : fill);
        foreach ((string name, string text) in ((string, string)[])[("units", variable.Unit), ("long_name", variable.LongName), ("standard_name", variable.StandardName)])
        {
            if (text.Length > 0)
                file.PutAttribute(variable.Name, NetcdfAttribute.Of(name, text));
        }

        if (!isCoordinate && variable.Dimensions is ["lat", "lon"])
            file.PutAttribute(variable.Name, NetcdfAttribute.Of("cell_measures", "area: cell_area"));
    }

    private void WriteKnown()
    {
        file.Write<double>("time", [0], [times.Count], [.. times.Select(_ => double.NaN)]);
        foreach ((DiagnosticVariable variable, double[] values) in diagnostic.Known)
            file.Write<double>(variable.Name, [.. variable.Dimensions.Select(_ => 0L)], [.. variable.Dimensions.Select(LengthOf)], values);
        foreach ((string dimension, IReadOnlyList<string> names) in diagnostic.Labels)
        {
            int longest = Math.Max(1, diagnostic.Labels.SelectMany(l => l.Names).Select(n => n.Length).DefaultIfEmpty(1).Max());
            byte[] text = new byte[names.Count * longest];
            for (int i = 0; i < names.Count; i++)
                System.Text.Encoding.ASCII.GetBytes(names[i]).CopyTo(text, i * longest);
            file.WriteRaw(dimension + "_name", [0, 0], [names.Count, longest], text);
        }

        file.Sync();
    }
}
