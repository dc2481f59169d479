using Drift.Core.Fields;
using Drift.Core.Foundation;
using Drift.Core.Tests.Foundation;
using Xunit;

namespace Drift.Core.Tests.Fields;

/// <summary>Values of fields at places, the same in every lane type or the test fails.</summary>
internal static class Sampled
{
    /// <summary>A field's value at a place.</summary>
    public static double Value(Field field, double lon, double lat, double time = 0) => Values(field, [lon], [lat], time)[0];

    /// <summary>A field's values (place); at a place without a value the error's number, negative.</summary>
    public static double[] Values(Field field, double[] lon, double[] lat, double time = 0) => Values(field, lon, lat, [time]);

    /// <summary>The same at times of their own (place); the last one goes for the rest.</summary>
    public static double[] Values(Field field, double[] lon, double[] lat, double[] times) => Run(new OfField(field, false), new OfField(field, true), lon, lat, times);

    /// <summary>A velocity's component (place), in m s-1; at a place without a value the error's number, negative.</summary>
    public static double[] Values(VectorField velocity, int component, double[] lon, double[] lat, double time = 0) =>
        Run(new OfVelocity(velocity, component), new OfVelocity(velocity, 2), lon, lat, [time]);

    /// <summary>A pair's component (place); at a place without a value the error's number, negative.</summary>
    public static double[] Values(FieldPair pair, int component, double[] lon, double[] lat, double time = 0) =>
        Run(new OfPair(pair, component), new OfPair(pair, 2), lon, lat, [time]);

    private static double[] Run<T>(T value, T error, double[] lon, double[] lat, double[] times) where T : struct, ILaneFunction
    {
        // Filled up to whole groups of eight, the last place again and again.
        int count = (lon.Length + 7) / 8 * 8;
        double[] x = [.. Enumerable.Range(0, count).Select(i => lon[Math.Min(i, lon.Length - 1)])], y = [.. Enumerable.Range(0, count).Select(i => lat[Math.Min(i, lat.Length - 1)])];
        double[] t = [.. Enumerable.Range(0, count).Select(i => times[Math.Min(i, times.Length - 1)])];
        double[][] results = [.. Lanes.Widths.Select(width =>
        {
            double[] values = Lanes.Run(width, value, t, y, x), errors = Lanes.Run(width, error, t, y, x);
            return values.Select((v, i) => errors[i] == 0 ? v : -errors[i]).ToArray();
        })];
        Assert.All(results, one => Assert.True(one.Zip(results[0]).All(pair => Lanes.Same(pair.First, pair.Second)), $"{string.Join(", ", one)} is not {string.Join(", ", results[0])}"));
        return results[0][..lon.Length];
    }

    private readonly record struct OfField(Field Field, bool IsError) : ILaneFunction
    {
        public F Apply<F>(F a, F b, F c) where F : struct, ILane<F>
        {
            F error = 0.0;
            F value = Field.Sample(a, 3.0, b, c, ref error);
            return IsError ? error : value;
        }
    }

    private readonly record struct OfVelocity(VectorField Velocity, int Component) : ILaneFunction
    {
        public F Apply<F>(F a, F b, F c) where F : struct, ILane<F>
        {
            F error = 0.0;
            Velocity.Sample(a, 3.0, b, c, ref error, out F u, out F v);
            return Component switch { 0 => u, 1 => v, _ => error };
        }
    }

    private readonly record struct OfPair(FieldPair Pair, int Component) : ILaneFunction
    {
        public F Apply<F>(F a, F b, F c) where F : struct, ILane<F>
        {
            F error = 0.0;
            Pair.Sample(a, 3.0, b, c, ref error, out F u, out F v);
            return Component switch { 0 => u, 1 => v, _ => error };
        }
    }
}
