using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields;

/// <summary>Samples particles of one group that are at different times, one after another.</summary>
internal static unsafe class LaneByLane
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Sample<F>(Field field, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        for (int lane = 0; lane < F.Count; lane++)
        {
            SamplePoint<Lane1> one = Take(ref at, lane);
            field.Sample(ref one);
            Put(ref at, lane, one);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Sample<F>(FieldPair fields, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        for (int lane = 0; lane < F.Count; lane++)
        {
            SamplePoint<Lane1> one = Take(ref at, lane);
            fields.SampleHeld(ref one);
            Put(ref at, lane, one);
        }
    }

    private static SamplePoint<Lane1> Take<F>(ref SamplePoint<F> at, int lane) where F : struct, ILane<F> => new()
    {
        Hints = at.Hints == null ? null : at.Hints + lane,
        HintStride = at.HintStride,
        Held = at.Held,
        Time = Of(ref at.Time, lane),
        Depth = Of(ref at.Depth, lane),
        Lat = Of(ref at.Lat, lane),
        Lon = Of(ref at.Lon, lane),
        Error = Of(ref at.Error, lane),
    };

    private static void Put<F>(ref SamplePoint<F> at, int lane, in SamplePoint<Lane1> one) where F : struct, ILane<F>
    {
        Of(ref at.Error, lane) = one.Error;
        at.HasError |= one.HasError;
        Of(ref at.A, lane) = one.A;
        Of(ref at.B, lane) = one.B;
        Of(ref at.C, lane) = one.C;
    }

    /// <summary>One particle's value within a group.</summary>
    private static ref double Of<F>(ref F values, int lane) where F : struct, ILane<F> => ref Unsafe.Add(ref Unsafe.As<F, double>(ref values), lane);
}
