using CsCheck;
using Drift.Core.Fields;
using Drift.Core.Fields.Interpolation;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Xunit;

namespace Drift.Core.Tests.Fields;

public class StaggeredTests
{
    private static readonly Gen<(double X, double Y)> Places = Gen.Select(Gen.Double[0, 4.999], Gen.Double[0, 3.999]);

    [Fact]
    public void On_a_C_grid_each_component_is_linear_across_the_cell_and_constant_along_it() =>
        Places.Sample(place =>
        {
            using FieldSet set = CGrid(Mesh.Flat, (j, i) => (10 * j) + i, (j, i) => (7 * j) - i, out VectorField velocity);
            (double x, double y) = place;
            (int i, int j) = ((int)x, (int)y);
            (double u, double v) = Sample(velocity, x, y);
            Assert.Equal((10 * j) + x, u, 1e-12);
            Assert.Equal((7 * y) - i, v, 1e-12);
        });

    [Fact]
    public void On_a_C_grid_on_the_sphere_the_flux_through_a_face_is_that_of_the_model()
    {
        // On a face only its own flux counts: the velocity across it is the stored one, whatever its neighbours are.
        using FieldSet set = CGrid(Mesh.Spherical, (j, i) => Math.Sin((3 * j) + i), (j, i) => Math.Cos((2 * j) - i), out VectorField velocity);
        Assert.Equal((float)Math.Sin((3 * 2) + 3), Sample(velocity, 3, 2.3).U, 1e-12);
        Assert.Equal((float)Math.Cos((2 * 3) - 1), Sample(velocity, 1.7, 3).V, 1e-12);
    }

    [Fact]
    public void A_component_of_a_C_grid_sampled_alone_is_the_velocity_to_the_east()
    {
        using FieldSet set = CGrid(Mesh.Spherical, (j, i) => 1 + j + i, (j, i) => j - i, out VectorField velocity);
        (double u, double v) = Sample(velocity, 2.4, 1.6);
        Assert.Equal(u, GridValues.At(set["U"], 2.4, 1.6).Value);
        Assert.Equal(v, GridValues.At(set["V"], 2.4, 1.6).Value);
    }

    [Fact]
    public void On_a_C_grid_the_vertical_velocity_is_linear_between_the_faces_of_the_cell()
    {
        RectilinearGrid grid = GridValues.Square(vertical: new ZLevels(new Axis([0, 10, 30])));
        using FieldSet set = Velocity(Mesh.Flat, grid, default(CGridVelocity), (k, _, _) => 1 + k, (k, _, _) => 5 + k, (k, j, i) => (100 * k) + (10 * j) + i, out VectorField velocity);
        var at = new SamplePoint<Lane1> { Lon = 2.5, Lat = 1.5, Depth = 15.0 };
        velocity.Sample(ref at);

        // The second layer, a quarter of it below its upper face.
        Assert.Equal((2, 6, 137), ((double)at.A, (double)at.B, (double)at.C));
    }

    [Fact]
    public void On_a_B_grid_the_corners_of_the_layer_are_taken_and_W_of_the_cell()
    {
        RectilinearGrid grid = GridValues.Square(vertical: new ZLevels(new Axis([0, 10, 30])));
        using FieldSet set = Velocity(Mesh.Flat, grid, default(BGridVelocity), (k, j, i) => k + j + i, (_, j, _) => j, (k, j, i) => (100 * k) + (10 * j) + i, out VectorField velocity);
        var at = new SamplePoint<Lane1> { Lon = 2.5, Lat = 1.25, Depth = 15.0 };
        velocity.Sample(ref at);
        Assert.Equal((4.75, 1.25, 137), ((double)at.A, (double)at.B, (double)at.C));
    }

    [Fact]
    public void A_W_on_another_grid_is_sampled_beside_the_velocity()
    {
        RectilinearGrid grid = GridValues.Square(vertical: new ZLevels(new Axis([0, 10, 30])));
        var coarse = new RectilinearGrid(Mesh.Flat, new Axis([0, 5]), new Axis([0, 4]), new ZLevels(new Axis([0, 30])));
        using FieldSet set = new FieldSet(Mesh.Flat).Add(
            GridValues.Make("U", grid, (_, _, i) => i), GridValues.Make("V", grid, (_, j, _) => j), GridValues.Make("W", coarse, (k, _, _) => k));
        VectorField velocity = set.UseVelocity3D();
        set.MoveTo(0, 0);
        var at = new SamplePoint<Lane1> { Lon = 2.5, Lat = 1.5, Depth = 15.0 };
        velocity.Sample(ref at);
        Assert.Equal((2.5, 1.5, 0.5), ((double)at.A, (double)at.B, (double)at.C));
    }

    [Fact]
    public void Components_with_different_interpolations_are_refused()
    {
        RectilinearGrid grid = GridValues.Square();
        using FieldSet set = new FieldSet(Mesh.Flat).Add(
            GridValues.Make("U", grid, (_, _, i) => i).VelocityInterpolatedBy(default(CGridVelocity)), GridValues.Make("V", grid, (_, j, _) => j).VelocityInterpolatedBy(default(BGridVelocity)));
        Assert.Contains("U has the interpolation C-grid, but V B-grid", Assert.Throws<DriftException>(set.UseVelocity).Message, StringComparison.Ordinal);
        Assert.Contains("U has the interpolation C-grid, but V B-grid", Assert.Throws<DriftException>(() => set.Use("V")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_lanes_have_the_same_bits()
    {
        RectilinearGrid grid = GridValues.Square(Mesh.Spherical, new ZLevels(new Axis([0, 10, 30])));
        using FieldSet set = Velocity(Mesh.Spherical, grid, default(CGridVelocity), (k, j, i) => Math.Sin(k + j + i), (k, j, i) => Math.Cos(k + j + i), (k, j, i) => k - j + i, out VectorField velocity);
        for (int n = 0; n < 100; n++)
        {
            Assert.Equal(Eight<Lane1>(velocity, n), Eight<Lane8>(velocity, n));
            Assert.Equal(Eight<Lane1>(velocity, n), Eight<Lane4>(velocity, n));
        }
    }

    private static unsafe double[] Eight<F>(VectorField velocity, int n) where F : struct, ILane<F>
    {
        double* lon = stackalloc double[8], lat = stackalloc double[8], depth = stackalloc double[8];
        for (int i = 0; i < 8; i++)
            (lon[i], lat[i], depth[i]) = (((8 * n) + i) * 0.61803398875 % 5.5, ((8 * n) + i) * 0.41421356237 % 4, ((8 * n) + i) * 0.7320508 % 32);
        double[] found = new double[32];
        fixed (double* to = found)
        {
            for (int i = 0; i < 8; i += F.Count)
            {
                var at = new SamplePoint<F> { Lon = F.Load(lon + i), Lat = F.Load(lat + i), Depth = F.Load(depth + i) };
                velocity.SampleOnMesh(ref at);
                F.Store(at.A, to + i);
                F.Store(at.B, to + 8 + i);
                F.Store(at.C, to + 16 + i);
                F.Store(at.Error, to + 24 + i);
            }
        }

        return found;
    }

    private static (double U, double V) Sample(VectorField velocity, double x, double y)
    {
        Lane1 error = 0.0;
        velocity.Sample<Lane1>(0.0, 0.0, y, x, ref error, out Lane1 u, out Lane1 v);
        Assert.Equal(0, (double)error);
        return (u, v);
    }

    private static FieldSet CGrid(Mesh mesh, Func<int, int, double> u, Func<int, int, double> v, out VectorField velocity)
    {
        RectilinearGrid grid = GridValues.Square(mesh);
        FieldSet set = new FieldSet(mesh).Add(
            GridValues.Make("U", grid, (_, j, i) => u(j, i)).VelocityInterpolatedBy(default(CGridVelocity)),
            GridValues.Make("V", grid, (_, j, i) => v(j, i)).VelocityInterpolatedBy(default(CGridVelocity)));
        velocity = set.UseVelocity();
        set.MoveTo(0, 0);
        return set;
    }

    private static FieldSet Velocity<T>(
        Mesh mesh, Grid grid, T kind, Func<int, int, int, double> u, Func<int, int, int, double> v, Func<int, int, int, double> w, out VectorField velocity) where T : struct, IVelocityInterpolation
    {
        FieldSet set = new FieldSet(mesh).Add(
            GridValues.Make("U", grid, u).VelocityInterpolatedBy(kind), GridValues.Make("V", grid, v).VelocityInterpolatedBy(kind), GridValues.Make("W", grid, w).VelocityInterpolatedBy(kind));
        velocity = set.UseVelocity3D();
        set.MoveTo(0, 0);
        return set;
    }
}
