using System.Runtime.CompilerServices;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;

namespace Drift.Core.Integration;

/// <summary>Takes a block of particles through one step: one virtual call per block and step.</summary>
internal interface IBlockRunner
{
    /// <returns>Index in the block of the first particle that ended by an error in this step, −1 if none did.</returns>
    int Run(in BlockColumns block, in StepContext c);
}

/// <summary>The loop that the JIT compiles anew for each sum of kernels and each lane type.</summary>
internal sealed unsafe class BlockRunner<K, F>(K kernel) : IBlockRunner
    where K : struct, IKernel
    where F : struct, ILane<F>
{
    private readonly K kernel = kernel;

    // Inlined into its caller, this loop exhausts the JIT's inlining budget and runs at less than half the speed. Optimised at
    // once, as all that it calls in every step: the first tier of code is fifty times slower, and lasts longest where cores are few.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public int Run(in BlockColumns block, in StepContext c)
    {
        K local = kernel;
        int ended = -1;
        int i = 0;
        for (; i + F.Count <= block.Count; i += F.Count)
        {
            double* depth = block.Depth == null ? null : block.Depth + i;
            int lane = Group(ref local, block.Lon + i, block.Lat + i, depth, block.Status + i, block.FirstId + (ulong)i, c);
            if (lane >= 0 && ended < 0)
                ended = i + lane;
        }

        if (i < block.Count)
        {
            int lane = Tail(block, i, c);
            if (lane >= 0 && ended < 0)
                ended = i + lane;
        }

        return ended;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Group(ref K kernel, double* lon, double* lat, double* depth, byte* status, ulong firstId, in StepContext c)
    {
        // Every field is set here: clearing the struct first would cost as much as a random number.
        Unsafe.SkipInit(out Particle<F> p);
        p.DLon = 0.0;
        p.DLat = 0.0;
        p.Status = 0.0;
        p.Lon = F.Load(lon);
        p.Lat = F.Load(lat);
        p.Depth = depth == null ? 0.0 : F.Load(depth);
        p.Time = c.Time;
        p.Dt = c.Dt;
        p.Id = F.CountFromBits(firstId);
        kernel.Step(ref p, c);
        F newLon = p.Lon + p.DLon;
        F newLat = p.Lat + p.DLat;
        if (c.IsSpherical && F.Any(F.Abs(newLat) > 90.0))
            Poles.Cross(ref newLon, ref newLat);

        // Infinite or not a number: then the difference with itself is not 0.
        F sum = p.DLon + p.DLat;
        F good = F.Equal(sum - sum, 0.0);
        F fine = good & F.Equal(p.Status, 0.0);
        if (AllActive(status) && !F.Any(~fine))
        {
            F.Store(newLon, lon);
            F.Store(newLat, lat);
            return -1;
        }

        return Mixed(lon, lat, status, newLon, newLat, F.Select(good | ~F.Equal(p.Status, 0.0), p.Status, (double)(int)ParticleStatus.NotFinite));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AllActive(byte* status)
    {
        if (F.Count == 8)
            return Unsafe.ReadUnaligned<ulong>(status) == 0;
        return F.Count == 4 ? Unsafe.ReadUnaligned<uint>(status) == 0 : *status == 0;
    }

    /// <summary>Some particles of the group ended earlier, or end now: an ended one stays where it was.</summary>
    /// <returns>The first lane that ends by an error now, −1 if none does.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Mixed(double* lon, double* lat, byte* status, F newLon, F newLat, F newStatus)
    {
        double* values = stackalloc double[3 * F.Count];
        F.Store(newLon, values);
        F.Store(newLat, values + F.Count);
        F.Store(newStatus, values + (2 * F.Count));
        int ended = -1;
        for (int lane = 0; lane < F.Count; lane++)
        {
            if (status[lane] != (byte)ParticleStatus.Active)
                continue;
            status[lane] = (byte)values[(2 * F.Count) + lane];
            if (status[lane] != (byte)ParticleStatus.Active)
            {
                // Deleted by a kernel is no error.
                if (ended < 0 && status[lane] != (byte)ParticleStatus.Deleted)
                    ended = lane;
                continue;
            }

            lon[lane] = values[lane];
            lat[lane] = values[F.Count + lane];
        }

        return ended;
    }

    /// <summary>The last particles of a block, fewer than a group: run in a copy that is filled up with the last one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Tail(in BlockColumns block, int first, in StepContext c)
    {
        int count = block.Count - first;
        double* lon = stackalloc double[3 * F.Count];
        double* lat = lon + F.Count;
        double* depth = lat + F.Count;
        byte* status = stackalloc byte[F.Count];
        for (int lane = 0; lane < F.Count; lane++)
        {
            int row = first + Math.Min(lane, count - 1);
            (lon[lane], lat[lane], status[lane]) = (block.Lon[row], block.Lat[row], block.Status[row]);
            depth[lane] = block.Depth == null ? 0 : block.Depth[row];
        }

        // Lanes beyond the last particle are copies of it under other numbers; what becomes of them is not looked at.
        for (int lane = count; lane < F.Count; lane++)
            status[lane] = (byte)ParticleStatus.Deleted;
        var group = new BlockColumns { Lon = lon, Lat = lat, Depth = depth, Status = status, FirstId = block.FirstId + (ulong)first, Count = F.Count };
        int ended = Run(group, c);
        for (int lane = 0; lane < count; lane++)
            (block.Lon[first + lane], block.Lat[first + lane], block.Status[first + lane]) = (lon[lane], lat[lane], status[lane]);
        return ended;
    }
}
