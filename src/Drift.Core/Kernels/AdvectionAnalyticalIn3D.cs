using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// Advection along the exact path through each cell of a C-grid with levels of constant depth: as <see cref="AdvectionAnalytical"/>, and W is linear
/// between the levels of a cell.
/// </summary>
/// <remarks>
/// Accuracy: in a steady flow rounding, whatever dt; no face, surface or bottom without flow is ever crossed. In one that changes the error is of second
/// order in dt. Errors: those of <see cref="AdvectionAnalytical"/>; above the first level or below the last where W leads there. Where `on_error` has values
/// beyond an end of the water held, nothing flows through that end. Determinism: one particle after another, whatever the width of the lanes.
/// Source: that of <see cref="AdvectionAnalytical"/>. Levels whose depth varies are refused.
/// </remarks>
public struct AdvectionAnalyticalIn3D : IKernel
{
    private CGridCells cells = null!;

    /// <summary>A kernel that has no parameters.</summary>
    public AdvectionAnalyticalIn3D()
    {
    }

    /// <inheritdoc/>
    public readonly string Name => "AdvectionAnalytical_3D";

    /// <inheritdoc/>
    public void Bind(KernelBinding binding) => cells = binding.Cells(isIn3D: true);

    /// <inheritdoc/>
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> => CellPath.Step(ref p, cells);
}
