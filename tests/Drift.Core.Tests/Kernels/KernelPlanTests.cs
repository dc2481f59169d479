using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Xunit;

namespace Drift.Core.Tests.Kernels;

public sealed class KernelPlanTests : IDisposable
{
    private readonly FieldSet fields = FieldSet.FromData(Mesh.Flat, [0, 1], [0, 1], ("U", 0), ("V", 0), ("Kh_zonal", 1), ("Kh_meridional", 1));

    public void Dispose() => fields.Dispose();

    // Slots address random numbers: another number for a kernel means other results for every run with it.
    [Theory]
    [InlineData("AdvectionRK4", 0, 38878)]
    [InlineData("AdvectionEE", 0, 63362)]
    [InlineData("DiffusionUniformKh", 0, 50458)]
    [InlineData("DiffusionUniformKh", 1, 51849)]
    [InlineData("BrownianMotion2D", 0, 25769)]
    public void A_slot_never_changes(string kernel, int occurrence, int slot) =>
        Assert.Equal(slot, KernelSlot.Of(kernel, occurrence));

    [Fact]
    public void Kernels_stand_in_the_order_of_slots_however_they_were_written()
    {
        IKernel[] kernels = [new AdvectionRk4(), new DiffusionUniformKh(), new BrownianMotion2D(), new AdvectionEE()];
        string[] expected = Names(kernels);
        Assert.Equal(expected, Names([.. kernels.Reverse()]));
        Assert.Equal(expected, Names([new BrownianMotion2D() + new AdvectionRk4(), new AdvectionEE() + new DiffusionUniformKh()]));
        Assert.Equal(expected, Names([((new AdvectionEE() + new BrownianMotion2D()) + new DiffusionUniformKh()) + new AdvectionRk4()]));
    }

    [Fact]
    public void The_same_kernel_twice_has_two_slots()
    {
        KernelPlan plan = KernelPlan.Make([new DiffusionUniformKh() + new DiffusionUniformKh()], fields);
        Assert.Equal(2, plan.Kernels.Select(k => k.Slot).Distinct().Count());
    }

    [Fact]
    public void Two_kernels_with_the_same_slot_are_refused()
    {
        string[] names = [.. Enumerable.Range(0, 2000).Select(i => $"kernel{i}").GroupBy(name => KernelSlot.Of(name, 0)).First(g => g.Count() > 1).Take(2)];
        DriftException error = Assert.Throws<DriftException>(() => KernelPlan.Make([new Named(names[0]), new Named(names[1])], fields));
        Assert.Contains(names[0], error.Message, StringComparison.Ordinal);
        Assert.Contains(names[1], error.Message, StringComparison.Ordinal);
        Assert.Contains("slot", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_missing_fields_are_named_at_once_with_their_units()
    {
        using var empty = new FieldSet(Mesh.Flat);
        DriftException error = Assert.Throws<DriftException>(() => KernelPlan.Make([new AdvectionRk4() + new DiffusionUniformKh()], empty));
        Assert.Equal(ExitCode.Preflight, error.Code);
        Assert.Equal(4, error.Problems.Count);
        foreach (string part in (string[])["AdvectionRK4 needs the field U", "field V", "Kh_zonal", "Kh_meridional", "m2 s-1", "m s-1"])
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_velocity_is_not_enough()
    {
        using FieldSet half = FieldSet.FromData(Mesh.Flat, [0, 1], [0, 1], ("U", 0));
        Assert.Contains("field V", Assert.Single(Assert.Throws<DriftException>(() => KernelPlan.Make([new AdvectionEE()], half)).Problems).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_leaves_the_kernels_of_its_caller_unbound()
    {
        IKernel kernel = new DiffusionUniformKh();
        KernelPlan.Make([kernel], fields);
        using var empty = new FieldSet(Mesh.Flat);
        Assert.Throws<DriftException>(() => KernelPlan.Make([kernel], empty));
    }

    [Fact]
    public void A_run_without_kernels_is_refused() =>
        Assert.Contains("no kernel", Assert.Throws<DriftException>(() => KernelPlan.Make([], fields)).Message, StringComparison.Ordinal);

    private string[] Names(IKernel[] kernels) => [.. KernelPlan.Make(kernels, fields).Kernels.Select(k => k.Kernel.Name)];

    private readonly struct Named(string name) : IKernel
    {
        public string Name => name;

        public void Bind(KernelBinding binding)
        {
        }

        public void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F>
        {
        }
    }
}
