using Drift.Core.Foundation;

namespace Drift.Core.Grids;

/// <summary>
/// The four corners of cells, in the order (J, I), (J, I + 1), (J + 1, I + 1), (J + 1, I). Longitudes are within half a turn of that of the
/// first corner, so that differences are right across the date line.
/// </summary>
internal struct Corners<F> where F : struct, ILane<F>
{
    public F Lon0, Lon1, Lon2, Lon3;
    public F Lat0, Lat1, Lat2, Lat3;
}
