using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Kernels;

/// <summary>
/// The Runge–Kutta scheme of Dormand and Prince, of fifth order, whose difference from one of fourth order says how long the next sub-step
/// may be. Each particle has sub-steps of its own within one dt; the last stage of one is the first stage of the next. All groups go
/// through a stage before the next stage begins, as in <see cref="RungeKutta"/>.
/// </summary>
/// <remarks>
/// A sub-step is repeated with a shorter length where its error is above the tolerance, and where one of its stages has no value, as
/// beyond the edge of a grid: only at the shortest length does that become the particle's status.
/// Source: Dormand and Prince (1980), "A family of embedded Runge-Kutta formulae", J. Comp. Appl. Math. 6, 19–26; control of the
/// length as in Hairer, Nørsett and Wanner (1993), "Solving Ordinary Differential Equations I", II.4.
/// </remarks>
internal static unsafe class DormandPrince
{
    private const int Stages = 7;

    /// <summary>A length is multiplied by (tolerance / error)^(1/5) times this.</summary>
    private const double Safety = 0.9;
    private const double Slowest = 0.2;
    private const double Fastest = 5.0;

    /// <summary>Errors below this part of the tolerance lead to the fastest growth: (Safety / Fastest)⁵.</summary>
    private const double ErrorOfFastest = 1.889568e-4;

    /// <summary>Weights of the stages before (stage, stage before), each row as long as the last.</summary>
    private static ReadOnlySpan<double> Tableau =>
    [
        0, 0, 0, 0, 0, 0,
        1.0 / 5, 0, 0, 0, 0, 0,
        3.0 / 40, 9.0 / 40, 0, 0, 0, 0,
        44.0 / 45, -56.0 / 15, 32.0 / 9, 0, 0, 0,
        19372.0 / 6561, -25360.0 / 2187, 64448.0 / 6561, -212.0 / 729, 0, 0,
        9017.0 / 3168, -355.0 / 33, 46732.0 / 5247, 49.0 / 176, -5103.0 / 18656, 0,
        35.0 / 384, 0, 500.0 / 1113, 125.0 / 192, -2187.0 / 6784, 11.0 / 84,
    ];

    /// <summary>Where in a sub-step the stages are (stage).</summary>
    private static ReadOnlySpan<double> Nodes => [0, 1.0 / 5, 3.0 / 10, 4.0 / 5, 8.0 / 9, 1, 1];

    /// <summary>Weights of the stages in the difference between fifth and fourth order (stage).</summary>
    private static ReadOnlySpan<double> Difference =>
        [71.0 / 57600, 0, -71.0 / 16695, 71.0 / 1920, -17253.0 / 339200, 22.0 / 525, -1.0 / 40];

    /// <summary>What a group needs from one sub-step to the next.</summary>
    private struct Progress<F> where F : struct, ILane<F>
    {
        /// <summary>Velocities of the stages, in units of the mesh per second; up in m s-1.</summary>
        public StageValues<F> U, V, W;

        /// <summary>Displacement so far in units of the mesh, and up in metres.</summary>
        public F Lon, Lat, Up;

        /// <summary>Seconds gone, and length of the present sub-step: magnitudes.</summary>
        public F Gone, Length;

        /// <summary>Proposed length of the next sub-step.</summary>
        public F Proposed;

        /// <summary>Errors of earlier kernels and of sub-steps that stand.</summary>
        public F Carried;

        /// <summary>−1 backward in time.</summary>
        public F Direction;

        /// <summary>Metres per unit of the mesh to the east and north.</summary>
        public F MetresLon, MetresLat;

        /// <summary>Mask of the particles that have come to the end of dt.</summary>
        public F Done;
    }

    [InlineArray(Stages)]
    private struct StageValues<F> where F : struct, ILane<F>
    {
        private F first;
    }

    /// <summary>Adds the displacement of a step.</summary>
    /// <param name="first">The first group of particles.</param>
    /// <param name="groups">Number of groups.</param>
    /// <param name="velocity">The velocity.</param>
    /// <param name="isIn3D">Whether it has a vertical component.</param>
    /// <param name="control">Tolerance, shortest length, and the variable that keeps the next length.</param>
    /// <param name="c">The step.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Step<F>(ref Particle<F> first, int groups, VectorField velocity, bool isIn3D, in StepControl control, in StepContext c)
        where F : struct, ILane<F>
    {
        const int alignment = 64;
        byte* memory = stackalloc byte[(groups * Unsafe.SizeOf<Progress<F>>()) + alignment];
        ref Progress<F> progress = ref Unsafe.AsRef<Progress<F>>((void*)(((nint)memory + alignment - 1) & -alignment));
        for (int g = 0; g < groups; g++)
            Begin(ref Unsafe.Add(ref first, g), ref Unsafe.Add(ref progress, g), control, c);
        Sample(ref first, ref progress, 0, groups, 0, velocity, isIn3D);
        for (int g = 0; g < groups; g++)
            KeepErrorsOfStart(ref Unsafe.Add(ref first, g), ref Unsafe.Add(ref progress, g));

        (int low, int high) = Rest(ref progress, 0, groups);
        while (low < high)
        {
            for (int stage = 1; stage < Stages; stage++)
            {
                for (int g = low; g < high; g++)
                    Lead(ref Unsafe.Add(ref first, g), ref Unsafe.Add(ref progress, g), stage, isIn3D);
                Sample(ref first, ref progress, low, high, stage, velocity, isIn3D);
            }

            for (int g = low; g < high; g++)
            {
                if (!TakeOver(ref Unsafe.Add(ref first, g), ref Unsafe.Add(ref progress, g), isIn3D, control, Math.Abs(c.Dt)))
                    return;
            }

            (low, high) = Rest(ref progress, low, high);
        }

        for (int g = 0; g < groups; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            ref Progress<F> made = ref Unsafe.Add(ref progress, g);
            p.DLon += made.Lon;
            p.DLat += made.Lat;
            if (isIn3D)
                p.DDepth -= made.Up;
            p.Set(control.Next, made.Proposed);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Begin<F>(ref Particle<F> p, ref Progress<F> made, in StepControl control, in StepContext c) where F : struct, ILane<F>
    {
        F whole = F.Abs(p.Dt);
        F next = p.Get(control.Next);
        made.Proposed = F.Select(next > 0.0, next, Math.Abs(c.Dt));
        made.Length = F.Min(F.Max(made.Proposed, control.Shortest), whole);
        made.Gone = 0.0;
        made.Lon = 0.0;
        made.Lat = 0.0;
        made.Up = 0.0;
        made.Carried = p.At.Error;
        made.Direction = F.Select(p.Dt < 0.0, -1.0, 1.0);
        made.MetresLat = c.IsSpherical ? Constants.MetresPerDegree : 1.0;
        made.MetresLon = c.IsSpherical ? made.MetresLat * LaneMath.CosDegrees(p.Lat) : made.MetresLat;
        made.Done = ~IsMoving(ref p) | F.Equal(whole, 0.0) | ~F.Equal(p.At.Error, 0.0);
        made.Length = F.Select(made.Done, 0.0, made.Length);
        p.StandStill();
    }

    /// <summary>Mask of the particles of the block that are active: the others may be anywhere, and would be looked after in vain.</summary>
    private static F IsMoving<F>(ref Particle<F> p) where F : struct, ILane<F>
    {
        uint moving = 0;
        for (int lane = 0; lane < Math.Min(F.Count, p.Columns.Count - p.Index); lane++)
            moving |= p.Columns.Status[p.Index + lane] == (byte)ParticleStatus.Active ? 1u << lane : 0;
        return F.FromMaskBits(moving);
    }

    /// <summary>Who has no velocity where it is needs no sub-step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void KeepErrorsOfStart<F>(ref Particle<F> p, ref Progress<F> made) where F : struct, ILane<F>
    {
        if (!p.At.HasError)
            return;
        made.Carried = p.At.Error;
        made.Done |= ~F.Equal(p.At.Error, 0.0);
        made.Length = F.Select(made.Done, 0.0, made.Length);
    }

    /// <summary>From the first to behind the last group that has particles under way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int Low, int High) Rest<F>(ref Progress<F> progress, int low, int high) where F : struct, ILane<F>
    {
        while (low < high && !F.Any(~Unsafe.Add(ref progress, low).Done))
            low++;
        while (low < high && !F.Any(~Unsafe.Add(ref progress, high - 1).Done))
            high--;
        return (low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sample<F>(ref Particle<F> first, ref Progress<F> progress, int low, int high, int stage, VectorField velocity, bool isIn3D)
        where F : struct, ILane<F>
    {
        velocity.SampleOnMesh(ref Unsafe.Add(ref first, low).At, Unsafe.SizeOf<Particle<F>>(), high - low);
        for (int g = low; g < high; g++)
        {
            ref Particle<F> p = ref Unsafe.Add(ref first, g);
            ref Progress<F> made = ref Unsafe.Add(ref progress, g);
            Of(ref made.U, stage) = p.At.A;
            Of(ref made.V, stage) = p.At.B;
            if (isIn3D)
                Of(ref made.W, stage) = p.At.C;
        }
    }

    /// <summary>Goes to where the stages before lead; the last stage is at the end of the sub-step.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Lead<F>(ref Particle<F> p, ref Progress<F> made, int stage, bool isIn3D) where F : struct, ILane<F>
    {
        ReadOnlySpan<double> weights = Tableau.Slice(stage * (Stages - 1), stage);
        F length = made.Length * made.Direction;
        p.At.Time = p.Time + F.MultiplyAdd(length, Nodes[stage], made.Gone * made.Direction);
        p.At.Lon = p.Lon + F.MultiplyAdd(length, SumOf(ref made.U, weights), made.Lon);
        p.At.Lat = p.Lat + F.MultiplyAdd(length, SumOf(ref made.V, weights), made.Lat);
        if (isIn3D)
            p.At.Depth = p.Depth - F.MultiplyAdd(length, SumOf(ref made.W, weights), made.Up);
    }

    /// <summary>Keeps the sub-steps that are good enough, and says how long the next ones are.</summary>
    /// <returns>False where a particle under way needs values that are not in memory: the step will be repeated.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TakeOver<F>(ref Particle<F> p, ref Progress<F> made, bool isIn3D, in StepControl control, double longest) where F : struct, ILane<F>
    {
        F failed = 0.0;
        if (p.At.HasError)
        {
            failed = ~made.Done & ~F.Equal(p.At.Error, made.Carried);
            if (F.Any(failed & F.Equal(p.At.Error, (double)(int)FieldError.NotHeld)))
                return false;
        }

        F errorLon = SumOf(ref made.U, Difference) * made.MetresLon;
        F errorLat = SumOf(ref made.V, Difference) * made.MetresLat;
        F square = F.MultiplyAdd(errorLon, errorLon, errorLat * errorLat);
        if (isIn3D)
        {
            F errorUp = SumOf(ref made.W, Difference);
            square = F.MultiplyAdd(errorUp, errorUp, square);
        }

        F error = F.Sqrt(square) * made.Length;
        F isGood = (error <= control.Tolerance) & ~failed;
        F taken = ~made.Done & (isGood | (made.Length <= control.Shortest));
        F factor = Factor(error, failed, control.Tolerance);

        // What dt or its rest cut short is no reason to go on shorter.
        F next = made.Length * factor;
        F whole = F.Abs(p.Dt);
        F isLast = made.Gone + made.Length >= whole;
        next = F.Select(taken & isLast, F.Max(next, F.Select(isGood, made.Proposed, 0.0)), next);
        next = F.Min(F.Max(next, control.Shortest), longest);
        made.Proposed = F.Select(made.Done, made.Proposed, next);

        ReadOnlySpan<double> weights = Tableau[^(Stages - 1)..];
        F length = F.Select(taken, made.Length * made.Direction, 0.0);
        made.Lon = F.Select(taken, F.MultiplyAdd(length, SumOf(ref made.U, weights), made.Lon), made.Lon);
        made.Lat = F.Select(taken, F.MultiplyAdd(length, SumOf(ref made.V, weights), made.Lat), made.Lat);
        if (isIn3D)
            made.Up = F.Select(taken, F.MultiplyAdd(length, SumOf(ref made.W, weights), made.Up), made.Up);
        made.Carried = F.Select(taken & failed, p.At.Error, made.Carried);
        p.At.Error = made.Carried;
        p.At.HasError = !F.AllEqual(made.Carried, 0.0);

        made.Gone = F.Select(taken, F.Select(isLast, whole, made.Gone + made.Length), made.Gone);
        made.Done |= taken & (isLast | failed);
        made.Length = F.Select(made.Done, 0.0, F.Min(made.Proposed, whole - made.Gone));

        // The last stage is the next one's first.
        Of(ref made.U, 0) = F.Select(taken, Of(ref made.U, Stages - 1), Of(ref made.U, 0));
        Of(ref made.V, 0) = F.Select(taken, Of(ref made.V, Stages - 1), Of(ref made.V, 0));
        if (isIn3D)
            Of(ref made.W, 0) = F.Select(taken, Of(ref made.W, Stages - 1), Of(ref made.W, 0));
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F Factor<F>(F error, F failed, double tolerance) where F : struct, ILane<F>
    {
        F isSmall = error < tolerance * ErrorOfFastest;
        if (!F.Any(~isSmall | failed))
            return Fastest;
        return OwnFactor(error, failed | ~(error <= double.MaxValue), isSmall, tolerance);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static F OwnFactor<F>(F error, F failed, F isSmall, double tolerance) where F : struct, ILane<F>
    {
        F ratio = tolerance / F.Select(isSmall | failed, tolerance, error);
        F factor = F.Min(F.Max(Safety * LaneMath.Exp(0.2 * LaneMath.Log(ratio)), Slowest), Fastest);
        return F.Select(failed, Slowest, F.Select(isSmall, Fastest, factor));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static F SumOf<F>(ref StageValues<F> values, ReadOnlySpan<double> weights) where F : struct, ILane<F>
    {
        F sum = Of(ref values, 0) * weights[0];
        for (int i = 1; i < weights.Length; i++)
            sum = F.MultiplyAdd(Of(ref values, i), weights[i], sum);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref F Of<F>(ref StageValues<F> values, int stage) where F : struct, ILane<F> =>
        ref Unsafe.Add(ref Unsafe.As<StageValues<F>, F>(ref values), stage);
}

/// <summary>How sub-steps are chosen.</summary>
/// <param name="Tolerance">Largest error of a sub-step in metres.</param>
/// <param name="Shortest">Shortest sub-step in seconds.</param>
/// <param name="Next">The variable that keeps the next length, in seconds; 0 for none yet.</param>
internal readonly record struct StepControl(double Tolerance, double Shortest, ParticleVariable Next)
{
    /// <summary>Asks for the variable, and refuses what cannot be.</summary>
    public static StepControl Of(KernelBinding binding, string kernel, double tolerance, double shortest)
    {
        if (!(tolerance > 0 && double.IsFinite(tolerance)))
            binding.Refuse(FormattableString.Invariant($"kernel {kernel}: tolerance is {tolerance} m, not a positive length"));
        if (!(shortest > 0 && double.IsFinite(shortest)))
            binding.Refuse(FormattableString.Invariant($"kernel {kernel}: min_dt is {shortest} s, not a positive duration"));
        return new StepControl(tolerance, shortest, binding.Variable("next_dt", "s", "length of the next sub-step", 0, Recorded.Never));
    }
}
