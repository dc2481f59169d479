using System.Runtime.CompilerServices;
using Drift.Core.Foundation;

namespace Drift.Core.Fields;

/// <summary>Finds cells and nodes on any grid: the general form of what linear interpolation on a rectilinear grid does faster.</summary>
internal static class GridSampler
{
    /// <summary>Finds cells, levels and nodes, for particles that are all at one time.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static unsafe SnapshotPlace Locate<F>(SnapshotWindow window, DepthFields? depths, ref SamplePoint<F> at) where F : struct, ILane<F>
    {
        FieldErrors.Set(ref at, window.Grid.Locate(at.Lon, at.Lat, at.HintsOf(window.Grid), ref at.Cell), FieldError.OutOfGrid);
        if (!window.TryFind(F.First(at.Time), out SnapshotPlace place))
            FieldErrors.Set(ref at, F.BroadcastBits(ulong.MaxValue), FieldError.OutOfTime);
        if (window.Grid.Levels > 1)
            LevelLocator.Locate(window, depths, ref at);
        window.Address(ref at);
        return place;
    }
}
