using System.Runtime.InteropServices;
using Drift.Core.Output;
using Drift.Testing;
using Xunit;

namespace Drift.App.Tests;

/// <summary>Layouts, compression and precision of the output, asked for in an experiment and run by the program.</summary>
public sealed class OutputFormTests
{
    [Fact]
    public void The_example_in_the_layout_of_Parcels_is_the_same_on_three_ranks_and_begins_with_the_releases()
    {
        using var lab = new Lab();
        string example = Path.Combine(Lab.Checkout, "examples", "parcels-layout.yaml");
        ShellResult alone = lab.Drift("run", example, "--output", "one.h5");
        Assert.True(alone.ExitCode == 0, alone.ToString());
        ShellResult together = lab.Drift(Mpiexec.OpenMpi, 3, "run", example, "--output", "three.h5");
        Assert.True(together.ExitCode == 0, together.ToString());
        Assert.Equal(["one.h5", "three.h5"], Directory.GetFiles(lab.Folder).Select(Path.GetFileName).Order());
        Assert.Equal("the data is equal, bit for bit", lab.Drift("diff", "one.h5", "three.h5").Output.Trim());
        using ParcelsFile file = ParcelsFile.Open(lab.File("one.h5"));
        double[] times = new double[file.Trajectories * file.Observations], released = new double[file.Trajectories];
        file.ReadRows(file.IndexOf("time"), 0, file.Trajectories, MemoryMarshal.AsBytes(times.AsSpan()));
        file.ReadRows(file.IndexOf("release_time"), 0, file.Trajectories, MemoryMarshal.AsBytes(released.AsSpan()));
        Assert.Equal(released, Enumerable.Range(0, released.Length).Select(i => times[i * file.Observations]));
        Assert.Equal([released[1], 3600, 7200], times[file.Observations..(file.Observations + 3)]);
    }

    [Fact]
    public void Info_diff_and_check_say_what_they_do_with_each_form()
    {
        using var lab = new Lab();
        using (lab.Run(Lab.Text, "plain.h5"))
        using (lab.Run(Lab.Text, "small.h5", "--set", "output.compression=9"))
        using (lab.Run(Lab.Text, "single.h5", "--set", "output.precision=float32"))
            Assert.Equal("the data is equal, bit for bit", lab.Drift("diff", "plain.h5", "small.h5").Output.Trim());
        ShellResult run = lab.Drift("run", "run.yaml", "--output", "parcels.h5", "--set", "output.layout=parcels");
        Assert.True(run.ExitCode == 0, run.ToString());
        ShellResult apart = lab.Drift("diff", "plain.h5", "parcels.h5");
        Assert.Equal("plain layout (time, trajectory), against that of Parcels (trajectory, obs)", apart.Output.Trim());
        Assert.Equal(1, apart.ExitCode);
        Assert.Contains("variable lon of type Float64", lab.Drift("diff", "plain.h5", "single.h5").Output, StringComparison.Ordinal);
        Assert.Contains("lon: x coordinate (m), single precision", lab.Drift("info", "single.h5").Output, StringComparison.Ordinal);
        Assert.Contains("20 active", lab.Drift("info", "small.h5").Output, StringComparison.Ordinal);
        string info = lab.Drift("info", "parcels.h5").Output;
        Assert.Contains("that of Parcels, (trajectory, obs): each trajectory from its release on", info, StringComparison.Ordinal);
        Assert.Contains("up to 7 of a trajectory, 140 in all", info, StringComparison.Ordinal);
        Assert.Contains("beside it for the complete file", lab.Drift("check", "run.yaml", "--output", "next.h5", "--set", "output.layout=parcels").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Particles_are_not_released_from_the_layout_of_Parcels()
    {
        using var lab = new Lab();
        lab.Write("run.yaml", Lab.Text);
        lab.Drift("run", "run.yaml", "--set", "output.layout=parcels");
        ShellResult next = lab.Drift("check", "run.yaml", "--output", "b.h5", "--set", "particles={release: {output: out.h5}}");
        Assert.NotEqual(0, next.ExitCode);
        Assert.Contains("out.h5 has the layout of Parcels, (trajectory, obs), in which there is no last output; give a file that was written with 'layout: plain'", next.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("output.layout=zarr", "output.layout: 'zarr' is not plain or parcels")]
    [InlineData("output.compression=11", "output.compression: '11' is no level of compression")]
    [InlineData("output.precision=half", "output.precision: 'half' is not float64 or float32")]
    public void A_form_that_is_none_is_refused_with_its_place(string setting, string message)
    {
        using Lab lab = new Lab().Write("run.yaml", Lab.Text);
        Assert.Contains(message, lab.Drift("run", "run.yaml", "--set", setting).ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(lab.File("out.h5")));
    }
}
