using System.Runtime.InteropServices;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Core.Particles;

namespace Drift.Output.Probe;

/// <summary>A trajectory file of made-up numbers, each of which tells its place: so that a reader can check every one.</summary>
public static class ProbeRun
{
    /// <summary>The schema of the file.</summary>
    public static TrajectorySchema Schema(long trajectories, int outputs) => new()
    {
        Mesh = Mesh.Spherical,
        Times = [.. Enumerable.Range(0, outputs).Select(obs => obs * 3600.0)],
        Reference = new TimeReference("2002-01-01 00:00:00", "standard"),
        Trajectories = trajectories,
        Variables =
        [
            new("lon", NumberType.Float64, "degrees_east", "longitude", StandardName: "longitude"),
            new("lat", NumberType.Float64, "degrees_north", "latitude", StandardName: "latitude"),
            new("status", NumberType.Int8, "", "what became of the particle"),
            new("age", NumberType.Int64, "s", "time since release"),
            new("release_time", NumberType.Float64, "s", "time of release", Recorded.Once),
        ],
        Attributes = new Provenance { ExperimentText = "title: made-up numbers\n", Seeds = [1] }.ToAttributes(),
        Closing = [NetcdfAttribute.Of("peak_memory", double.NaN)],
    };

    /// <summary>The bytes of rows of a variable at an output.</summary>
    public static void Fill(int obs, int variable, long firstRow, int count, Span<byte> bytes)
    {
        switch (variable)
        {
            case 2:
                for (int i = 0; i < count; i++)
                    bytes[i] = (byte)((obs + firstRow + i) % 3);
                break;
            case 3:
                Span<long> ages = MemoryMarshal.Cast<byte, long>(bytes);
                for (int i = 0; i < count; i++)
                    ages[i] = (obs * 1_000_000L) + firstRow + i + 1;
                break;
            default:
                Span<double> values = MemoryMarshal.Cast<byte, double>(bytes);
                for (int i = 0; i < count; i++)
                    values[i] = variable + 1 + (obs * 1e-3) + ((firstRow + i) * 1e-9);
                break;
        }
    }

    /// <summary>Writes one output in blocks, as rank 0 does; the time that vouches for it at the next sync.</summary>
    public static void WriteOutput(TrajectoryWriter writer, TrajectorySchema schema, int obs, int blockRows)
    {
        byte[] block = new byte[blockRows * sizeof(double)];
        for (int v = 0; v < schema.Variables.Count; v++)
        {
            Variable variable = schema.Variables[v];
            if (variable.Recorded == Recorded.Once && obs > 0)
                continue;
            for (long first = 0; first < schema.Trajectories; first += blockRows)
            {
                int count = (int)Math.Min(blockRows, schema.Trajectories - first);
                Span<byte> bytes = block.AsSpan(0, count * Column.SizeOf(variable.Type));
                Fill(obs, v, first, count, bytes);
                writer.WriteRows(obs, v, first, bytes);
            }
        }
        writer.WriteTime(obs, schema.Times[obs]);
    }

    /// <summary>The first of the reached outputs that does not hold what was written; null where all do.</summary>
    public static string? FirstWrong(TrajectoryFile file, TrajectorySchema schema)
    {
        byte[] expected = new byte[file.Trajectories * sizeof(double)];
        byte[] actual = new byte[expected.Length];
        for (int obs = 0; obs < file.Reached; obs++)
        {
            for (int v = 0; v < schema.Variables.Count; v++)
            {
                int bytes = (int)file.Trajectories * Column.SizeOf(schema.Variables[v].Type);
                Fill(schema.Variables[v].Recorded == Recorded.Once ? 0 : obs, v, 0, (int)file.Trajectories, expected);
                file.ReadRows(obs, file.IndexOf(schema.Variables[v].Name), 0, actual.AsSpan(0, bytes));
                if (!actual.AsSpan(0, bytes).SequenceEqual(expected.AsSpan(0, bytes)))
                    return $"{schema.Variables[v].Name} at obs {obs}";
            }
        }
        return null;
    }
}
