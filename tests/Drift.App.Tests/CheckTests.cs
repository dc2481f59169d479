using Drift.Core.Foundation;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>What <c>drift check</c> and <c>drift info</c> say.</summary>
public sealed class CheckTests
{
    [Fact]
    public void Check_reckons_with_ranks_and_writes_nothing()
    {
        using Lab lab = new Lab().WriteCurrents().Write("run.yaml", Lab.Currents);
        ShellResult result = lab.Drift("check", "run.yaml", "--ranks", "2", "--set", "particles.count=1001", "--threads", "3");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("2002-01-01 00:00:00 to 2002-01-02 00:00:00; the fields reach from 2002-01-01 00:00:00 to 2002-01-03 00:00:00", Line(result, "time"));
        Assert.Equal("24 of 1 h", Line(result, "steps"));
        Assert.Equal("1 001", Line(result, "trajectories"));
        Assert.StartsWith("out.h5: 5 outputs, ", Line(result, "output"), StringComparison.Ordinal);
        Assert.Equal("501 trajectories, 12 024 particle-steps on 2 ranks", Line(result, "work per rank"));
        Assert.Equal("3", Line(result, "threads per rank"));
        Assert.Equal("1 001 of 1 001 particles where there is a velocity, 0 where it is 0, 0 outside the fields", Line(result, "particles start"));
        // 0.51 m s-1 for an hour, on cells of 1° at 2° north, the narrowest.
        Assert.Equal("0.017: 1835.6 m in a step at 0.51 m/s, 111 km between two points of the grid", Line(result, "CFL"));
        Assert.Equal(["currents.nc", "run.yaml"], Directory.GetFiles(lab.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Check_says_which_fields_repeat_or_are_held()
    {
        using Lab lab = new Lab().WriteCurrents().Write("run.yaml", Lab.Currents);
        ShellResult result = lab.Drift("check", "run.yaml", "--set", "fields.U.periodic=1 year", "--set", "fields.V.extrapolate=true", "--set", "execution.start=2010-12-31");
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("2010-12-31 00:00:00 to 2011-01-01 00:00:00; the fields have a value at any time (U: periodic, 1 year; V: extrapolate)", Line(result, "time"));
    }

    [Fact]
    public void Check_knows_the_size_of_the_output_up_to_its_header()
    {
        using var lab = new Lab();
        lab.Run(Lab.Text, "out.h5", "--set", "particles.count=10000").Dispose();
        long actual = new FileInfo(lab.File("out.h5")).Length;
        string line = Line(lab.Drift("check", "run.yaml", "--set", "particles.count=10000", "--output", "other.h5"), "output");
        double said = double.Parse(line.Split(' ')[^2], System.Globalization.CultureInfo.InvariantCulture);
        Assert.EndsWith(" MiB", line, StringComparison.Ordinal);
        // Room for the header is reckoned with 64 KiB; the number has one decimal.
        Assert.InRange(said * (1 << 20), actual - (0.05 * (1 << 20)), actual + (1 << 16) + (0.05 * (1 << 20)));
    }

    [Fact]
    public void Check_warns_of_particles_outside_and_of_long_steps_but_both_may_be_meant()
    {
        using Lab lab = new Lab().WriteCurrents().Write("run.yaml", Lab.Currents);
        ShellResult result = lab.Drift("check", "run.yaml", "--set", "particles.lon={from: 9, to: 13}", "--set", "execution={runtime: 1 d, dt: 1 d}", "--set", "output.every=1 d", "--ranks", "7");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("0.396: 44 km in a step at 0.51 m/s, 111 km between two points of the grid", Line(result, "CFL"));
        Assert.Contains("2 of 7 ranks have no particle", result.Messages());
        Assert.Contains("1 of 5 particles start outside the velocity field and end in the first step", result.Messages());
    }

    [Fact]
    public void Check_of_a_hundred_million_particles_takes_a_sample_and_little_memory()
    {
        using Lab lab = new Lab().WriteCurrents().Write("run.yaml", Lab.Currents);
        string command = $"ulimit -v 8000000; exec '{Lab.Program}' check run.yaml --set particles.count=100000000 --set particles.lon='{{from: 8, to: 12}}' --set output.every=never --ranks 64";
        Dictionary<string, string?> environment = Lab.Plain();
        environment["DOTNET_GCHeapHardLimit"] = "0x8000000"; // 128 MiB; the positions alone would take 1.6 GB
        ShellResult result = Shell.Run("bash", ["-c", command.Replace("ulimit -v 8000000; ", "", StringComparison.Ordinal)], environment, TimeSpan.FromMinutes(1), lab.Folder);
        Assert.True(result.ExitCode == 0, result.ToString());
        Assert.Equal("1 562 500 trajectories, 37 500 000 particle-steps on 64 ranks", Line(result, "work per rank"));
        Assert.Equal("500 000 of 1 000 000 particles looked at, evenly among all, where there is a velocity, 0 where it is 0, 500 000 outside the fields", Line(result, "particles start"));
    }

    [Fact]
    public void Check_finds_what_run_finds()
    {
        using Lab lab = new Lab().Write("run.yaml", Lab.Text).Write("out.h5", "precious");
        lab.Drift("check", "run.yaml", "--set", "execution.dt=7 min").AssertProblems(
            ExitCode.Preflight,
            "run.yaml:10:12: execution.runtime: runtime of 6 h is no whole number of steps of 7 min; give 357 min or 364 min, or another dt",
            "run.yaml:15:10: output.every: an output interval of 1 h is no whole number of steps of 7 min; give 56 min or 63 min, or another dt",
            "out.h5: the output file exists already; give another name, or replace it with --overwrite");
    }

    [Fact]
    public void Info_says_what_a_file_holds()
    {
        using Lab lab = new Lab().WriteCurrents();
        lab.Run(Lab.Currents, "out.h5", "--set", "particles.lon={from: 9, to: 13}", "--set", "realisations={seeds: [4, 6]}").Dispose();
        ShellResult result = lab.Drift("info", "out.h5");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal("out.h5 (complete)", Line(result, "file"));
        Assert.Equal("10: 2 realisations of 5 particles", Line(result, "trajectories"));
        Assert.Equal("5, 2002-01-01 00:00:00 to 2002-01-02 00:00:00 (standard calendar)", Line(result, "outputs"));
        Assert.Equal("8 active, 2 out of the grid", Line(result, "status at the last"));
        Assert.Equal("lon: longitude (degrees_east)", Line(result, "variable"));
        Assert.Equal("4, 6", Line(result, "random_seeds"));
        Assert.Equal("1", Line(result, "mpi_ranks"));
        Assert.StartsWith($"{lab.File("currents.nc")} ", Line(result, "input_files"), StringComparison.Ordinal);
        Assert.Matches(" bytes sha256 [0-9a-f]{64}$", Line(result, "input_files"));
    }

    [Fact]
    public void Info_describes_the_machine_once_on_any_number_of_ranks()
    {
        using var lab = new Lab();
        Assert.Equal("none: not started by mpiexec or srun", Line(lab.Drift("info"), "MPI"));
        Assert.Matches("^Open MPI .*, 2 ranks, 2 on this node$", Line(lab.Drift(Mpiexec.OpenMpi, 2, "info"), "MPI"));
    }

    /// <summary>The value of the first line of that name; names of the one column that all share are told by what follows.</summary>
    private static string Line(ShellResult result, string name) =>
        result.Lines.First(line => line.StartsWith(name + " ", StringComparison.Ordinal))[name.Length..].Trim();
}
