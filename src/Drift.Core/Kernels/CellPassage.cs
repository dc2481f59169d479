using Drift.Core.Fields.Interpolation;

namespace Drift.Core.Kernels;

/// <summary>
/// The way of a particle through one cell of a C-grid. The path is exact; where the area varies in the cell, the time along it is a quadrature whose
/// error is below rounding.
/// </summary>
/// <remarks>
/// Source: Döös, Jönsson and Kjellsson (2017), doi:10.5194/gmd-10-1733-2017, where a cell has one area; here time is scaled with the area along the way.
/// </remarks>
internal readonly ref struct CellPassage
{
    /// <summary>Over a time of that many folds of the fluxes the rule of four points is right to 10⁻¹⁴.</summary>
    private const double Folds = 0.5;
    private readonly ref readonly CGridCell cell;
    private readonly FaceToFace x, y;

    /// <param name="cell">The cell.</param>
    /// <param name="placeX">Place along the columns, 0 … 1.</param>
    /// <param name="placeY">Place along the rows, 0 … 1.</param>
    /// <param name="direction">−1 backward in time.</param>
    public CellPassage(ref readonly CGridCell cell, double placeX, double placeY, double direction)
    {
        this.cell = ref cell;
        x = new FaceToFace(direction * cell.West, direction * cell.East, placeX);
        y = new FaceToFace(direction * cell.South, direction * cell.North, placeY);
    }

    private static ReadOnlySpan<double> Nodes => [0.06943184420297371, 0.33000947820757187, 0.6699905217924281, 0.9305681557970263];

    private static ReadOnlySpan<double> Weights => [0.17392742256872692, 0.32607257743127307, 0.32607257743127307, 0.17392742256872692];

    /// <summary>Goes on to the next face, or as far as the time allows.</summary>
    /// <param name="seconds">The time that is left; receives what is left then, 0 where the particle stays in the cell.</param>
    /// <param name="toX">Receives the place.</param>
    /// <param name="toY">Receives the place.</param>
    /// <param name="rows">Receives how many rows on the next cell is: −1, 0 or 1.</param>
    /// <param name="columns">Receives how many columns on the next cell is: −1, 0 or 1.</param>
    public void Go(ref double seconds, out double toX, out double toY, out int rows, out int columns)
    {
        bool isFirstX = x.UntilFace <= y.UntilFace;
        double end = isFirstX ? x.UntilFace : y.UntilFace;
        double time = TimeWithin(end, ref seconds);
        (toX, toY, rows, columns) = (x.After(time), y.After(time), 0, 0);
        if (time < end || double.IsPositiveInfinity(end))
            return;
        if (isFirstX)
            (toX, columns) = (x.Face, x.Face > 0.0 ? 1 : -1);
        else
            (toY, rows) = (y.Face, y.Face > 0.0 ? 1 : -1);
    }

    /// <summary>The scaled time until an end, or shorter as the seconds allow, which are counted down.</summary>
    private double TimeWithin(double end, ref double seconds)
    {
        if (cell.HasOneArea)
        {
            double area = cell.Area(0.0, 0.0), whole = end * area, time = whole <= seconds ? end : seconds / area;
            seconds = whole <= seconds ? seconds - whole : 0.0;
            return time;
        }

        double length = Folds / Math.Max(Math.Abs(x.Rate), Math.Abs(y.Rate));
        for (double gone = 0.0; ;)
        {
            if (double.IsPositiveInfinity(end) && x.IsAtRest(gone) && y.IsAtRest(gone))
            {
                seconds = 0.0;
                return gone;
            }

            bool isLast = end - gone <= length;
            double part = isLast ? end - gone : length, needed = Seconds(gone, part);
            if (needed > seconds)
            {
                gone += Solve(gone, part, needed, seconds);
                seconds = 0.0;
                return gone;
            }

            seconds -= needed;
            if (isLast)
                return end;
            gone += part;
        }
    }

    /// <summary>The scaled time after which some seconds have gone: Newton's iteration, from the mean area.</summary>
    private double Solve(double from, double longest, double needed, double seconds)
    {
        double time = longest * (seconds / needed);
        for (int round = 0; round < 8; round++)
        {
            double change = (Seconds(from, time) - seconds) / AreaAfter(from + time);
            time = Math.Clamp(time - change, 0.0, longest);
            if (Math.Abs(change) <= 4e-16 * longest)
                break;
        }

        return time;
    }

    /// <summary>The seconds that go by in a scaled time: the integral of the area along the path, by the rule of Gauss.</summary>
    private double Seconds(double from, double time)
    {
        double sum = 0.0;
        for (int i = 0; i < Nodes.Length; i++)
            sum = Math.FusedMultiplyAdd(Weights[i], AreaAfter(Math.FusedMultiplyAdd(Nodes[i], time, from)), sum);
        return sum * time;
    }

    private double AreaAfter(double time) => cell.Area(x.After(time), y.After(time));
}
