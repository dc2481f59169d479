using Drift.Core.Experiments;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Sources;

/// <summary>
/// What the stored numbers of a variable mean: <c>_FillValue</c> and <c>missing_value</c> are compared before, and
/// <c>scale_factor</c>, <c>add_offset</c> and the unit are applied after (CF conventions 1.11, sections 2.5 and 8.1).
/// </summary>
internal sealed class NetcdfValues
{
    /// <summary>Values per piece of reading: 8 MiB of doubles. A compressed chunk that several pieces touch may be unpacked for each of them.</summary>
    private const int PieceSize = 1 << 20;

    /// <summary>Where no fill value is given, netCDF writes 9.96921e36 into floating-point data that was never written.</summary>
    private const double DefaultFill = 9.9e36;

    private readonly double[] missing;
    private readonly double scale;
    private readonly double offset;
    private readonly bool isFloating;
    private readonly bool isMask;

    private NetcdfValues(double[] missing, double scale, double offset, bool isFloating, string unit, bool isMask)
    {
        this.isMask = isMask;
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
        double sign = layout.Wanted is { } wanted && (layout.Positive ?? Direction(variable) ?? wanted) != wanted ? -1 : 1;
        return new NetcdfValues(
            Missing(variable),
            sign * scale * conversion.Scale,
            sign * conversion.Apply(offset),
            variable.Type is NetcdfType.Float32 or NetcdfType.Float64,
            layout.IsMask ? "1" : unit.Length > 0 ? unit : given,
            layout.IsMask);
    }

    /// <summary>Which way a variable says that it counts; null where it does not.</summary>
    public static PositiveDirection? Direction(NetcdfVariable variable)
    {
        string name = variable.Text("standard_name") ?? "";
        return variable.Text("positive")?.ToLowerInvariant() switch
        {
            "up" => PositiveDirection.Up,
            "down" => PositiveDirection.Down,
            _ when name.StartsWith("upward_", StringComparison.Ordinal) || name is "height" or "altitude" => PositiveDirection.Up,
            _ when name.StartsWith("downward_", StringComparison.Ordinal) || name is "depth" => PositiveDirection.Down,
            _ => null,
        };
    }

    /// <summary>What stands for a value that is not there.</summary>
    public static double[] Missing(NetcdfVariable variable) => [.. Numbers(variable, "_FillValue"), .. Numbers(variable, "missing_value")];

    /// <summary>Reads a part of one snapshot (level, lat, lon); what is missing becomes 0, or 1 in a mask, and what is not in the file becomes 0.</summary>
    public void Read(NetcdfReader file, NetcdfVariable variable, NetcdfShape shape, int time, GridBox box, Span<float> values)
    {
        NetcdfDimensions dimensions = shape.Dimensions;
        int rank = dimensions.Rank, width = box.Columns;
        long plane = box.Nodes;
        long[] start = new long[rank], count = new long[rank];
        count.AsSpan().Fill(1);
        if (dimensions.Time >= 0)
            start[dimensions.Time] = time;
        int levels = Math.Min(shape.Levels, dimensions.Levels - shape.FirstLevel);
        int firstRow = Math.Max(box.FirstRow + shape.RowOffset, 0), rows = Math.Min(box.FirstRow + box.Rows + shape.RowOffset, shape.Rows) - firstRow;
        if (levels < shape.Levels || rows < box.Rows || (box.FirstColumn + width + shape.ColumnOffset > shape.Columns && !shape.IsPeriodic))
            values.Clear();
        for (int done = 0; done < width;)
        {
            int column = box.FirstColumn + done + shape.ColumnOffset;
            if (column >= shape.Columns && !shape.IsPeriodic)
                break;
            column %= shape.Columns;
            int columns = Math.Min(width - done, shape.Columns - column);
            (start[rank - 1], count[rank - 1]) = (column, columns);
            int rowsPerPiece = Math.Clamp(PieceSize / columns, 1, Math.Max(rows, 1)), levelsPerPiece = Math.Clamp(PieceSize / (columns * Math.Max(rows, 1)), 1, levels);
            double[] piece = new double[levelsPerPiece * rowsPerPiece * columns];
            for (int level = 0; level < levels; level += levelsPerPiece)
            {
                int deep = Math.Min(levelsPerPiece, levels - level);
                if (dimensions.Level >= 0)
                    (start[dimensions.Level], count[dimensions.Level]) = (shape.FirstLevel + level, deep);
                for (int row = 0; row < rows; row += rowsPerPiece)
                {
                    int high = Math.Min(rowsPerPiece, rows - row);
                    (start[rank - 2], count[rank - 2]) = (firstRow + row, high);
                    Span<double> raw = piece.AsSpan(0, deep * high * columns);
                    file.Read(variable, start, count, raw);
                    for (int line = 0; line < deep * high; line++)
                    {
                        long to = ((level + (line / high)) * plane) + ((firstRow - shape.RowOffset - box.FirstRow + row + (line % high)) * (long)width) + done;
                        Convert(raw.Slice(line * columns, columns), values.Slice((int)to, columns));
                    }
                }
            }

            done += columns;
        }

        // What stands in layers has one level less than there are interfaces between them: the last layer's values hold to the last interface.
        for (int level = Math.Max(levels, 1); level < shape.Levels; level++)
            values.Slice((int)((level - 1) * plane), (int)plane).CopyTo(values.Slice((int)(level * plane), (int)plane));
    }

    private void Convert(ReadOnlySpan<double> raw, Span<float> values)
    {
        for (int i = 0; i < raw.Length; i++)
            values[i] = isMask ? (IsMissing(raw[i]) ? 1 : 0) : IsMissing(raw[i]) ? 0 : (float)((raw[i] * scale) + offset);
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
