using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Drift.Core.Files;

namespace Drift.Core.Output;

/// <summary>Where the numbers of a file come from: enough to make them again, and to tell why two files differ.</summary>
public sealed record Provenance
{
    /// <summary>The command as it was given, such as <c>drift run agulhas.yaml</c>; empty in a program of the user's own.</summary>
    public string Command { get; init; } = "";

    /// <summary>The experiment file, as it was read.</summary>
    public string ExperimentText { get; init; } = "";

    /// <summary>All input files.</summary>
    public IReadOnlyList<InputFile> Inputs { get; init; } = [];

    /// <summary>Name and text of each kernel's source, of kernels from files.</summary>
    public IReadOnlyList<(string Name, string Text)> KernelSources { get; init; } = [];

    /// <summary>Name of the random number generator; empty where none is used.</summary>
    public string RandomGenerator { get; init; } = "";

    /// <summary>Seed of each realisation.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [];

    /// <summary>Metres in one degree of latitude; 0 on a flat mesh.</summary>
    public double MetresPerDegree { get; init; }

    /// <summary>Number of ranks.</summary>
    public int Ranks { get; init; } = 1;

    /// <summary>Number of threads of a rank.</summary>
    public int ThreadsPerRank { get; init; } = 1;

    /// <summary>The MPI library with its version, or "none".</summary>
    public string MpiLibrary { get; init; } = "none";

    /// <summary>The program's version, without the commit.</summary>
    public static string Version => Split().Version;

    /// <summary>The commit of the program's source; "unknown" where it was built from no repository.</summary>
    public static string Commit => Split().Commit;

    /// <summary>Everything as attributes of the file, in a fixed order; what is not known is left out.</summary>
    public IReadOnlyList<NetcdfAttribute> ToAttributes()
    {
        string now = TrajectoryLayout.Now();
        var attributes = new List<NetcdfAttribute>();
        Add(attributes, "history", $"{now} {(Command.Length > 0 ? Command : "written by a program on the Drift library")}");
        Add(attributes, "source", $"Drift {Version}, Lagrangian particle tracking");
        Add(attributes, "date_created", now);
        Add(attributes, "drift_version", Version);
        Add(attributes, "drift_commit", Commit);
        Add(attributes, "experiment", ExperimentText);
        if (ExperimentText.Length > 0)
            Add(attributes, "experiment_sha256", Digest(ExperimentText));
        Add(attributes, "input_files", string.Join('\n', Inputs));
        Add(attributes, "kernel_sources", string.Join('\n', KernelSources.Select(source => $"// {source.Name} sha256 {Digest(source.Text)}\n{source.Text}")));
        Add(attributes, "random_number_generator", RandomGenerator);
        Add(attributes, "random_seeds", Ranges(Seeds));
        if (MetresPerDegree > 0)
            attributes.Add(NetcdfAttribute.Of("metres_per_degree", MetresPerDegree));
        attributes.Add(NetcdfAttribute.Of("mpi_ranks", Ranks));
        attributes.Add(NetcdfAttribute.Of("threads_per_rank", ThreadsPerRank));
        Add(attributes, "mpi_library", MpiLibrary);
        Add(attributes, "host", Environment.MachineName);
        Add(attributes, "operating_system", RuntimeInformation.OSDescription);
        Add(attributes, "dotnet_version", Environment.Version.ToString());
        Add(attributes, "netcdf_version", NetcdfLibrary.Version);
        Add(attributes, "slurm_job_id", Environment.GetEnvironmentVariable("SLURM_JOB_ID") ?? "");
        return attributes;
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void Add(List<NetcdfAttribute> attributes, string name, string text)
    {
        if (text.Length > 0)
            attributes.Add(NetcdfAttribute.Of(name, text));
    }

    /// <summary>Seeds as they are written in an experiment: runs of three and more as a range.</summary>
    private static string Ranges(IReadOnlyList<long> seeds)
    {
        var parts = new List<string>();
        for (int i = 0; i < seeds.Count;)
        {
            int last = i;
            while (last + 1 < seeds.Count && seeds[last + 1] == seeds[last] + 1)
                last++;
            if (last < i + 2)
                last = i;
            parts.Add(last > i
                ? string.Create(CultureInfo.InvariantCulture, $"{seeds[i]}..{seeds[last]}")
                : seeds[i].ToString(CultureInfo.InvariantCulture));
            i = last + 1;
        }
        return string.Join(", ", parts);
    }

    private static (string Version, string Commit) Split()
    {
        string text = typeof(Provenance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        int plus = text.IndexOf('+', StringComparison.Ordinal);
        return plus < 0 ? (text, "unknown") : (text[..plus], text[(plus + 1)..]);
    }
}
