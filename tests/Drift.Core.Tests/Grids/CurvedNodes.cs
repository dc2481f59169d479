namespace Drift.Core.Tests.Grids;

/// <summary>Nodes of curvilinear grids for tests.</summary>
internal static class CurvedNodes
{
    /// <summary>Grids of several kinds: rotated, distorted, clockwise, across the date line in either convention, round the globe.</summary>
    public static (double[,] Lon, double[,] Lat) Make(int kind, int rows, int columns)
    {
        double East(int j, int i) => (Math.Cos(0.5) * i * 0.5) - (Math.Sin(0.5) * j * 0.4) + (0.08 * Math.Sin(i + (2 * j)));
        double North(int j, int i) => (Math.Sin(0.5) * i * 0.4) + (Math.Cos(0.5) * j * 0.5) + (0.07 * Math.Cos((2 * i) - j));
        double Round(int i) => 360.0 * i / columns;
        return kind switch
        {
            0 => (Of(rows, columns, (j, i) => 5 + East(j, i)), Of(rows, columns, North)),
            1 => (Of(rows, columns, (j, i) => 175 + East(j, i)), Of(rows, columns, (j, i) => -20 - North(j, i))),
            2 => (Of(rows, columns, (j, i) => Math.IEEERemainder(175 + East(j, i), 360)), Of(rows, columns, North)),
            3 => (Of(rows, columns, (j, i) => 355 + East(j, i) - (j % 3 == 1 ? 360 : 0)), Of(rows, columns, North)),
            4 => (Of(rows, columns, (j, i) => (float)(100 - East(j, i))), Of(rows, columns, (j, i) => (float)(-North(j, i)))),
            5 => (Of(rows, columns, (j, i) => 0.01 * East(j, i)), Of(rows, columns, (j, i) => 0.01 * North(j, i))),
            6 => (Of(rows, columns, (j, i) => (float)(73 + Round(i) + (2 * Math.Sin(j)))), Of(rows, columns, (j, i) => (float)((5 * j) - 30 + Math.Cos(Round(i) / 57.29577951308232)))),
            _ => (Of(rows, columns, (j, i) => 73 + (360.0 * (i % (columns - 2)) / (columns - 2)) + (2 * Math.Sin(j))), Of(rows, columns, (j, i) => (5 * j) - 30.0)),
        };
    }

    /// <summary>The same, and grids whose cells are hollow, crossed, missing, folded back on the globe, or laid upon others.</summary>
    public static (double[,] Lon, double[,] Lat) MakeDifficult(int kind, int rows, int columns, int seed)
    {
        var random = new Random(seed);
        double[,] shake = Of(rows, columns, (j, i) => 0.55 * (random.NextDouble() - 0.5)), shift = Of(rows, columns, (j, i) => 0.55 * (random.NextDouble() - 0.5));
        return kind switch
        {
            8 => Tripolar(rows, columns),
            9 => (Of(rows, columns, (j, i) => j is > 3 and < 7 && i is > 4 and < 9 ? 0 : 350 + i), Of(rows, columns, (j, i) => j is > 3 and < 7 && i is > 4 and < 9 ? 0 : j - 5)),
            10 => (Of(rows, columns, (j, i) => 170 + i + shake[j, i]), Of(rows, columns, (j, i) => j + shift[j, i])),
            11 => (Of(rows, columns, (j, i) => 24.3 * i), Of(rows, columns, (j, i) => (5 * j) - 20 + (i % 2))),
            12 => (Of(rows, columns, (j, i) => i + (j == 5 && i == 5 ? 5 * shake[5, 5] : 0)), Of(rows, columns, (j, i) => j + (j == 5 && i == 5 ? 5 * shift[5, 5] : 0))),
            _ => Make(kind, rows, columns),
        };
    }

    /// <summary>
    /// A grid round the globe whose rows become ellipses and at last a line between two poles of the mesh, at which it is folded: the last two columns
    /// repeat the first two, and the last row the third last, the other way round.
    /// </summary>
    public static (double[,] Lon, double[,] Lat) Tripolar(int rows, int columns)
    {
        int ring = columns - 2;
        (double X, double Y) Place(int j, int i)
        {
            (int row, int column) = j == rows - 1 ? (rows - 3, (ring - (i % ring)) % ring) : (j, i % ring);
            double angle = 2 * Math.PI * column / ring, far = 1 - ((double)row / (rows - 2)), flat = Math.Min(1, 3 * far);
            return ((25 + (105 * far)) * Math.Cos(angle), row == rows - 2 ? 0 : ((25 * flat) + (105 * far)) * Math.Sin(angle));
        }

        return (Of(rows, columns, (j, i) => Math.Atan2(Place(j, i).Y, Place(j, i).X) * 180 / Math.PI),
            Of(rows, columns, (j, i) => 90 - Math.Sqrt((Place(j, i).X * Place(j, i).X) + (Place(j, i).Y * Place(j, i).Y))));
    }

    public static double[,] Of(int rows, int columns, Func<int, int, double> value)
    {
        var all = new double[rows, columns];
        for (int j = 0; j < rows; j++)
        {
            for (int i = 0; i < columns; i++)
                all[j, i] = value(j, i);
        }

        return all;
    }

    /// <summary>The position of a place in a cell.</summary>
    public static (double Lon, double Lat) At(double[,] lon, double[,] lat, int j, int i, double x, double y)
    {
        int columns = lon.GetLength(1), next = (i + 1) % columns;
        double origin = lon[j, i];
        double Beside(int row, int column) => Math.IEEERemainder(lon[row, column] - origin, 360);
        return (origin + Blend(0, Beside(j, next), Beside(j + 1, next), Beside(j + 1, i), x, y), Blend(lat[j, i], lat[j, next], lat[j + 1, next], lat[j + 1, i], x, y));
    }

    /// <summary>A position in or around a grid; often on a node, on a side or within rounding of them.</summary>
    public static (double Lon, double Lat) AnyPosition(Random random, double[,] lon, double[,] lat)
    {
        int j = random.Next(lon.GetLength(0) - 1), i = random.Next(lon.GetLength(1) - 1);
        double[] places = [0, 1, 0.5, random.NextDouble(), random.NextDouble(), random.NextDouble() * 3];
        (double x, double y) = At(lon, lat, j, i, places[random.Next(6)], places[random.Next(6)]);
        double rounding = random.Next(3) switch { 0 => 0, 1 => 1e-13 * (random.NextDouble() - 0.5), _ => 1e-12 * (random.NextDouble() - 0.5) };
        return (x + rounding + (360 * random.Next(-1, 2)), y + rounding);
    }

    private static double Blend(double a, double b, double c, double d, double x, double y) => ((1 - y) * (((1 - x) * a) + (x * b))) + (y * (((1 - x) * d) + (x * c)));
}
