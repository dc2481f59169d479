using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Integration;
using Drift.Core.Kernels;
using Drift.Core.Particles;
using Xunit;

namespace Drift.Core.Tests.Integration;

public class AllocationTests
{
    public static TheoryData<string> Kernels => [.. KernelRegistry.Names];

    public static TheoryData<string> Boundaries => [.. BoundaryRegistry.Names];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_step_allocates_nothing(string kernel) =>
        CheckThatStepsAllocateNothing(KernelRegistry.Make(kernel, new Dictionary<string, string>(StringComparer.Ordinal), ""), []);

    [Theory]
    [MemberData(nameof(Boundaries))]
    public void A_boundary_allocates_nothing(string boundary) => CheckThatStepsAllocateNothing(
        new DiffusionUniformKh(), [BoundaryRegistry.Find(boundary)!.Make(side => side switch { "west" => -150, "east" => 150, _ => null })]);

    [Fact]
    public void Exponential_numbers_and_angles_allocate_nothing() => CheckThatStepsAllocateNothing(new Drawing { Concentration = 3 }, []);

    [Fact]
    public void Fields_made_of_others_allocate_nothing() => CheckThatStepsAllocateNothing(new AdvectionRk4() + new DiffusionUniformKh(), [], () =>
    {
        using FieldSet plain = TestFlows.Make(Mesh.Spherical);
        var made = new FieldSet(Mesh.Spherical);
        foreach (string name in (string[])["U", "V", "Kh_zonal"])
            made.Add(Field.FromSource(name + "_plain", plain[name].Source!));
        return made.Add(
            Field.Nested("U_nest", "U_plain"), Field.Nested("V_nest", "V_plain"), Field.Sum("U", ("U_nest", 1), ("U_plain", -0.5)), Field.Sum("V", ("V_nest", 1), ("V_plain", -0.5)),
            Field.Expression("Kh_zonal", "where(lat > 0, Kh_zonal_plain, 1e-9 * cell_area^1.01 * abs(ddx(U) + ddy(V)))"), Field.Expression("Kh_meridional", "Kh_zonal"));
    });

    private static void CheckThatStepsAllocateNothing(IKernel kernel, IReadOnlyList<IBoundary> boundaries, Func<FieldSet>? make = null)
    {
        // Near the poles too, and with particles that leave: every branch of the kernel and of the loop is taken.
        foreach (LaneWidth lanes in (LaneWidth[])[LaneWidth.One, LaneWidth.Four, LaneWidth.Eight])
        {
            foreach (bool sort in (bool[])[false, true])
            {
                using FieldSet fields = make?.Invoke() ?? TestFlows.Make(Mesh.Spherical);
                using ParticleSet particles = TestFlows.Particles(fields, 1000);
                var loop = new TimeLoop(particles, KernelPlan.Make([kernel], fields, boundaries), new StepClock(default, TimeSpan.FromSeconds(1)), 1, lanes, sort);
                loop.Advance(0, 10);
                long few = Allocated(() => loop.Advance(10, 20)), many = Allocated(() => loop.Advance(20, 1000));

                // A call of Advance allocates a little for its events; a step nothing.
                Assert.Equal(few, many);
                Assert.InRange(few, 0, 1024);
            }
        }
    }

    private static long Allocated(Action work)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
