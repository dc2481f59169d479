using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields;

/// <summary>Samples particles of one group that are at different times, one after another.</summary>
internal static unsafe class LaneByLane
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static F Sample<F>(Field field, F time, F lat, F lon, ref F error) where F : struct, ILane<F>
    {
        double* t = stackalloc double[4 * F.Count];
        double* y = t + F.Count;
        double* x = y + F.Count;
        double* e = x + F.Count;
        F.Store(time, t);
        F.Store(lat, y);
        F.Store(lon, x);
        F.Store(error, e);
        for (int lane = 0; lane < F.Count; lane++)
        {
            Lane1 one = e[lane];
            t[lane] = field.Sample<Lane1>(t[lane], 0.0, y[lane], x[lane], ref one);
            e[lane] = one;
        }

        error = F.Load(e);
        return F.Load(t);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Sample<F>(VectorField field, F time, F lat, F lon, ref F error, out F u, out F v) where F : struct, ILane<F>
    {
        double* t = stackalloc double[4 * F.Count];
        double* y = t + F.Count;
        double* x = y + F.Count;
        double* e = x + F.Count;
        F.Store(time, t);
        F.Store(lat, y);
        F.Store(lon, x);
        F.Store(error, e);
        for (int lane = 0; lane < F.Count; lane++)
        {
            Lane1 one = e[lane];
            field.Sample<Lane1>(t[lane], 0.0, y[lane], x[lane], ref one, out Lane1 u1, out Lane1 v1);
            t[lane] = u1;
            y[lane] = v1;
            e[lane] = one;
        }

        error = F.Load(e);
        u = F.Load(t);
        v = F.Load(y);
    }
}
