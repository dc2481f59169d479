using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Sources;

/// <summary>The values of another source times a factor, multiplied once as they are read.</summary>
/// <param name="source">The other source; disposed with this one.</param>
/// <param name="factor">The factor, finite.</param>
/// <remarks>Accuracy: the product is rounded to single precision.</remarks>
public sealed class ScaledSource(ISnapshotSource source, double factor) : ISnapshotSource
{
    /// <inheritdoc/>
    public Grid Grid => source.Grid;

    /// <inheritdoc/>
    public IReadOnlyList<double> Times => source.Times;

    /// <inheritdoc/>
    public CfTime? TimeAxis => source.TimeAxis;

    /// <inheritdoc/>
    public string Unit => source.Unit;

    /// <inheritdoc/>
    public void Read(int snapshot, GridBox box, Span<float> values)
    {
        source.Read(snapshot, box, values);
        int count = source.Grid.Levels * box.Rows * box.Columns;
        foreach (ref float value in values[..count])
            value = (float)(value * factor);
    }

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();
}
