using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources.Flows;

/// <summary>No velocity at all, on any mesh: for experiments in which only other kernels move particles.</summary>
public readonly record struct Zero : IStreamFlow
{
    /// <inheritdoc/>
    public void Velocity<F>(F time, F depth, F lat, F lon, out F u, out F v) where F : struct, ILane<F>
    {
        u = 0.0;
        v = 0.0;
    }

    /// <inheritdoc/>
    public F Streamfunction<F>(F time, F lat, F lon) where F : struct, ILane<F> => 0.0;
}
