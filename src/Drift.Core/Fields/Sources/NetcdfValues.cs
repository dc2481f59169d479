using Drift.Core.Files;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources;

/// <summary>
/// What the stored numbers of a variable mean: <c>_FillValue</c> and <c>missing_value</c> are compared before, and
/// <c>scale_factor</c>, <c>add_offset</c> and the unit are applied after (CF conventions 1.11, sections 2.5 and 8.1).
/// </summary>
internal sealed class NetcdfValues
{
    /// <summary>Values per piece of reading: 2 MiB of doubles, which stay in the second-level cache.</summary>
    private const int PieceSize = 1 << 18;

    /// <summary>Where no fill value is given, netCDF writes 9.96921e36 into floating-point data that was never written.</summary>
    private const double DefaultFill = 9.9e36;

    private readonly double[] missing;
    private readonly double scale;
    private readonly double offset;
    private readonly bool isFloating;

    private NetcdfValues(double[] missing, double scale, double offset, bool isFloating, string unit)
    {
        this.missing = missing;
        this.scale = scale;
        this.offset = offset;
        this.isFloating = isFloating;
        Unit = unit;
    }

    /// <summary>Unit after conversion.</summary>
    public string Unit { get; }

    public static NetcdfValues Describe(NetcdfReader file, NetcdfVariable variable, NetcdfLayout layout, string unit)
    {
        string place = $"{file.Path}, variable {variable.Name}";
        double[] missing = [.. Numbers(variable, "_FillValue"), .. Numbers(variable, "missing_value")];
        var conversion = new UnitsConversion(1, 0);
        string given = layout.Units ?? NetcdfUnits.Of(variable) ?? "";
        if (unit.Length > 0 && given.Length > 0)
        {
            if (!Units.TryParse(given, place, out Units? from, out Problem? problem))
                throw new DriftException(ExitCode.Preflight, problem with { Remedy = $"{problem.Remedy}; where the file is wrong, say what its units are with the key 'units'" });
            if (!from.TryConversion(Units.Parse(unit), place, out conversion, out problem))
                throw new DriftException(ExitCode.Preflight, problem);
        }

        double scale = variable.Number("scale_factor") ?? 1;
        double offset = variable.Number("add_offset") ?? 0;
        return new NetcdfValues(
            missing,
            scale * conversion.Scale,
            conversion.Apply(offset),
            variable.Type is NetcdfType.Float32 or NetcdfType.Float64,
            unit.Length > 0 ? unit : given);
    }

    /// <summary>Reads one snapshot (lat, lon); what is missing becomes 0.</summary>
    public void Read(NetcdfReader file, NetcdfVariable variable, int time, Span<float> values)
    {
        int rank = variable.Dimensions.Count;
        int rows = checked((int)variable.Dimensions[rank - 2].Length);
        int columns = checked((int)variable.Dimensions[rank - 1].Length);
        long[] start = new long[rank];
        long[] count = new long[rank];
        count.AsSpan().Fill(1);
        if (rank > 2)
            start[0] = time;
        count[rank - 1] = columns;
        int rowsPerPiece = Math.Clamp(PieceSize / columns, 1, rows);
        double[] piece = new double[rowsPerPiece * columns];
        for (int row = 0; row < rows; row += rowsPerPiece)
        {
            start[rank - 2] = row;
            count[rank - 2] = Math.Min(rowsPerPiece, rows - row);
            Span<double> raw = piece.AsSpan(0, (int)count[rank - 2] * columns);
            file.Read(variable, start, count, raw);
            Span<float> target = values.Slice(row * columns, raw.Length);
            for (int i = 0; i < raw.Length; i++)
                target[i] = IsMissing(raw[i]) ? 0 : (float)((raw[i] * scale) + offset);
        }
    }

    private bool IsMissing(double raw)
    {
        if (!double.IsFinite(raw) || (isFloating && missing.Length == 0 && Math.Abs(raw) > DefaultFill))
            return true;
        foreach (double value in missing)
        {
            if (raw == value)
                return true;
        }

        return false;
    }

    /// <summary>The numbers of an attribute as the variable would hold them: 1e20 in double precision is another number than in single.</summary>
    private static double[] Numbers(NetcdfVariable variable, string attribute)
    {
        double[] numbers = variable.Attribute(attribute)?.Numbers ?? [];
        return variable.Type == NetcdfType.Float32 ? Array.ConvertAll(numbers, n => (double)(float)n) : numbers;
    }
}
