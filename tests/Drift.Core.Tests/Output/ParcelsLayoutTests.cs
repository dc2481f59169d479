using System.Runtime.InteropServices;
using Drift.Core.Experiments;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Core.Particles;
using Drift.Testing;
using Xunit;

namespace Drift.Core.Tests.Output;

/// <summary>The layout of Parcels against the plain file, trajectory by trajectory.</summary>
public sealed class ParcelsLayoutTests
{
    [Theory]
    [InlineData(40, 9, 1, 0, false)]
    [InlineData(40, 9, -1, 0, false)] // backward
    [InlineData(40, 9, 1, 5, true)]
    [InlineData(40, 1, 1, 0, false)] // only the final state
    [InlineData(230_000, 9, 1, 1, false)] // two blocks of trajectories, and many chunks
    public void Every_number_is_that_of_the_plain_file(int trajectories, int outputs, int direction, int compression, bool isSingle)
    {
        using var folder = new TemporaryFolder();
        TrajectorySchema schema = Schema(trajectories, outputs, direction) with { SinglePrecision = isSingle };
        Write(folder.File("plain.h5"), schema);
        Write(folder.File("parcels.h5"), schema with { Layout = OutputLayout.Parcels, Compression = compression });
        Assert.Equal(["parcels.h5", "plain.h5"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
        using NetcdfReader plain = NetcdfReader.Open(folder.File("plain.h5"));
        using NetcdfReader parcels = NetcdfReader.Open(folder.File("parcels.h5"));
        double[] outputTimes = plain.ReadAll<double>(plain.Variable("time")), released = plain.ReadAll<double>(plain.Variable("release_time"));
        double[] times = parcels.ReadAll<double>(parcels.Variable("time"));
        int[] status = plain.ReadAll<int>(plain.Variable("status"));
        int width = (int)parcels.Dimensions.Single(d => d.Name is "obs").Length;
        var names = new[] { "lon", "lat", "z", "status", "age" };
        var before = names.ToDictionary(n => n, n => plain.ReadAll<double>(plain.Variable(n)), StringComparer.Ordinal);
        var after = names.ToDictionary(n => n, n => parcels.ReadAll<double>(parcels.Variable(n)), StringComparer.Ordinal);
        var atRelease = names.Take(3).ToDictionary(n => n, n => plain.ReadAll<double>(plain.Variable("release_" + n)), StringComparer.Ordinal);
        int longest = 0;
        for (int i = 0; i < trajectories; i++)
        {
            // As a reader of the plain file would collect the observations: the release, and then all outputs with a position.
            int first = Enumerable.Range(0, outputs + 1).First(o => o == outputs || status[(o * trajectories) + i] != 1);
            var expected = new List<(double Time, double[] Values)>();
            bool isAtOutput = first < outputs && outputTimes[first] == released[i] && !double.IsNaN(before["lon"][(first * trajectories) + i]);
            if (first < outputs && !isAtOutput)
                expected.Add((released[i], [atRelease["lon"][i], atRelease["lat"][i], atRelease["z"][i], 0, double.NaN]));
            for (int o = first; o < outputs && !double.IsNaN(before["lon"][(o * trajectories) + i]); o++)
                expected.Add((outputTimes[o], [.. names.Select(n => before[n][(o * trajectories) + i])]));
            longest = Math.Max(longest, expected.Count);
            for (int k = 0; k < width; k++)
            {
                double[] actual = [times[(i * width) + k], .. names.Select(n => after[n][(i * width) + k])];
                double[] wanted = k < expected.Count ? [expected[k].Time, .. expected[k].Values] : [double.NaN, double.NaN, double.NaN, double.NaN, -128, double.NaN];
                if (!MemoryMarshal.AsBytes(actual.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(wanted.AsSpan())))
                    Assert.Fail($"trajectory {i}, obs {k}: {string.Join(", ", actual)}, not {string.Join(", ", wanted)}");
            }
        }
        Assert.Equal(longest, width);
        Assert.Equal(status.Skip((outputs - 1) * trajectories), parcels.ReadAll<int>(parcels.Variable("final_status")));
        foreach (string name in new[] { "trajectory", "origin", "release_time", "release_lon", "release_lat", "release_z" })
            Assert.Equal(plain.ReadAll<double>(plain.Variable(name)), parcels.ReadAll<double>(parcels.Variable(name)));
        Assert.Equal(Enumerable.Range(0, width), parcels.ReadAll<int>(parcels.Variable("obs")));
    }

    [Fact]
    public void An_ensemble_without_times_of_release_keeps_its_first_output_as_first_observation()
    {
        using var folder = new TemporaryFolder();
        TrajectorySchema schema = Outputs.Ensemble(Mesh.Spherical, new TimeReference("2002-01-01 00:00:00", "standard"));
        schema = schema with { Variables = [.. schema.Variables.Where(v => !v.Name.StartsWith("release", StringComparison.Ordinal))], Layout = OutputLayout.Parcels };
        using (TrajectoryWriter writer = TrajectoryWriter.Create(folder.File("a.h5"), schema))
        {
            for (int obs = 0; obs < 3; obs++)
                Outputs.WriteObs(writer, schema, obs);
            writer.Complete();
        }
        using NetcdfReader file = NetcdfReader.Open(folder.File("a.h5"));
        double[] lat = file.ReadAll<double>(file.Variable("lat"));
        Assert.Equal([10, 11, 12, 10.125, 11.125, 12.125], lat[..6]);
        Assert.Equal([10.5, double.NaN, double.NaN], lat[12..15]);
        Assert.Equal([0, 0, 0, 1, 1, 1], file.ReadAll<int>(file.Variable("realisation")));
        Assert.Equal([0, 0, 0, 0, 3, 0], file.ReadAll<int>(file.Variable("final_status")));
    }

    [Fact]
    public void Files_of_this_layout_are_compared_and_the_first_difference_is_named()
    {
        using var folder = new TemporaryFolder();
        TrajectorySchema schema = Schema(40, 9, 1) with { Layout = OutputLayout.Parcels };
        Write(folder.File("a.h5"), schema);
        Write(folder.File("b.h5"), schema with { Compression = 3, Title = "another" });
        Assert.Null(TrajectoryDiff.Compare(folder.File("a.h5"), folder.File("b.h5")));
        Write(folder.File("c.h5"), schema, (obs, v, rows) => rows[(0 * 8) + 0] ^= (byte)(obs == 4 && v == 1 ? 1 : 0));
        Assert.Equal("lat, trajectory 0, obs 4: 40.4, against 40.39999999999999 (1 ulp)", TrajectoryDiff.Compare(folder.File("a.h5"), folder.File("c.h5"))?.ToString());
        Write(folder.File("d.h5"), schema with { Layout = OutputLayout.Plain });
        Assert.Equal(
            "layout of Parcels (trajectory, obs), against plain (time, trajectory)", TrajectoryDiff.Compare(folder.File("a.h5"), folder.File("d.h5"))?.ToString());
        Write(folder.File("e.h5"), Schema(41, 9, 1) with { Layout = OutputLayout.Parcels });
        Assert.Equal("40 trajectories, against 41", TrajectoryDiff.Compare(folder.File("a.h5"), folder.File("e.h5"))?.ToString());
    }

    [Fact]
    public void What_needs_outputs_says_that_this_layout_has_none()
    {
        using var folder = new TemporaryFolder();
        Write(folder.File("a.h5"), Schema(4, 3, 1) with { Layout = OutputLayout.Parcels });
        DriftException error = Assert.Throws<DriftException>(() => TrajectoryFile.Open(folder.File("a.h5")));
        Assert.Equal(
            $"{folder.File("a.h5")}: has the layout of Parcels, (trajectory, obs), not (time, trajectory); 'drift info' describes such files, 'drift diff' compares two of them; for anything else write it with 'layout: plain'",
            error.Message);
    }

    [Theory]
    [InlineData("netcdf4", "netCDF4")]
    [InlineData("h5netcdf", "h5netcdf")]
    public void Xarray_reads_it_as_users_of_Parcels_do(string engine, string module)
    {
        const string python = "/usr/bin/python3";
        if (!File.Exists(python) || Shell.Run(python, ["-c", $"import xarray, {module}"]).ExitCode != 0)
            Assert.Skip($"xarray with {module} is not installed");
        using var folder = new TemporaryFolder();
        Write(folder.File("a.h5"), Schema(40, 9, 1) with { Layout = OutputLayout.Parcels, Compression = 4, SinglePrecision = true });
        ShellResult result = Shell.Run(python, ["-c", $$"""
            import xarray as xr, numpy as np
            ds = xr.open_dataset('{{folder.File("a.h5")}}', engine='{{engine}}')
            assert ds.lon.dims == ('trajectory', 'obs') and ds.time.dims == ('trajectory', 'obs'), ds
            assert ds.lon.dtype == np.float32 and ('{{engine}}' != 'netcdf4' or ds.age.encoding['complevel'] == 4), ds.age.encoding
            assert str(ds.time.values[2, 0])[:19] == '2002-01-01T00:30:00', ds.time[2]
            assert str(ds.time.values[2, 1])[:19] == '2002-01-01T01:00:00', ds.time[2]
            assert (ds.time[:, 0] == ds.release_time).values[ds.time[:, 0].notnull().values].all()
            assert np.isnat(ds.time.values[6, -1]) and np.isnan(ds.lon.values[6, -1])
            length = ds.time.notnull().sum('obs')
            assert (length == ds.lon.notnull().sum('obs')).all() and len(set(length.values)) > 3
            assert set(ds.age.coords) == {'trajectory', 'obs', 'time', 'lon', 'lat', 'z'}, ds.age.coords
            assert ds.final_status.dtype == np.int8
            """]);
        Assert.True(result.ExitCode == 0, result.ToString());
    }

    /// <summary>Particles released every half an output, some at, some between, some after the last; each third ends, some in the step of their release.</summary>
    private static TrajectorySchema Schema(int trajectories, int outputs, int direction) => new()
    {
        Mesh = Mesh.Spherical,
        Times = [.. Enumerable.Range(0, outputs).Select(obs => direction * obs * 3600.0)],
        Reference = new TimeReference("2002-01-01 00:00:00", "standard"),
        Trajectories = trajectories,
        Variables =
        [
            .. PositionVariables.Of(Mesh.Spherical, hasDepth: true),
            new("age", NumberType.Float32, "s", "time since release"),
            new("origin", NumberType.Int32, "", "region of release", Recorded.Once),
            .. PositionVariables.OfRelease(Mesh.Spherical, hasDepth: true),
        ],
    };

    /// <summary>Release of a trajectory in outputs: 0, 0, 0.5, 1, 1.5, … and from the start again.</summary>
    private static double Release(int i, int outputs) => Math.Max(0, (i % ((2 * outputs) + 3)) - 1) / 2.0;

    /// <summary>The output at which a trajectory is no more there.</summary>
    private static double End(int i, int outputs) => i % 3 == 1 ? Release(i, outputs) + (i % 4) - 0.25 : double.PositiveInfinity;

    private static void Write(string path, TrajectorySchema schema, Action<int, int, byte[]>? change = null)
    {
        using TrajectoryWriter writer = TrajectoryWriter.Create(path, schema);
        int outputs = schema.Times.Count;
        for (int obs = 0; obs < outputs; obs++)
        {
            for (int v = 0; v < schema.Variables.Count; v++)
            {
                Variable variable = schema.Variables[v];
                if (variable.Recorded == Recorded.Once && obs > 0)
                    continue;
                byte[] rows = new byte[schema.Trajectories * Column.SizeOf(variable.Type)];
                for (int i = 0; i < schema.Trajectories; i++)
                    Put(variable, schema.Times[^1] < 0 ? -3600 : 3600, obs, i, outputs, rows.AsSpan(i * Column.SizeOf(variable.Type), Column.SizeOf(variable.Type)));
                change?.Invoke(obs, v, rows);
                writer.WriteRows(obs, v, 0, rows);
            }
            writer.WriteTime(obs, schema.Times[obs]);
            writer.Sync();
        }
        writer.Complete();
    }

    private static void Put(Variable variable, double interval, int obs, int i, int outputs, Span<byte> value)
    {
        double release = Release(i, outputs);
        bool isThere = obs >= release && obs < End(i, outputs);
        switch (variable.Name)
        {
            case "status": value[0] = (byte)(obs < release ? ParticleStatus.NotReleased : isThere ? ParticleStatus.Active : ParticleStatus.OutOfGrid); break;
            case "release_time": MemoryMarshal.Write(value, release * interval); break;
            case "origin": MemoryMarshal.Write(value, 1000 + i); break;
            case "age" when isThere: MemoryMarshal.Write(value, (float)((obs - release) * 3600)); break;
            case "lon" when isThere: MemoryMarshal.Write(value, (i * 0.001) + (obs / 8.0)); break;
            case "lat" when isThere: MemoryMarshal.Write(value, 40 + (i * 0.0001) + (obs * 0.1)); break;
            case "z" when isThere: MemoryMarshal.Write(value, i + (obs / 16.0)); break;
            case "release_lon": MemoryMarshal.Write(value, (i * 0.001) + (release / 8)); break;
            case "release_lat": MemoryMarshal.Write(value, 40 + (i * 0.0001) + (release * 0.1)); break;
            case "release_z": MemoryMarshal.Write(value, i + (release / 16)); break;
            default: TrajectoryBlock.Fill(variable.Type, value); break;
        }
    }
}
