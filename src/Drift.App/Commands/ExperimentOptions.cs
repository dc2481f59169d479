using CommandLine;
using Drift.App.UserKernels;
using Drift.Core.Integration;
using Drift.Core.Running;

namespace Drift.App.Commands;

/// <summary>What all commands on an experiment file share.</summary>
internal abstract class ExperimentOptions
{
    [Value(0, MetaName = "FILE.yaml", Required = true, HelpText = "The experiment file.")]
    public string File { get; set; } = "";

    [Option("set", MetaValue = "KEY=VALUE", HelpText = "Overrides a key of the file, such as execution.dt=30min; may be repeated.")]
    public IEnumerable<string> Set { get; set; } = [];

    [Option("output", MetaValue = "FILE", HelpText = "The output file, instead of output.file.")]
    public string? Output { get; set; }

    [Option("threads", MetaValue = "N", HelpText = "Threads of each rank; by default the cores it may use, shared with the other ranks of its node.")]
    public int Threads { get; set; }

    [Option("overwrite", HelpText = "Replaces an existing output file.")]
    public bool Overwrite { get; set; }

    [Option("lanes", MetaValue = "1|4|8", HelpText = "Particles computed at once; by default the widest of the processor. Results do not depend on it.")]
    public int Lanes { get; set; }

    /// <summary>The options that a run takes.</summary>
    protected RunOptions ToRunOptions() => new()
    {
        Output = Output,
        Overwrite = Overwrite,
        Threads = Threads >= 0 ? Threads : throw Usage.Wrong("--threads", $"{Threads} is no number of threads", "give 1 or more, or leave it away"),
        Lanes = Lanes is 0 or 1 or 4 or 8 ? (LaneWidth)Lanes : throw Usage.Wrong("--lanes", $"{Lanes} is no width of lanes", "give 1, 4 or 8, or leave it away"),
        KernelCompiler = new KernelCompiler(),
        Command = "drift " + string.Join(' ', Environment.GetCommandLineArgs().Skip(1)),
    };
}
