using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>Reads snapshots into planes; the next one ahead of time, on another thread, so that the loop need not wait for it.</summary>
/// <param name="components">The components of a window, on one grid.</param>
internal sealed unsafe class SnapshotReader(ISnapshotSource[] components) : IDisposable
{
    private readonly GridBox box = GridBox.Whole(components[0].Grid);
    private readonly long rows = (long)components[0].Grid.Levels * components[0].Grid.Rows;
    private readonly int columns = components[0].Grid.Columns;
    private float[][] values = [];
    private int held = -1;
    private Task? reading;

    /// <summary>Begins to read a snapshot that will be asked for next.</summary>
    public void ReadAhead(int snapshot)
    {
        if (held == snapshot)
            return;
        Wait();
        held = snapshot;
        reading = Task.Run(() => Fetch(snapshot));
    }

    /// <summary>Puts a snapshot in its place in a plane.</summary>
    /// <param name="snapshot">Which one.</param>
    /// <param name="plane">Its first value.</param>
    /// <param name="stride">Distance from node to node.</param>
    /// <param name="storedColumns">Nodes per row of the plane: those that the grid has, and the first ones again.</param>
    public void Read(int snapshot, float* plane, int stride, int storedColumns)
    {
        // What failed ahead of time is read again, and fails here with its own message.
        bool isAhead = held == snapshot && Wait();
        if (!isAhead)
        {
            Wait();
            Fetch(snapshot);
        }

        held = -1;
        for (int c = 0; c < components.Length; c++)
        {
            fixed (float* from = values[c])
            {
                for (long j = 0; j < rows; j++)
                    Spread(from + (j * columns), plane + c + (j * storedColumns * stride), stride, storedColumns);
            }
        }
    }

    public void Dispose() => Wait();

    private void Spread(float* from, float* to, int stride, int storedColumns)
    {
        for (int i = 0; i < columns; i++)
            to[(long)i * stride] = from[i];
        for (int i = columns; i < storedColumns; i++)
            to[(long)i * stride] = from[i - columns];
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
        if (values.Length == 0)
            values = [.. components.Select(_ => new float[rows * columns])];
        for (int c = 0; c < components.Length; c++)
            components[c].Read(snapshot, box, values[c]);
    }
}
