using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields;

/// <summary>
/// The snapshots of a field that are in memory: those that the present interval of time needs, one plane each, held once
/// per node. A plane is (lat, stored lon, component) in single precision, so that the values a particle needs lie side by side.
/// </summary>
internal sealed unsafe class SnapshotWindow : IDisposable
{
    /// <summary>Rounding of a time that is a start plus a step: a nanosecond, and two last places of large times.</summary>
    private const double Rounding = 1e-9;
    private const double RelativeRounding = 4.440892098500626e-16;

    private readonly ISnapshotSource[] components;
    private readonly INodeMemory memory;
    private readonly double[] times;
    private readonly List<Plane> planes = [];
    private readonly float*[] planeOf;
    private float[] reading = [];

    /// <summary>Where the last look-up ended: only a hint, so that threads may write it as they like.</summary>
    private int recent;

    public SnapshotWindow(INodeMemory memory, params ISnapshotSource[] components)
    {
        this.components = components;
        this.memory = memory;
        Grid = components[0].Grid;
        times = [.. components[0].Times];
        planeOf = new float*[Math.Max(times.Length, 1)];
        Columns = Grid.StoredColumns;
    }

    /// <summary>The grid of all components.</summary>
    public RectilinearGrid Grid { get; }

    /// <summary>Nodes per stored row.</summary>
    public int Columns { get; }

    /// <summary>Memory of one snapshot in bytes; four floats beyond the end, since the last row is read in whole vectors.</summary>
    public long PlaneBytes => (((long)Grid.Lat.Count * Columns * components.Length) + 4) * sizeof(float);

    /// <summary>Times of the snapshots in seconds; empty where the field does not change.</summary>
    public ReadOnlySpan<double> Times => times;

    /// <summary>The single value that a field without time has everywhere on its grid; NaN if it varies or is not loaded.</summary>
    public double UniformValue { get; private set; } = double.NaN;

    /// <summary>Whether the field has the same value everywhere and always.</summary>
    public bool IsUniform => !double.IsNaN(UniformValue);

    /// <summary>Makes the snapshots for an interval of time present. Collective over the ranks of a node.</summary>
    public void MoveTo(double from, double to)
    {
        (int first, int last) = times.Length == 0 ? (0, 0) : (IndexAtOrBefore(from), IndexAtOrAfter(to));
        for (int snapshot = first; snapshot <= last; snapshot++)
        {
            if (planeOf[snapshot] == null)
                Load(snapshot, first, last);
        }
    }

    /// <summary>
    /// The two planes around a time, and the place between them. At the time of a snapshot, or beside it by rounding, both are
    /// that snapshot: the end of a step is the next one's start for a kernel too, which adds dt in floating point.
    /// </summary>
    /// <returns>False if the time is outside the field's times.</returns>
    /// <exception cref="InvalidOperationException">The snapshots were not made present before.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Around(double time, out float* before, out float* after, out double place)
    {
        if (times.Length == 0)
        {
            before = after = planeOf[0];
            place = 0;
            if (before == null)
                ThrowNotHeld(time);
            return true;
        }

        return AroundInTime(time, out before, out after, out place);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private bool AroundInTime(double time, out float* before, out float* after, out double place)
    {
        place = 0;
        if (planes.Count == 0)
            ThrowNotHeld(time);
        double slack = Rounding + (Math.Abs(time) * RelativeRounding);
        int k = recent;
        if ((uint)(k + 1) >= (uint)times.Length || !(time >= times[k] - slack && time < times[k + 1] - slack))
        {
            if (!(time >= times[0] - slack && time <= times[^1] + slack && double.IsFinite(time)))
            {
                before = after = planes[0].Address;
                return false;
            }

            recent = k = IndexAtOrBefore(time + slack);
        }

        before = after = planeOf[k];
        if (time > times[k] + slack)
        {
            after = planeOf[k + 1];
            place = (time - times[k]) / (times[k + 1] - times[k]);
        }

        if (before == null || after == null)
            ThrowNotHeld(time);
        return true;
    }

    private static void ThrowNotHeld(double time) =>
        throw new InvalidOperationException($"the snapshots around {time} s are not in memory: FieldSet.MoveTo comes first");

    public void Dispose()
    {
        foreach (Plane plane in planes)
            plane.Block.Dispose();
        planes.Clear();
        foreach (ISnapshotSource source in components)
            source.Dispose();
    }

    private int IndexAtOrBefore(double time)
    {
        int i = Array.BinarySearch(times, time);
        return Math.Clamp(i >= 0 ? i : ~i - 1, 0, times.Length - 1);
    }

    private int IndexAtOrAfter(double time)
    {
        int i = Array.BinarySearch(times, time);
        return Math.Clamp(i >= 0 ? i : ~i, 0, times.Length - 1);
    }

    private void Load(int snapshot, int firstNeeded, int lastNeeded)
    {
        Plane plane = FreePlane(firstNeeded, lastNeeded);
        if (plane.Snapshot >= 0)
            planeOf[plane.Snapshot] = null;
        plane.Snapshot = snapshot;
        planeOf[snapshot] = plane.Address;

        // Nobody may still read what is overwritten, and nobody may read before it is complete.
        memory.Fence();
        if (memory.Owner)
        {
            for (int c = 0; c < components.Length; c++)
                Fill(plane.Address + c, snapshot, components[c]);
        }

        memory.Fence();
        if (times.Length == 0)
            UniformValue = FindUniformValue(plane.Address);
    }

    private Plane FreePlane(int firstNeeded, int lastNeeded)
    {
        foreach (Plane plane in planes)
        {
            if (plane.Snapshot < firstNeeded || plane.Snapshot > lastNeeded)
                return plane;
        }

        planes.Add(new Plane(memory.Allocate(PlaneBytes)));
        return planes[^1];
    }

    private void Fill(float* plane, int snapshot, ISnapshotSource source)
    {
        int rows = Grid.Lat.Count;
        int columns = Grid.Lon.Count;
        if (reading.Length == 0)
            reading = new float[rows * columns];
        source.Read(snapshot, reading);
        for (int j = 0; j < rows; j++)
        {
            float* row = plane + ((long)j * Columns * components.Length);
            for (int i = 0; i < Columns; i++)
                row[(long)i * components.Length] = reading[(j * columns) + (i % columns)];
        }
    }

    private double FindUniformValue(float* plane)
    {
        long count = (long)Grid.Lat.Count * Columns * components.Length;
        for (long i = 1; i < count; i++)
        {
            if (plane[i] != plane[0])
                return double.NaN;
        }

        return plane[0];
    }

    private sealed class Plane(NodeBlock block)
    {
        public NodeBlock Block { get; } = block;

        public float* Address => (float*)Block.Address;

        public int Snapshot { get; set; } = -1;
    }
}
