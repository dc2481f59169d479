using Drift.Core.Experiments;
using Drift.Core.Foundation;

namespace Drift.Core.Running;

/// <summary>Keeps a run from writing over what it reads, which --overwrite does not ask for.</summary>
internal static class InputProtection
{
    /// <summary>A problem where the output is the experiment file or a file of a field, by whatever name or link.</summary>
    public static IEnumerable<Problem> Check(string output, string experiment, ExperimentSpec spec)
    {
        string target = Real(output);
        if (Same(target, experiment))
            yield return new Problem(output, "the output file is the experiment file itself", "give another name");
        foreach (FieldSpec field in spec.Fields.Values)
        {
            if (field.Inputs.Any(input => Same(target, input)))
                yield return new Problem(output, $"the output file is an input of the field {field.Name}", "give another name");
        }

        if (spec.Particles.Release is { } release && release.Inputs.Any(input => Same(target, input)))
            yield return new Problem(output, "the output file is the file of start positions", "give another name");
        foreach (RegionSpec region in spec.Regions.Values)
        {
            if (region.Polygon.File is { } corners && Same(target, corners))
                yield return new Problem(output, $"the output file is the file of the region {region.Name}", "give another name");
        }

        foreach (KernelSpec kernel in spec.Kernels)
        {
            if (kernel.SourceFile is { } source && Same(target, source))
                yield return new Problem(output, $"the output file is the source of the kernel {kernel.Name}", "give another name");
        }
    }

    private static bool Same(string real, string other) => string.Equals(real, Real(other), StringComparison.Ordinal);

    /// <summary>The full path of a file, behind its last link.</summary>
    private static string Real(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
        }
        catch (IOException)
        {
            // It does not exist, so nothing is lost.
            return Path.GetFullPath(path);
        }
    }
}
