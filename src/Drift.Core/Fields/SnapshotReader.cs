using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>Reads snapshots into planes; the next one ahead of time, on another thread, so that the loop need not wait for it.</summary>
/// <param name="components">The components of a window, on one grid.</param>
internal sealed unsafe class SnapshotReader(ISnapshotSource[] components) : IDisposable
{
    private readonly Grid grid = components[0].Grid;
    private GridBox box;

    /// <summary>Values of each component (part, level, row, column): a box that goes on beyond the last column has two parts.</summary>
    private float[][] values = [];
    private int held = -1;
    private Task? reading;

    /// <summary>Begins to read a snapshot that will be asked for next.</summary>
    /// <param name="snapshot">Which one.</param>
    /// <param name="part">Which nodes, as they are stored.</param>
    public void ReadAhead(int snapshot, GridBox part)
    {
        if (held == snapshot && box == part)
            return;
        Wait();
        held = snapshot;
        Take(part);
        reading = Task.Run(() => Fetch(snapshot));
    }

    /// <summary>Puts a snapshot in its place in a plane.</summary>
    /// <param name="snapshot">Which one.</param>
    /// <param name="part">Which nodes, as they are stored.</param>
    /// <param name="plane">Its first value.</param>
    /// <param name="stride">Distance from node to node.</param>
    public void Read(int snapshot, GridBox part, float* plane, int stride)
    {
        // What failed ahead of time is read again, and fails here with its own message.
        bool isAhead = held == snapshot && box == part && Wait();
        if (!isAhead)
        {
            Wait();
            Take(part);
            Fetch(snapshot);
        }

        held = -1;
        for (int c = 0; c < components.Length; c++)
        {
            fixed (float* from = values[c])
                Spread(from, plane + c, stride);
        }
    }

    public void Dispose() => Wait();

    private void Take(GridBox part)
    {
        if (box != part)
            values = [];
        box = part;
    }

    /// <summary>The parts of the box within the columns of the data; the first column repeated at the end of a whole row is copied.</summary>
    private (GridBox First, GridBox Second) Parts()
    {
        int first = Math.Min(box.Columns, grid.Columns - box.FirstColumn);
        int second = box.FirstColumn > 0 ? box.Columns - first : 0;
        return (box with { Columns = first }, box with { FirstColumn = 0, Columns = second });
    }

    private void Spread(float* from, float* to, int stride)
    {
        (GridBox first, GridBox second) = Parts();
        long rows = (long)grid.Levels * box.Rows;
        float* further = second.Columns > 0 ? from + (rows * first.Columns) : from;
        int furtherColumns = second.Columns > 0 ? second.Columns : first.Columns;
        for (long row = 0; row < rows; row++, to += (long)box.Columns * stride)
        {
            for (int i = 0; i < first.Columns; i++)
                to[(long)i * stride] = from[(row * first.Columns) + i];
            for (int i = first.Columns; i < box.Columns; i++)
                to[(long)i * stride] = further[(row * furtherColumns) + i - first.Columns];
        }
    }

    /// <returns>Whether something was read ahead, and without an error.</returns>
    private bool Wait()
    {
        if (reading is null)
            return false;
        ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
        bool isGood = reading.IsCompletedSuccessfully;
        _ = reading.Exception;
        reading = null;
        return isGood;
    }

    private void Fetch(int snapshot)
    {
        (GridBox first, GridBox second) = Parts();
        (int firstCount, int secondCount) = (checked((int)(grid.Levels * first.Nodes)), checked((int)(grid.Levels * second.Nodes)));
        if (values.Length == 0)
            values = [.. components.Select(_ => new float[firstCount + secondCount])];
        for (int c = 0; c < components.Length; c++)
        {
            components[c].Read(snapshot, first, values[c].AsSpan(0, firstCount));
            if (secondCount > 0)
                components[c].Read(snapshot, second, values[c].AsSpan(firstCount));
        }
    }
}
