using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Derived;

/// <summary>What each nest has at a position.</summary>
internal interface INestValues
{
    /// <summary>The values of one nest, as A and B.</summary>
    void Sample<F>(int nest, ref SamplePoint<F> at) where F : struct, ILane<F>;
}

/// <summary>Takes for each particle the values of the first nest that reaches it.</summary>
internal static class Nests
{
    /// <summary>The values as A and B. Outside all nests the error is OutOfGrid, or BelowBottom where one reaches there but not so deep.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Sample<F, T>(T values, int count, ref SamplePoint<F> at)
        where F : struct, ILane<F>
        where T : struct, INestValues
    {
        (F before, bool hadError) = (at.Error, at.HasError);
        F open = F.BroadcastBits(ulong.MaxValue);
        F a = 0.0, b = 0.0, error = (double)FieldError.OutOfGrid;
        for (int nest = 0; nest < count && F.Any(open); nest++)
        {
            at.Error = 0.0;
            at.HasError = false;
            values.Sample(nest, ref at);
            F outside = F.Equal(at.Error, (double)FieldError.OutOfGrid), below = F.Equal(at.Error, (double)FieldError.BelowBottom);
            F taken = open & ~(outside | below);
            a = F.Select(taken, at.A, a);
            b = F.Select(taken, at.B, b);
            error = F.Select(taken | (open & below), at.Error, error);
            open &= ~taken;
        }

        (at.A, at.B) = (a, b);
        at.Error = F.Select(F.Equal(before, 0.0), error, before);
        at.HasError = hadError || !F.AllEqual(error, 0.0);
    }
}
