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

    /// <summary>Draws random numbers ahead, for an even step and the odd one after it.</summary>
    unsafe void Draw(ReadOnlySpan<DrawRow> rows, RandomStream random, in BlockColumns block, float* numbers, int blockSize);
}

/// <summary>The loop that the JIT compiles anew for each sum of kernels, each boundary and each lane type.</summary>
internal sealed unsafe class BlockRunner<K, B, F>(K kernel, B boundary) : IBlockRunner
    where K : struct, IKernel
    where B : struct, IBoundary
    where F : struct, ILane<F>
{
    private readonly K kernel = kernel;
    private readonly B boundary = boundary;

    public void Draw(ReadOnlySpan<DrawRow> rows, RandomStream random, in BlockColumns block, float* numbers, int blockSize) =>
        RandomAhead.Draw<F>(rows, random, block, numbers, blockSize);

    // Optimised at once, as all that it calls in every step: the first tier of code is fifty times slower, and lasts longest
    // where cores are few.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public int Run(in BlockColumns block, in StepContext c)
    {
        const int alignment = 64;
        K local = kernel;
        B edge = boundary;
        double* written = stackalloc double[block.VariableCount * F.Count];

        // Aligned, so that no lane straddles two cache lines.
        byte* memory = stackalloc byte[Unsafe.SizeOf<Particle<F>>() + Unsafe.SizeOf<Position<F>>() + (2 * alignment)];
        nint first = ((nint)memory + alignment - 1) & -alignment;
        nint second = (first + Unsafe.SizeOf<Particle<F>>() + alignment - 1) & -alignment;
        ref Particle<F> p = ref Unsafe.AsRef<Particle<F>>((void*)first);
        ref Position<F> after = ref Unsafe.AsRef<Position<F>>((void*)second);
        p.Time = c.Time;
        p.Dt = c.Dt;
        p.Depth = 0.0;
        p.Variables = block.Variables;
        p.Written = written;
        int ended = -1;
        for (int i = 0; i < block.Count; i += F.Count)
        {
            Begin(block, i, ref p);
            KernelCall.Step(ref local, ref p, c);
            after.Lon = p.Lon + p.DLon;
            after.Lat = p.Lat + p.DLat;
            after.Depth = p.Depth + p.DDepth;
            after.Status = p.Status;
            if (typeof(B) != typeof(NoBoundary))
                KernelCall.Apply(ref edge, p, ref after, c);
            int lane = End(block, i, written, ref after, c);
            if (lane >= 0 && ended < 0)
                ended = i + lane;
        }

        return ended;
    }

    /// <summary>A group of particles before a step; the last one of a block may be filled up with those behind, which nothing happens to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Begin(in BlockColumns block, int i, ref Particle<F> p)
    {
        p.DLon = 0.0;
        p.DLat = 0.0;
        p.DDepth = 0.0;
        p.Status = 0.0;
        p.Lon = F.Load(block.Lon + i);
        p.Lat = F.Load(block.Lat + i);
        if (block.Depth != null)
            p.Depth = F.Load(block.Depth + i);
        p.Id = block.Ids == null ? F.CountFromBits(block.FirstId + (ulong)i) : F.Load((double*)block.Ids + i);
        p.Index = i;
        for (int v = 0; v < block.VariableCount; v++)
            F.Store(F.Load(block.Variables[v] + i), p.Written + (v * F.Count));
    }

    /// <summary>Takes over what a step has made of a group.</summary>
    /// <returns>The first lane that ends by an error, −1 if none does.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int End(in BlockColumns block, int i, double* written, ref Position<F> after, in StepContext c)
    {
        if (c.IsSpherical && F.Any(F.Abs(after.Lat) > 90.0))
            Poles.Cross(ref after.Lon, ref after.Lat);

        // Infinite or not a number: then the difference with itself is not 0.
        F sum = after.Lon + after.Lat + after.Depth;
        F good = F.Equal(sum - sum, 0.0);
        F fine = good & F.Equal(after.Status, 0.0);
        if (AllActive(block.Status + i) && i + F.Count <= block.Count && !F.Any(~fine))
        {
            F.Store(after.Lon, block.Lon + i);
            F.Store(after.Lat, block.Lat + i);
            if (block.Depth != null)
                F.Store(after.Depth, block.Depth + i);
            for (int v = 0; v < block.VariableCount; v++)
                F.Store(F.Load(written + (v * F.Count)), block.Variables[v] + i);
            return -1;
        }

        after.Status = F.Select(good | ~F.Equal(after.Status, 0.0), after.Status, (double)(int)ParticleStatus.NotFinite);
        return Mixed(block, i, written, after);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AllActive(byte* status)
    {
        if (F.Count == 8)
            return Unsafe.ReadUnaligned<ulong>(status) == 0;
        return F.Count == 4 ? Unsafe.ReadUnaligned<uint>(status) == 0 : *status == 0;
    }

    /// <summary>Some particles of the group ended earlier, or end now, or are none of this block: those stay as they were.</summary>
    /// <returns>The first lane that ends by an error now, −1 if none does.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Mixed(in BlockColumns block, int i, double* written, in Position<F> after)
    {
        double* values = stackalloc double[4 * F.Count];
        F.Store(after.Lon, values);
        F.Store(after.Lat, values + F.Count);
        F.Store(after.Depth, values + (2 * F.Count));
        F.Store(after.Status, values + (3 * F.Count));
        byte* status = block.Status + i;
        int ended = -1;
        for (int lane = 0; lane < Math.Min(F.Count, block.Count - i); lane++)
        {
            if (status[lane] != (byte)ParticleStatus.Active)
                continue;
            status[lane] = (byte)values[(3 * F.Count) + lane];
            if (status[lane] != (byte)ParticleStatus.Active)
            {
                // Deleted by a kernel is no error.
                if (ended < 0 && status[lane] != (byte)ParticleStatus.Deleted)
                    ended = lane;
                continue;
            }

            block.Lon[i + lane] = values[lane];
            block.Lat[i + lane] = values[F.Count + lane];
            if (block.Depth != null)
                block.Depth[i + lane] = values[(2 * F.Count) + lane];
            for (int v = 0; v < block.VariableCount; v++)
                block.Variables[v][i + lane] = written[(v * F.Count) + lane];
        }

        return ended;
    }
}
