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
        CheckThatStepsAllocateNothing(TestFlows.Kernel(kernel), []);

    [Theory]
    [MemberData(nameof(Boundaries))]
    public void A_boundary_allocates_nothing(string boundary) => CheckThatStepsAllocateNothing(
        new DiffusionUniformKh(), [BoundaryRegistry.Find(boundary)!.Make(new BoundaryParameters().With("west", -150).With("east", 150))]);

    [Fact]
    public void Exponential_numbers_and_angles_allocate_nothing() => CheckThatStepsAllocateNothing(new Drawing { Concentration = 3 }, []);

    private static void CheckThatStepsAllocateNothing(IKernel kernel, IReadOnlyList<IBoundary> boundaries)
    {
        // Near the poles too, and with particles that leave: every branch of the kernel and of the loop is taken.
        foreach (LaneWidth lanes in (LaneWidth[])[LaneWidth.One, LaneWidth.Four, LaneWidth.Eight])
        {
            foreach (bool sort in (bool[])[false, true])
            {
                using FieldSet fields = kernel is AdvectionAnalytical or AdvectionAnalyticalIn3D ? TestFlows.OnCGrid() : TestFlows.Make(Mesh.Spherical);
                using ParticleSet particles = TestFlows.Particles(fields, 1000, hasDepth: KernelPlan.Make([kernel], fields).NeedDepth.Count > 0);
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
