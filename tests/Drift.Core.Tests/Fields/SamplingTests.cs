using CsCheck;
using Drift.Core.Fields;
using Drift.Core.Fields.Sources;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Tests.Foundation;
using Xunit;

namespace Drift.Core.Tests.Fields;

public class SamplingTests
{
    private static readonly Gen<double[]> Nodes = Gen.Select(Gen.Double[-80, 0], Gen.Double[0.5, 9].Array[2, 9], Gen.Bool, Gen.Bool).Select((from, steps, uniform, decreasing) =>
    {
        double[] nodes = [from, .. steps];
        for (int i = 1; i < nodes.Length; i++)
            nodes[i] = nodes[i - 1] + (uniform ? 3 : nodes[i]);
        return decreasing ? [.. nodes.Reverse()] : nodes;
    });

    private static readonly Gen<float> Value = Gen.Frequency((9, Gen.Float[-2, 2]), (1, Gen.Const(float.NaN)));

    private static readonly Gen<Case> Cases =
        Gen.Select(Nodes, Nodes, Gen.Double[0.1, 100].Array[0, 4], Gen.Bool).SelectMany((lon, lat, steps, flat) =>
            Gen.Select(Value.Array[2 * Math.Max(steps.Length, 1) * lon.Length * lat.Length], Gen.Double[0, 1].Array[24]).Select((values, places) =>
            {
                double[] times = [.. steps];
                for (int k = 1; k < times.Length; k++)
                    times[k] += times[k - 1];
                return new Case(flat ? Mesh.Flat : Mesh.Spherical, lon, lat, times, values, places);
            }));

    [Fact]
    public void A_field_is_bilinear_in_space_and_linear_in_time_with_missing_values_as_0() =>
        Cases.Sample(c =>
        {
            using FieldSet set = c.Make(out Field u, out _);
            for (int n = 0; n < 8; n++)
            {
                (double time, double lat, double lon) = c.Place(n);
                Lane1 error = 0.0;
                Assert.Equal(c.Expected(time, lat, lon, c.U), u.Sample<Lane1>(time, 0.0, lat, lon, ref error), 1e-6);
                Assert.Equal(0, (double)error);
            }
        });

    [Fact]
    public void Both_components_of_a_velocity_are_found_by_one_look_up() =>
        Cases.Sample(c =>
        {
            using FieldSet set = c.Make(out _, out VectorField velocity);
            for (int n = 0; n < 8; n++)
            {
                (double time, double lat, double lon) = c.Place(n);
                Lane1 error = 0.0;
                velocity.Sample<Lane1>(time, 0.0, lat, lon, ref error, out Lane1 east, out Lane1 north);
                Assert.Equal(c.Expected(time, lat, lon, c.U), east, 1e-6);
                Assert.Equal(c.Expected(time, lat, lon, c.V), north, 1e-6);
            }
        });

    [Fact]
    public void Every_lane_type_samples_the_same_bits_also_where_its_particles_are_at_different_times() =>
        Cases.Select(Gen.Bool).Sample((c, together) =>
        {
            using FieldSet set = c.Make(out Field u, out VectorField velocity);
            double[] time = [.. Enumerable.Range(0, 8).Select(n => c.Place(together ? 0 : n).Time)];
            double[] lat = [.. Enumerable.Range(0, 8).Select(n => c.Place(n).Lat)], lon = [.. Enumerable.Range(0, 8).Select(n => c.Place(n).Lon)];
            for (int part = 0; part < 4; part++)
            {
                var sampling = new Sampling(u, velocity, part);
                double[] one = Lanes.Run(1, sampling, time, lat, lon);
                Assert.Equal(one, Lanes.Run(4, sampling, time, lat, lon));
                Assert.Equal(one, Lanes.Run(8, sampling, time, lat, lon));
            }
        });

    [Fact]
    public void Outside_the_grid_and_the_times_there_is_an_error_and_the_first_one_stays() =>
        Cases.Where(c => c.Times.Length > 1).Sample(c =>
        {
            using FieldSet set = c.Make(out Field u, out VectorField velocity);
            (double time, double lat, double lon) = c.Place(0);
            double north = Math.Max(c.Lat[0], c.Lat[^1]) + 0.001, west = Math.Min(c.Lon[0], c.Lon[^1]) - 0.001;
            foreach ((double t, double y, double x, double expected) in (ReadOnlySpan<(double, double, double, double)>)
            [
                (time, lat, lon, 0), (time, north, lon, 3), (time, lat, west, 3), (time, double.NaN, lon, 3), (time, lat, double.NaN, 3),
                (c.Times[0] - 1e-6, lat, lon, 4), (c.Times[^1] + 1e-6, lat, lon, 4), (double.NaN, lat, lon, 4), (double.PositiveInfinity, lat, lon, 4),
                (c.Times[^1] + 1, north, lon, 3),
            ])
            {
                Assert.Equal(expected, Error(0, t, y, x));
                Assert.Equal(5, Error(5, t, y, x));
            }

            double Error(double before, double t, double y, double x)
            {
                double[] results = [.. Lanes.Widths.SelectMany(width => Enumerable.Range(0, 2).Select(vector =>
                    Lanes.Run(width, new Failing(u, velocity, vector == 1, before), Eight(t), Eight(y), Eight(x))[7]))];
                Assert.All(results, r => Assert.Equal(results[0], r));
                return results[0];
            }
        }, iter: 50);

    [Fact]
    public void At_a_snapshot_the_value_is_that_of_the_snapshot_also_where_its_time_comes_out_of_a_sum() =>
        Cases.Where(c => c.Times.Length > 1).Sample(c =>
        {
            using FieldSet set = c.Make(out Field u, out _);
            for (int k = 0; k < c.Times.Length; k++)
            {
                // Only this snapshot is held: a neighbour must not be touched.
                set.MoveTo(c.Times[k], c.Times[k]);
                (_, double lat, double lon) = c.Place(k);
                double step = 0.1 + k;
                foreach (double time in (double[])[c.Times[k], c.Times[k] - step + step, c.Times[k] + step - step, Math.BitIncrement(c.Times[k]), Math.BitDecrement(c.Times[k])])
                {
                    Lane1 error = 0.0;
                    Assert.Equal(c.Expected(c.Times[k], lat, lon, c.U), u.Sample<Lane1>(time, 0.0, lat, lon, ref error), 1e-6);
                    Assert.Equal(0, (double)error);
                }
            }
        });

    [Fact]
    public void A_node_has_the_value_that_is_stored_there()
    {
        float[,] values = { { 1, 2, 3 }, { 4, float.NaN, 6 } };
        using FieldSet set = FieldSet.FromData(Mesh.Flat, [0, 1, 2], [0, 1], ("K", values));
        Field field = set.Use("K");
        set.MoveTo(0, 0);
        Lane1 error = 0.0;
        for (int j = 0; j < 2; j++)
        {
            for (int i = 0; i < 3; i++)
                Assert.Equal(float.IsNaN(values[j, i]) ? 0 : values[j, i], (double)field.Sample<Lane1>(0.0, 0.0, j, i, ref error));
        }
    }

    [Fact]
    public void A_field_that_was_not_loaded_is_refused_in_words()
    {
        using FieldSet set = FieldSet.FromData(Mesh.Flat, [0, 1], [0, 1], ("U", 1), ("V", 1), ("Kh", 1));
        VectorField velocity = set.UseVelocity();
        Field u = set["Kh"];
        Lane1 error = 0.0;
        Assert.Contains("MoveTo", Assert.Throws<InvalidOperationException>(() => velocity.Sample<Lane1>(0.0, 0.0, 0.5, 0.5, ref error, out _, out _)).Message, StringComparison.Ordinal);
        Assert.Contains("FieldSet.Use", Assert.Throws<InvalidOperationException>(() => u.Sample<Lane1>(0.0, 0.0, 0.5, 0.5, ref error)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(60)]
    [InlineData(-75.5)]
    public void Metres_per_second_become_degrees_per_second_at_the_latitude(double lat)
    {
        using FieldSet set = FieldSet.FromData(Mesh.Spherical, [0, 10], [-80, 80], ("U", 1.5), ("V", -0.5));
        VectorField velocity = set.UseVelocity();
        set.MoveTo(0, 0);
        Lane1 error = 0.0;
        velocity.SampleOnMesh<Lane1>(0.0, 0.0, lat, 5, ref error, out Lane1 u, out Lane1 v);
        Assert.Equal(1.5 / (111_120 * Math.Cos(lat * Math.PI / 180)), u, 1e-18);
        Assert.Equal(-0.5 / 111_120, v, 1e-20);
    }

    private static double[] Eight(double value) => [.. Enumerable.Repeat(value, 8)];

    private readonly record struct Sampling(Field Field, VectorField Velocity, int Part) : ILaneFunction
    {
        public F Apply<F>(F a, F b, F c) where F : struct, ILane<F>
        {
            F error = 0.0;
            if (Part == 0)
                return Field.Sample(a, 0.0, b, c, ref error);
            Velocity.Sample(a, 0.0, b, c, ref error, out F u, out F v);
            return Part switch { 1 => u, 2 => v, _ => error };
        }
    }

    private readonly record struct Failing(Field Field, VectorField Velocity, bool IsVector, double Before) : ILaneFunction
    {
        public F Apply<F>(F a, F b, F c) where F : struct, ILane<F>
        {
            F error = Before;
            if (IsVector)
                Velocity.Sample(a, 0.0, b, c, ref error, out _, out _);
            else
                Field.Sample(a, 0.0, b, c, ref error);
            return error;
        }
    }

    /// <summary>A grid, its times and values (component, time, lat, lon), and places in it.</summary>
    private sealed record Case(Mesh Mesh, double[] Lon, double[] Lat, double[] Times, float[] Values, double[] Places)
    {
        public float[] U => Values[..(Values.Length / 2)];

        public float[] V => Values[(Values.Length / 2)..];

        public FieldSet Make(out Field u, out VectorField velocity)
        {
            var grid = new RectilinearGrid(Mesh, new Axis(Lon), new Axis(Lat));
            var set = new FieldSet(Mesh);
            set.Add(Field.FromSource("U", new MemorySource(grid, Times, U)), Field.FromSource("V", new MemorySource(grid, Times, V)));
            u = set.Use("U");
            velocity = set.UseVelocity();
            set.MoveTo(Times.FirstOrDefault(), Times.LastOrDefault());
            return set;
        }

        public (double Time, double Lat, double Lon) Place(int n) => (
            Times.Length == 0 ? Places[n] : Times[0] + (Places[n] * (Times[^1] - Times[0])),
            Math.Clamp(Lat[0] + (Places[n + 8] * (Lat[^1] - Lat[0])), Math.Min(Lat[0], Lat[^1]), Math.Max(Lat[0], Lat[^1])),
            Math.Clamp(Lon[0] + (Places[n + 16] * (Lon[^1] - Lon[0])), Math.Min(Lon[0], Lon[^1]), Math.Max(Lon[0], Lon[^1])));

        /// <summary>The textbook formula: four weights, then two in time.</summary>
        public double Expected(double time, double lat, double lon, float[] values)
        {
            (int i, double x) = Cell(Lon, lon);
            (int j, double y) = Cell(Lat, lat);
            if (Times.Length == 0)
                return At(0);
            (int k, double t) = Times.Length == 1 ? (0, 0) : Cell(Times, time);
            return t == 0 ? At(k) : ((1 - t) * At(k)) + (t * At(k + 1));

            double At(int snapshot) => ((1 - x) * (1 - y) * Node(snapshot, j, i)) + (x * (1 - y) * Node(snapshot, j, i + 1))
                + ((1 - x) * y * Node(snapshot, j + 1, i)) + (x * y * Node(snapshot, j + 1, i + 1));

            double Node(int snapshot, int row, int column)
            {
                float value = values[(((snapshot * Lat.Length) + row) * Lon.Length) + column];
                return float.IsNaN(value) ? 0 : value;
            }
        }

        private static (int Index, double Place) Cell(double[] nodes, double x)
        {
            int i = 0;
            while (i < nodes.Length - 2 && (nodes[1] > nodes[0] ? x >= nodes[i + 1] : x <= nodes[i + 1]))
                i++;
            return (i, (x - nodes[i]) / (nodes[i + 1] - nodes[i]));
        }
    }
}
