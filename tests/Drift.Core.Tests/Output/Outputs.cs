using System.Runtime.InteropServices;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Output;
using Drift.Core.Particles;
using Drift.Output.Probe;

namespace Drift.Core.Tests.Output;

/// <summary>Trajectory files of made-up numbers for tests.</summary>
internal static class Outputs
{
    /// <summary>A file with lon, lat, status, age and release_time, of which every value tells its place.</summary>
    internal static TrajectorySchema Write(string path, long trajectories = 7, int outputs = 3, TrajectorySchema? schema = null)
    {
        schema ??= ProbeRun.Schema(trajectories, outputs);
        using TrajectoryWriter writer = TrajectoryWriter.Create(path, schema);
        for (int obs = 0; obs < schema.Times.Count; obs++)
        {
            ProbeRun.WriteOutput(writer, schema, obs, 4);
            writer.Sync();
        }
        writer.Complete();
        return schema;
    }

    /// <summary>An ensemble of 2 × 3 particles with depth, an own variable of each number type, releases, and ended particles.</summary>
    internal static TrajectorySchema WriteEnsemble(string path, Mesh mesh = Mesh.Spherical, TimeReference? reference = null)
    {
        TrajectorySchema schema = Ensemble(mesh, reference ?? new TimeReference("2002-01-01 00:00:00", "standard"));
        using TrajectoryWriter writer = TrajectoryWriter.Create(path, schema);
        for (int obs = 0; obs < schema.Times.Count; obs++)
            WriteObs(writer, schema, obs);
        writer.Complete(NetcdfAttribute.Of("peak_memory", 12.5));
        return schema;
    }

    /// <summary>Writes one output of <see cref="Rows"/>.</summary>
    internal static void WriteObs(TrajectoryWriter writer, TrajectorySchema schema, int obs)
    {
        for (int v = 0; v < schema.Variables.Count; v++)
        {
            if (schema.Variables[v].Recorded == Recorded.Always || obs == 0)
                writer.WriteRows(obs, v, 0, Rows(schema, obs, v));
        }
        writer.WriteTime(obs, schema.Times[obs]);
        writer.Sync();
    }

    /// <summary>The schema of <see cref="WriteEnsemble"/>.</summary>
    internal static TrajectorySchema Ensemble(Mesh mesh, TimeReference reference)
    {
        bool sphere = mesh == Mesh.Spherical;
        return new TrajectorySchema
        {
            Mesh = mesh,
            Times = [0, 86400, 172800],
            Reference = reference,
            Trajectories = 6,
            Realisations = new RealisationSeeds(3, [11, 1L << 53 | 1]),
            Title = "Six particles off Þingvellir",
            Variables =
            [
                new("lon", NumberType.Float64, sphere ? "degrees_east" : "m", sphere ? "longitude" : "x coordinate", StandardName: sphere ? "longitude" : "projection_x_coordinate"),
                new("lat", NumberType.Float64, sphere ? "degrees_north" : "m", sphere ? "latitude" : "y coordinate", StandardName: sphere ? "latitude" : "projection_y_coordinate"),
                new("z", NumberType.Float64, "m", "depth", StandardName: "depth"),
                new("status", NumberType.Int8, "", "what became of the particle"),
                new("tiny", NumberType.Int8, "", "a small number"),
                new("count", NumberType.Int32, "1", "a count"),
                new("ticks", NumberType.Int64, "", "a large count"),
                new("temperature", NumberType.Float32, "degree_C", "temperature", StandardName: "sea_water_temperature"),
                new("salinity", NumberType.Float64, "1e-3", "salinity"),
                new("origin", NumberType.Int32, "", "region of release", Recorded.Once),
                .. PositionVariables.OfRelease(mesh, hasDepth: true),
            ],
            Attributes =
            [
                .. new Provenance
                {
                    Command = "drift run test.yaml",
                    ExperimentText = "title: test\n",
                    RandomGenerator = "Philox4x32-10",
                    Seeds = [11, 1L << 53 | 1],
                    MetresPerDegree = sphere ? 111120 : 0,
                    Ranks = 4,
                    ThreadsPerRank = 2,
                    MpiLibrary = "Open MPI 4.1.4",
                }.ToAttributes(),
            ],
            Closing = [NetcdfAttribute.Of("peak_memory", double.NaN)],
        };
    }

    /// <summary>The rows that <see cref="WriteEnsemble"/> writes: trajectory 4 ends after the first output.</summary>
    internal static byte[] Rows(TrajectorySchema schema, int obs, int variable)
    {
        Variable written = schema.Variables[variable];
        int size = Column.SizeOf(written.Type);
        byte[] bytes = new byte[schema.Trajectories * size];
        for (int i = 0; i < schema.Trajectories; i++)
        {
            Span<byte> value = bytes.AsSpan(i * size, size);
            double number = (variable * 10) + obs + (i / 8.0);
            if (written.Name is "status")
                value[0] = (byte)(i == 4 && obs > 0 ? ParticleStatus.OutOfGrid : ParticleStatus.Active);
            else if (i == 4 && obs > 0 && written.Recorded == Recorded.Always)
                TrajectoryBlock.Fill(written.Type, value);
            else if (written.Type == NumberType.Float64)
                MemoryMarshal.Write(value, number);
            else if (written.Type == NumberType.Float32)
                MemoryMarshal.Write(value, (float)number);
            else if (written.Type == NumberType.Int64)
                MemoryMarshal.Write(value, ((long)variable << 40) + (obs << 8) + i);
            else if (written.Type == NumberType.Int32)
                MemoryMarshal.Write(value, (variable << 20) + (obs << 8) + i);
            else
                value[0] = (byte)((obs * 8) + i);
        }
        return bytes;
    }
}
