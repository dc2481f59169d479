using System.Runtime.CompilerServices;
using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Particles;

namespace Drift.Core.Kernels;

/// <summary>
/// A shore that holds particles: one that would move onto land stays where it last was on water, and is beached: at once, or with
/// the probability 1 − e^(−dt/timescale) in each step that takes it there. Without a time to refloat it ends, with the status beached. With one it
/// stays there with <c>beached</c> 1 and leaves with the probability 1 − e^(−dt/refloat) in each step.
/// </summary>
/// <remarks>
/// Accuracy: probabilities are exact for any dt. Errors: OutOfGrid, OutOfTime of the land field. Determinism: draws 0 and 1 of its slot.
/// Source: Onink, Jongedijk, Hoffman, van Sebille and Laufkötter (2021), "Global simulations of marine plastic transport show plastic
/// trapping in coastal zones", Environ. Res. Lett. 16, 064053.
/// </remarks>
public struct Beaching : IBoundary
{
    private Field land = null!;
    private UniformDraws random;
    private ParticleVariable beached;

    /// <summary>A shore that holds at once and for ever.</summary>
    public Beaching()
    {
    }

    /// <summary>Name of the field that is 1 on land.</summary>
    public string Land { readonly get; init; } = Shore.DefaultField;

    /// <summary>Mean time of contact in seconds until a particle is beached; null for at once.</summary>
    public double? Timescale { readonly get; init; }

    /// <summary>Mean time in seconds until a beached particle is afloat again; null for never.</summary>
    public double? Refloat { readonly get; init; }

    /// <inheritdoc/>
    public readonly string Name => "Beaching";

    /// <inheritdoc/>
    public readonly IEnumerable<Problem> Check(Mesh mesh, string place)
    {
        if (Timescale is { } contact && !(contact > 0))
            yield return new Problem(place, FormattableString.Invariant($"timescale is {contact} s, not a positive duration"), "leave it out for beaching at once");
        if (Refloat is { } time && !(time > 0))
            yield return new Problem(place, FormattableString.Invariant($"refloat is {time} s, not a positive duration"), "leave it out for beaching for ever");
    }

    /// <inheritdoc/>
    public void Bind(KernelBinding binding)
    {
        land = Shore.Bind(binding, Land);
        if (Timescale is not null || Refloat is not null)
            random = binding.Uniforms();
        if (Refloat is not null)
            beached = binding.Variable("beached", "1", "1 where the particle lies on the shore, else 0");
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public readonly void Apply<F>(ref Particle<F> before, ref Position<F> after, in StepContext c) where F : struct, ILane<F>
    {
        F isLying = 0.0, toBeach = 0.0, toFloat = 1.0;
        if (Timescale is not null || Refloat is not null)
            before.Uniforms(random, c, out toBeach, out toFloat);
        if (Refloat is not null)
            isLying = before.Get(beached) > 0.5;

        // Who lies there is held where it is; whether it leaves shows in the next step.
        F onLand = Shore.IsOn(land, ref before, after.Depth, after.Lat, after.Lon, c) & ~isLying;
        F hold = onLand | isLying;
        after.Lon = F.Select(hold, before.Lon, after.Lon);
        after.Lat = F.Select(hold, before.Lat, after.Lat);
        after.Depth = F.Select(hold, before.Depth, after.Depth);
        F dt = F.Abs(before.Dt);
        F strands = Timescale is { } contact ? onLand & (toBeach < Chance(dt, contact)) : onLand;
        if (Refloat is not { } time)
        {
            after.End(strands, ParticleStatus.Beached);
            return;
        }

        F leaves = isLying & (toFloat < Chance(dt, time));
        before.Set(beached, F.Select(strands | (isLying & ~leaves), 1.0, 0.0));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static F Chance<F>(F dt, double time) where F : struct, ILane<F> => 1.0 - LaneMath.Exp(dt * (-1.0 / time));
}
