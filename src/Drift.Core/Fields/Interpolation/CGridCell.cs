using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Interpolation;

/// <summary>
/// One cell of a C-grid: what flows through its four faces, and its shape. With dτ = dt / <see cref="Area"/> the place in the cell changes by
/// the fluxes, dx/dτ = West + x (East − West) and dy/dτ = South + y (North − South), as in <see cref="CGridVelocity"/>: both have exact solutions.
/// </summary>
/// <remarks>
/// Accuracy: the same flow as that of <see cref="CGridVelocity"/>, but that on a curvilinear grid on the sphere a face is as long as at its middle all along.
/// </remarks>
internal readonly struct CGridCell
{
    /// <summary>The corners relative to the first one: along the columns, along the rows, and what is left of the opposite corner.</summary>
    private readonly double lonX, lonY, lonXY, latX, latY, latXY;
    private readonly double lat;
    private readonly bool isSpherical;

    /// <param name="nodes">The nodes of the cell.</param>
    /// <param name="levels">The column of the cell; the default for a horizontal velocity.</param>
    public CGridCell(in NodeView<Lane1> nodes, CellLevels levels)
    {
        Levels = levels;
        nodes.Corners(out Corners<Lane1> c);
        isSpherical = nodes.Grid.Mesh == Mesh.Spherical;
        lat = c.Lat0;
        (lonX, lonY) = (c.Lon1 - c.Lon0, c.Lon3 - c.Lon0);
        (latX, latY) = (c.Lat1 - c.Lat0, c.Lat3 - c.Lat0);
        (lonXY, latXY) = (c.Lon2 - c.Lon3 - lonX, c.Lat2 - c.Lat3 - latX);
        nodes.BothAt(0, 0, 0, out Lane1 west, out Lane1 south);
        West = west * Length(c.Lon0, c.Lat0, c.Lon3, c.Lat3);
        East = nodes.At(0, 1, 0, 0) * Length(c.Lon1, c.Lat1, c.Lon2, c.Lat2);
        South = south * Length(c.Lon0, c.Lat0, c.Lon1, c.Lat1);
        North = nodes.At(1, 0, 0, 1) * Length(c.Lon3, c.Lat3, c.Lon2, c.Lat2);
    }

    /// <summary>How fast it goes from level to level.</summary>
    public CellLevels Levels { get; }

    /// <summary>Velocity through the face times its length: m s-1 times degrees or metres.</summary>
    public double West { get; }

    /// <inheritdoc cref="West"/>
    public double East { get; }

    /// <inheritdoc cref="West"/>
    public double South { get; }

    /// <inheritdoc cref="West"/>
    public double North { get; }

    /// <summary>Whether <see cref="Area"/> is the same everywhere in the cell.</summary>
    public bool HasOneArea => !isSpherical && lonXY == 0.0 && latXY == 0.0;

    /// <summary>Whether nothing flows into the cell or out of it.</summary>
    public bool IsClosed => West == 0.0 && East == 0.0 && South == 0.0 && North == 0.0 && Levels.IsClosed;

    /// <summary>The area that a unit of x times y has at a place, in m times degrees or metres.</summary>
    public double Area(double x, double y)
    {
        double toEast = Math.FusedMultiplyAdd(lonXY, y, lonX), toNorth = Math.FusedMultiplyAdd(latXY, y, latX);
        double upEast = Math.FusedMultiplyAdd(lonXY, x, lonY), upNorth = Math.FusedMultiplyAdd(latXY, x, latY);
        double area = Math.Abs((toEast * upNorth) - (toNorth * upEast));
        return isSpherical
            ? area * Constants.MetresPerDegree * (double)LaneMath.CosDegrees<Lane1>(lat + (latX * x) + (upNorth * y))
            : area;
    }

    /// <summary>Adds the way between two places in the cell, in units of the mesh.</summary>
    public void AddWay(double fromX, double fromY, double toX, double toY, ref double dLon, ref double dLat)
    {
        (double x, double y, double xy) = (toX - fromX, toY - fromY, (toX * toY) - (fromX * fromY));
        dLon += (lonX * x) + (lonY * y) + (lonXY * xy);
        dLat += (latX * x) + (latY * y) + (latXY * xy);
    }

    private double Length(double lonA, double latA, double lonB, double latB)
    {
        (double east, double north) = (lonB - lonA, latB - latA);
        if (isSpherical)
            east *= LaneMath.CosDegrees<Lane1>(0.5 * (latA + latB));
        return Math.Sqrt((east * east) + (north * north));
    }
}

/// <summary>The vertical velocity in a cell, in cells of this thickness: seconds need not be scaled for it.</summary>
/// <param name="First">Through the first level, in the direction in which levels count up, s-1.</param>
/// <param name="Second">Through the second level.</param>
/// <param name="Thickness">Metres from the first level to the second, positive down.</param>
internal readonly record struct CellLevels(double First, double Second, double Thickness)
{
    /// <summary>Whether nothing flows through either level.</summary>
    public bool IsClosed => First == 0.0 && Second == 0.0;
}
