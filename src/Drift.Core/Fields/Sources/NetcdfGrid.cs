using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Sources;

/// <summary>Reads the horizontal nodes of a grid.</summary>
internal static class NetcdfGrid
{
    /// <summary>Reads nodes.</summary>
    /// <param name="coordinates">The variables.</param>
    /// <param name="of">The field whose values stand in the nodes; null on a staggered grid, whose corners have dimensions of their own.</param>
    /// <param name="mesh">Degrees on the sphere or metres on a plane.</param>
    public static NetcdfNodes Read(NetcdfCoordinates coordinates, NetcdfDimensions? of, Mesh mesh)
    {
        (NetcdfReader file, NetcdfVariable lon, NetcdfVariable lat) = (coordinates.File, coordinates.Lon, coordinates.Lat);
        NetcdfDimension rows = of is not null && OwnsDimensions(lat, of) ? of.Rows : Last(lat, isColumns: false);
        NetcdfDimension columns = of is not null && OwnsDimensions(lon, of) ? of.Columns : Last(lon, isColumns: true);
        if (of is not null && (rows.Length != of.Rows.Length || columns.Length != of.Columns.Length))
            throw Misfit(file, lon, of.Rows, of.Columns);
        var x = new Coordinate(file, lon, rows, columns, IsAlongColumns: true, mesh);
        var y = new Coordinate(file, lat, rows, columns, IsAlongColumns: false, mesh);
        x.Read();
        y.Read();
        if (coordinates.AreMiddles)
        {
            x.ToCorners();
            y.ToCorners();
        }

        return x.IsRectilinear && y.IsRectilinear ? new NetcdfNodes(x.ToAxis(), y.ToAxis()) : new NetcdfNodes(x.ToPlane(), y.ToPlane());
    }

    /// <summary>Whether a coordinate is given along the dimensions of the field itself.</summary>
    private static bool OwnsDimensions(NetcdfVariable coordinate, NetcdfDimensions of) => coordinate.Dimensions.Any(d => d == of.Rows || d == of.Columns);

    private static NetcdfDimension Last(NetcdfVariable coordinate, bool isColumns)
    {
        NetcdfDimension[] shape = [.. coordinate.Dimensions.Where(d => d.Length != 1)];
        return shape.Length == 0 ? new NetcdfDimension(coordinate.Name, 1, false) : isColumns || shape.Length == 1 ? shape[^1] : shape[^2];
    }

    private static DriftException Misfit(NetcdfReader file, NetcdfVariable coordinate, NetcdfDimension rows, NetcdfDimension columns) =>
        Failed($"{file.Path}, variable {coordinate.Name}", $"its dimensions ({string.Join(", ", coordinate.Dimensions.Select(d => $"{d.Name} = {d.Length}"))}) do not fit {rows.Name} = {rows.Length}, {columns.Name} = {columns.Length}", "name the coordinate of the variable's own dimension");

    private static DriftException Failed(string place, string what, string remedy) => new(ExitCode.Preflight, new Problem(place, what, remedy));

    /// <summary>One coordinate: one-dimensional, or two-dimensional.</summary>
    private sealed record Coordinate(NetcdfReader File, NetcdfVariable Variable, NetcdfDimension Rows, NetcdfDimension Columns, bool IsAlongColumns, Mesh Mesh)
    {
        private double[] values = [];
        private int rows = (int)Rows.Length;
        private int columns = (int)Columns.Length;
        private bool isPlane;

        private string Place => $"{File.Path}, variable {Variable.Name}";

        private NetcdfDimension Along => IsAlongColumns ? Columns : Rows;

        public bool IsRectilinear { get; private set; } = true;

        public void Read()
        {
            NetcdfDimension[] shape = [.. Variable.Dimensions.Where(d => d.Length != 1 || d == Along)];
            if (shape is [{ } crossing] && crossing == (IsAlongColumns ? Rows : Columns) && crossing != Along)
                throw NetcdfCoordinates.Transposed(Place);
            isPlane = shape is [{ } first, { } second] && first.Length == Rows.Length && second.Length == Columns.Length;
            if (!isPlane && !(shape is [{ } only] && only.Length == Along.Length))
                throw Misfit(File, Variable, Rows, Columns);
            UnitsConversion conversion = Conversion(Variable, Mesh, Place);
            double[] missing = NetcdfValues.Missing(Variable);
            values = File.ReadAll<double>(Variable);
            for (int i = 0; i < values.Length; i++)
            {
                if (isPlane && (!double.IsFinite(values[i]) || missing.Contains(values[i]) || Math.Abs(values[i]) > 1e19))
                    throw Failed(Place, $"the coordinate is missing ({values[i]}) at row {i / columns}, column {i % columns}", "give a file with coordinates everywhere, on land too, with the key 'grid: {file: }'");
                values[i] = conversion.Apply(values[i]);
            }

            IsRectilinear = !isPlane || AreLinesEqual();
        }

        /// <summary>Each corner is the mean of the four middles around it.</summary>
        public void ToCorners()
        {
            if (!isPlane)
            {
                values = [.. Enumerable.Range(0, values.Length - 1).Select(i => 0.5 * (values[i] + values[i + 1]))];
                (rows, columns) = (rows - 1, columns - 1);
                return;
            }

            double[] corners = new double[(rows - 1) * (columns - 1)];
            for (int j = 0; j < rows - 1; j++)
            {
                for (int i = 0; i < columns - 1; i++)
                {
                    double a = At(j, i);
                    corners[(j * (columns - 1)) + i] = a + (0.25 * (Near(At(j, i + 1), a) + Near(At(j + 1, i), a) + Near(At(j + 1, i + 1), a)));
                }
            }

            (values, rows, columns) = (corners, rows - 1, columns - 1);
        }

        public Axis ToAxis()
        {
            try
            {
                double[] line = !isPlane ? values : [.. Enumerable.Range(0, IsAlongColumns ? columns : rows).Select(k => IsAlongColumns ? values[k] : values[k * columns])];
                return new Axis(Mesh == Mesh.Spherical && IsAlongColumns ? Unwrapped(line) : line);
            }
            catch (ArgumentException e)
            {
                throw Failed(Place, e.Sentence(), "repair the coordinate in the file");
            }
        }

        /// <summary>Longitudes that go on where they jump by a turn, at the date line or at Greenwich.</summary>
        private static double[] Unwrapped(double[] lon)
        {
            double[] on = [.. lon];
            for (int i = 1; i < on.Length; i++)
            {
                double jump = on[i] - on[i - 1];
                on[i] -= Math.Abs(jump) > 180 && Math.Abs(jump) < 540 ? 360 * Math.Round(jump / 360) : 0;
            }

            return on;
        }

        public float[,] ToPlane()
        {
            var plane = new float[rows, columns];
            for (int j = 0; j < rows; j++)
            {
                for (int i = 0; i < columns; i++)
                    plane[j, i] = (float)(isPlane ? At(j, i) : values[IsAlongColumns ? i : j]);
            }

            return plane;
        }

        private double At(int row, int column) => values[(row * columns) + column];

        /// <summary>A difference, the shorter way round on the sphere.</summary>
        private double Near(double value, double from) => Mesh == Mesh.Spherical && IsAlongColumns ? Math.IEEERemainder(value - from, 360) : value - from;

        private bool AreLinesEqual()
        {
            for (int j = 0; j < rows; j++)
            {
                for (int i = 0; i < columns; i++)
                {
                    double expected = IsAlongColumns ? values[i] : values[j * columns];

                    // Rounding of single precision.
                    if (Math.Abs(At(j, i) - expected) > Math.ScaleB(Math.Max(Math.Abs(expected), 1e-3), -21))
                        return false;
                }
            }

            return true;
        }

        /// <summary>Degrees stay as they are; lengths on a flat mesh become metres.</summary>
        private static UnitsConversion Conversion(NetcdfVariable coordinate, Mesh mesh, string place)
        {
            string unit = NetcdfUnits.Of(coordinate) ?? "";
            if (unit.Length == 0 || !Units.TryParse(unit, place, out Units? from, out _))
                return new UnitsConversion(1, 0);
            bool isLength = from.ConvertsTo(Units.Parse("m"));
            if (mesh == Mesh.Spherical && isLength)
                throw Failed(place, $"its unit is {unit}, but the mesh is spherical, in degrees", "write 'mesh: flat', or name the longitude and latitude in degrees");
            if (mesh == Mesh.Flat && unit.StartsWith("degree", StringComparison.Ordinal))
                throw Failed(place, $"its unit is {unit}, but the mesh is flat, in metres", "write 'mesh: spherical', or name the coordinates in metres");
            return mesh == Mesh.Flat && isLength && from.TryConversion(Units.Parse("m"), place, out UnitsConversion conversion, out _)
                ? conversion
                : new UnitsConversion(1, 0);
        }
    }
}
