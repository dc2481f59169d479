using Drift.Core.Fields;
using Drift.Core.Fields.Interpolation;
using Drift.Core.Fields.Sources;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Tests.Fields;

/// <summary>Fields on small grids with values by a formula of level, row and column.</summary>
internal static class GridValues
{
    /// <summary>A grid of unit spacing with 5 rows and 6 columns.</summary>
    public static RectilinearGrid Square(Mesh mesh = Mesh.Flat, VerticalGrid? vertical = null) =>
        new(mesh, new Axis([0, 1, 2, 3, 4, 5]), new Axis([0, 1, 2, 3, 4]), vertical);

    /// <summary>A field that does not change.</summary>
    public static Field Make(string name, Grid grid, Func<int, int, int, double> value, DepthFields? depths = null) =>
        Field.FromSource(name, new MemorySource(grid, [], Values(grid, value)), depths: depths);

    /// <summary>A field with two snapshots, at 0 and 10 s; the second one is twice the first.</summary>
    public static Field Growing(string name, Grid grid, Func<int, int, int, double> value, DepthFields? depths = null) =>
        Field.FromSource(name, new MemorySource(grid, [0, 10], [.. Values(grid, value), .. Values(grid, (k, j, i) => 2 * value(k, j, i))]), depths: depths);

    /// <summary>The value of a field, and the error.</summary>
    public static (double Value, FieldError Error) At(Field field, double lon, double lat, double depth = 0, double time = 0)
    {
        Lane1 error = 0.0;
        Lane1 value = field.Sample<Lane1>(time, depth, lat, lon, ref error);
        return (value, (FieldError)(int)(double)error);
    }

    /// <summary>A set in which all fields are held.</summary>
    public static FieldSet Held(Mesh mesh, params Field[] fields)
    {
        var set = new FieldSet(mesh).Add(fields);
        foreach (Field field in fields)
            set.Use(field.Name);
        set.MoveTo(0, 0);
        return set;
    }

    private static float[] Values(Grid grid, Func<int, int, int, double> value)
    {
        float[] values = new float[grid.Levels * grid.Rows * grid.Columns];
        for (int n = 0; n < values.Length; n++)
            values[n] = (float)value(n / grid.Columns / grid.Rows, n / grid.Columns % grid.Rows, n % grid.Columns);
        return values;
    }
}
