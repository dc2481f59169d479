using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Drift.Core.Particles;

namespace Drift.Core.Integration;

/// <summary>Takes a block of particles through one step: one virtual call per block and step.</summary>
internal interface IBlockRunner
{
    /// <summary>What <see cref="Run"/> gives where a particle needs values of a field that are not held: the step has to be taken back.</summary>
    public const int NotHeld = -2;

    /// <returns>Index in the block of the first particle that ended in this step for a reason that is to be noted, −1 if none did; <see cref="NotHeld"/>.</returns>
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
    /// <summary>Groups that a kernel is given together: enough to hide how long a look-up takes, few enough for the fastest cache.</summary>
    private const int GroupsAtOnce = 8;
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
        int writtenCount = block.VariableCount * F.Count;
        double* written = stackalloc double[writtenCount * GroupsAtOnce];

        // Aligned, so that no lane straddles two cache lines; a group is a whole number of them.
        int size = Unsafe.SizeOf<Particle<F>>();
        byte* memory = stackalloc byte[(size * GroupsAtOnce) + Unsafe.SizeOf<Position<F>>() + (2 * alignment)];
        nint start = ((nint)memory + alignment - 1) & -alignment;
        nint end = (start + (size * GroupsAtOnce) + alignment - 1) & -alignment;
        ref Particle<F> first = ref Unsafe.AsRef<Particle<F>>((void*)start);
        ref Position<F> after = ref Unsafe.AsRef<Position<F>>((void*)end);
        for (int g = 0; g < GroupsAtOnce; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            p.Time = c.Time;
            p.Dt = c.Dt;
            p.DLon = 0.0;
            p.DLat = 0.0;
            p.DDepth = 0.0;
            ForgetErrors(ref p);
            p.Columns = block.Particles;
            p.At.Hints = null;
            p.At.HintStride = block.HintStride;
            p.At.Held = block.Held;
            p.Written = written + (g * writtenCount);
        }

        bool hasDepth = block.Particles.Depth != null, isSpherical = c.IsSpherical;
        bool hasOnlyPlace = typeof(B) == typeof(NoBoundary) && !hasDepth && block.VariableCount == 0 && block.OwnTimes == null;
        int ended = -1;
        for (int i = 0; i < block.Count;)
        {
            int groups = Math.Min(GroupsAtOnce, (block.Count - i + F.Count - 1) / F.Count);
            for (int g = 0; g < groups; g++)
            {
                ref Particle<F> p = ref Unsafe.Add(ref first, g);
                p.Index = i + (g * F.Count);
                if (block.Hints != null)
                    p.At.Hints = block.Hints + p.Index;
                if (!hasOnlyPlace)
                    BeginOthers(block, p.Index, ref p);
            }

            KernelCall.Step(ref local, ref first, groups, c);
            bool areAllActive = i + (groups * F.Count) <= block.Count && AllActive(block.Status + i, groups);
            int g0 = hasOnlyPlace && areAllActive ? Move(ref first, groups, block.Particles.Lon + i, block.Particles.Lat + i, isSpherical) : 0;
            i += g0 * F.Count;
            for (int g = g0; g < groups; g++, i += F.Count)
            {
                if (Unsafe.Add(ref first, g).At.HasError && IsWaiting(block, i, ref Unsafe.Add(ref first, g)))
                    return IBlockRunner.NotHeld;
                int lane = End(block, i, areAllActive, ref Unsafe.Add(ref first, g), ref edge, ref after, hasDepth, isSpherical, c);
                if (lane == IBlockRunner.NotHeld)
                    return lane;
                if (lane >= 0 && ended < 0)
                    ended = i + lane;
            }
        }

        return ended;
    }

    /// <summary>What else there is of a group before a step; the last one of a block may be filled up with those behind, which nothing happens to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void BeginOthers(in BlockColumns block, int i, ref Particle<F> p)
    {
        p.DDepth = 0.0;
        if (block.OwnTimes != null)
        {
            p.Time = F.Load(block.OwnTimes + i);
            p.Dt = F.Load(block.OwnDts + i);
        }

        for (int v = 0; v < block.VariableCount; v++)
            F.Store(F.Load(p.Columns.Variables[v] + i), p.Written + (v * F.Count));
    }

    /// <summary>Takes over what a step has made of groups that have nothing but places, and where no particle ends: the same as <see cref="End"/> does.</summary>
    /// <returns>Number of groups that were taken over: the next one needs a closer look.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static int Move(ref Particle<F> first, int groups, double* lon, double* lat, bool isSpherical)
    {
        double highest = isSpherical ? 90.0 : double.MaxValue;
        for (int g = 0; g < groups; g++, lon += F.Count, lat += F.Count)
        {
            F x = F.Load(lon) + first.DLon;
            F y = F.Load(lat) + first.DLat;
            F sum = x + y;
            if (first.At.HasError || !F.AllAtMost(F.Abs(y) + (sum - sum), highest))
                return g;
            F.Store(x, lon);
            F.Store(y, lat);
            StandStill(ref first);
            first = ref Unsafe.Add(ref first, 1);
        }

        return groups;
    }

    /// <summary>Takes over what a step has made of a group.</summary>
    /// <returns>The first lane that ends for a reason that is to be noted, −1 if none does; NotHeld.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int End(
        in BlockColumns block, int i, bool areAllActive, ref Particle<F> p, ref B edge, ref Position<F> after, bool hasDepth, bool isSpherical, in StepContext c)
    {
        F lon = F.Load(block.Particles.Lon + i) + p.DLon;
        F lat = F.Load(block.Particles.Lat + i) + p.DLat;
        if (typeof(B) != typeof(NoBoundary))
        {
            (after.Lon, after.Lat, after.Depth, after.Status) = (lon, lat, p.Depth + p.DDepth, p.Status);
            ForgetErrors(ref p);
            KernelCall.Apply(ref edge, ref p, ref after, c);
            if (p.At.HasError)
            {
                // What a boundary looked for in vain.
                if (IsWaiting(block, i, ref p))
                    return IBlockRunner.NotHeld;
                after.Status = F.Select(F.Equal(after.Status, 0.0), p.At.Error, after.Status);
            }

            (lon, lat) = (after.Lon, after.Lat);
        }

        StandStill(ref p);

        // Infinite or not a number: then the difference with itself is not 0. Beyond a pole or not a number: one comparison tells both.
        F sum = lon + lat;
        if (hasDepth)
            sum += typeof(B) != typeof(NoBoundary) ? after.Depth : p.Depth + p.DDepth;
        F finite = sum - sum;
        bool isFine = isSpherical ? F.AllAtMost(F.Abs(lat) + finite, 90.0) : F.AllEqual(finite, 0.0);
        bool hasNoError = typeof(B) != typeof(NoBoundary) ? F.AllEqual(after.Status, 0.0) : !p.At.HasError;
        if (isFine && hasNoError && (areAllActive || (AllActive(block.Status + i, 1) && i + F.Count <= block.Count)))
        {
            F.Store(lon, block.Particles.Lon + i);
            F.Store(lat, block.Particles.Lat + i);
            if (hasDepth)
                F.Store(typeof(B) != typeof(NoBoundary) ? after.Depth : p.Depth + p.DDepth, block.Particles.Depth + i);
            for (int v = 0; v < block.VariableCount; v++)
                F.Store(F.Load(p.Written + (v * F.Count)), block.Particles.Variables[v] + i);
            if (typeof(B) != typeof(NoBoundary) && p.At.HasError)
                ForgetErrors(ref p);
            return -1;
        }

        (after.Lon, after.Lat) = (lon, lat);
        return OneByOne(block, i, ref p, ref after, isSpherical);
    }

    // Where the displacement was read it is in the fastest cache, and this waits for nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StandStill(ref Particle<F> p)
    {
        p.DLon = 0.0;
        p.DLat = 0.0;
    }

    /// <summary>Whether a particle of the block that still moves needs values that are not held.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsWaiting(in BlockColumns block, int i, ref Particle<F> p)
    {
        uint waiting = F.MaskBits(F.Equal(p.At.Error, (double)(int)FieldError.NotHeld));
        for (int lane = 0; lane < Math.Min(F.Count, block.Count - i); lane++)
        {
            if ((waiting >> lane & 1) != 0 && block.Status[i + lane] == (byte)ParticleStatus.Active)
                return true;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ForgetErrors(ref Particle<F> p)
    {
        p.At.Error = 0.0;
        p.At.HasError = false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AllActive(byte* status, int groups)
    {
        ulong any = 0;
        for (int g = 0; g < groups; g++, status += F.Count)
            any |= F.Count == 8 ? Unsafe.ReadUnaligned<ulong>(status) : F.Count == 4 ? Unsafe.ReadUnaligned<uint>(status) : *status;
        return any == 0;
    }

    /// <summary>Some particles of the group are beyond a pole, or ended earlier, or end now, or are none of this block: the latter stay as they were.</summary>
    /// <returns>The first lane that ends now for a reason that is to be noted, −1 if none does.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int OneByOne(in BlockColumns block, int i, ref Particle<F> p, ref Position<F> after, bool isSpherical)
    {
        if (typeof(B) == typeof(NoBoundary))
            (after.Depth, after.Status) = (p.Depth + p.DDepth, p.Status);
        ForgetErrors(ref p);
        if (isSpherical && !F.AllAtMost(F.Abs(after.Lat), 90.0))
            Poles.Cross(ref after.Lon, ref after.Lat);
        F sum = after.Lon + after.Lat;
        if (block.Particles.Depth != null)
            sum += after.Depth;
        after.Status = F.Select(F.Equal(sum - sum, 0.0) | ~F.Equal(after.Status, 0.0), after.Status, (double)(int)ParticleStatus.NotFinite);
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
                if (ended < 0 && block.Noted.Has((ParticleStatus)status[lane]))
                    ended = lane;
                continue;
            }

            block.Particles.Lon[i + lane] = values[lane];
            block.Particles.Lat[i + lane] = values[F.Count + lane];
            if (block.Particles.Depth != null)
                block.Particles.Depth[i + lane] = values[(2 * F.Count) + lane];
            for (int v = 0; v < block.VariableCount; v++)
                block.Particles.Variables[v][i + lane] = p.Written[(v * F.Count) + lane];
        }

        return ended;
    }
}
