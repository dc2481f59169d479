using Drift.Core.Fields;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>
/// Advection along the exact path through each cell of a C-grid, in which the fluxes are linear between opposite faces: from face to face until dt
/// is used up. The velocity is that at the middle of the step in time, and steady meanwhile.
/// </summary>
/// <remarks>
/// Accuracy: in a steady flow rounding, whatever dt; a particle keeps the streamfunction of the corners, and no face without flow is ever crossed. In one
/// that changes the error is of second order in dt. Errors: OutOfGrid at the border of the grid, also at the last row before a pole; OutOfTime; above the
/// surface and below the bottom where the levels of a cell do not reach. Determinism: one particle after another, whatever the width of the lanes.
/// Source: Blanke and Raynaud (1997), J. Phys. Oceanogr. 27, 1038–1053; Döös, Jönsson and Kjellsson (2017), doi:10.5194/gmd-10-1733-2017,
/// where it is the stepwise-stationary scheme.
/// </remarks>
public struct AdvectionAnalytical : IKernel
{
    private CGridCells cells = null!;

    /// <summary>A kernel that has no parameters.</summary>
    public AdvectionAnalytical()
    {
    }

    /// <inheritdoc/>
    public readonly string Name => "AdvectionAnalytical";

    /// <inheritdoc/>
    public void Bind(KernelBinding binding) => cells = binding.Cells();

    /// <inheritdoc/>
    public readonly void Step<F>(ref Particle<F> p, in StepContext c) where F : struct, ILane<F> => CellPath.Step(ref p, cells);
}
