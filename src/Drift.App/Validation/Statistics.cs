namespace Drift.App.Validation;

/// <summary>Moments of samples, and how near they have to be: four standard errors, so that no seed needs choosing.</summary>
internal static class Statistics
{
    /// <summary>Limit in standard errors.</summary>
    public const double Sigmas = 4;

    public static double Mean(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double value in x)
            sum += value;
        return sum / x.Length;
    }

    public static double Deviation(ReadOnlySpan<double> x) => Math.Sqrt(Moment(x, 2));

    public static double ExcessKurtosis(ReadOnlySpan<double> x)
    {
        double variance = Moment(x, 2);
        return (Moment(x, 4) / (variance * variance)) - 3;
    }

    public static double Correlation(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        (double meanX, double meanY, double sum) = (Mean(x), Mean(y), 0);
        for (int i = 0; i < x.Length; i++)
            sum += (x[i] - meanX) * (y[i] - meanY);
        return sum / x.Length / (Deviation(x) * Deviation(y));
    }

    /// <summary>Pearson's χ² against equal counts.</summary>
    /// <param name="places">Values in [0, 1].</param>
    /// <param name="bins">Number of bins.</param>
    public static double ChiSquare(ReadOnlySpan<double> places, int bins)
    {
        int[] counts = new int[bins];
        foreach (double place in places)
            counts[Math.Clamp((int)(place * bins), 0, bins - 1)]++;
        double expected = (double)places.Length / bins;
        return counts.Sum(count => (count - expected) * (count - expected) / expected);
    }

    private static double Moment(ReadOnlySpan<double> x, int power)
    {
        (double mean, double sum) = (Mean(x), 0);
        foreach (double value in x)
        {
            double square = (value - mean) * (value - mean);
            sum += power == 2 ? square : square * square;
        }

        return sum / x.Length;
    }
}
