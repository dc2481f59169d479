using Drift.Core.Grids;

namespace Drift.Core.Fields.Sources;

/// <summary>Values that are in memory already.</summary>
public sealed class MemorySource : ISnapshotSource
{
    private readonly float[] values;

    /// <summary>Takes values on a grid.</summary>
    /// <param name="grid">The grid.</param>
    /// <param name="times">Times in seconds (time), increasing; empty for a field that does not change.</param>
    /// <param name="values">Values (time, level, lat, lon), flattened; NaN counts as 0.</param>
    /// <param name="unit">Unit in CF spelling.</param>
    /// <exception cref="ArgumentException">The number of values is not times × levels × lat × lon, or times do not increase.</exception>
    public MemorySource(Grid grid, IReadOnlyList<double> times, ReadOnlySpan<float> values, string unit = "")
    {
        long expected = (long)Math.Max(times.Count, 1) * grid.Levels * grid.Rows * grid.Columns;
        if (values.Length != expected)
            throw new ArgumentException($"{values.Length} values for {Math.Max(times.Count, 1)}{(grid.Levels > 1 ? $" × {grid.Levels}" : "")} × {grid.Rows} × {grid.Columns} (time × {(grid.Levels > 1 ? "level × " : "")}lat × lon)", nameof(values));
        for (int i = 1; i < times.Count; i++)
        {
            if (!(times[i] > times[i - 1]))
                throw new ArgumentException($"times do not increase: {times[i - 1]}, {times[i]}", nameof(times));
        }

        Grid = grid;
        Times = [.. times];
        Unit = unit;
        this.values = values.ToArray();
        foreach (ref float value in this.values.AsSpan())
            value = float.IsNaN(value) ? 0 : value;
    }

    /// <inheritdoc/>
    public Grid Grid { get; }

    /// <inheritdoc/>
    public IReadOnlyList<double> Times { get; }

    /// <inheritdoc/>
    public string Unit { get; }

    /// <inheritdoc/>
    public void Read(int snapshot, GridBox box, Span<float> values)
    {
        int target = 0;
        for (int level = 0; level < Grid.Levels; level++)
        {
            for (int row = box.FirstRow; row < box.FirstRow + box.Rows; row++, target += box.Columns)
            {
                int from = ((((snapshot * Grid.Levels) + level) * Grid.Rows) + row) * Grid.Columns;
                this.values.AsSpan(from + box.FirstColumn, box.Columns).CopyTo(values[target..]);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
