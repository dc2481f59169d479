using Drift.Core.Experiments;
using Drift.Core.Files;
using Drift.Core.Particles;

namespace Drift.Core.Output;

/// <summary>
/// The layout that users of Parcels v3 know: (trajectory, obs), time a variable of both, rows left-aligned since release.
/// Source: CF conventions 1.11, appendix H.4.2, the incomplete multidimensional array of trajectories.
/// </summary>
internal static class ParcelsLayout
{
    /// <summary>Defines everything.</summary>
    /// <param name="file">The file.</param>
    /// <param name="schema">What it holds.</param>
    /// <param name="observations">The most observations of a trajectory.</param>
    /// <param name="chunkRows">Trajectories of a chunk, where it is compressed.</param>
    internal static void Define(NetcdfWriter file, TrajectorySchema schema, int observations, long chunkRows)
    {
        string[] overAll = [TrajectoryLayout.Trajectory, TrajectoryLayout.Obs], overTrajectories = [TrajectoryLayout.Trajectory];
        bool isCompressed = schema.Compression > 0;
        NetcdfStorage? flat = isCompressed ? TrajectoryConversion.Chunked([schema.Trajectories], schema.Compression) : null;
        NetcdfStorage? wide = isCompressed
            ? new NetcdfStorage(Chunks: [chunkRows, Math.Min(observations, TrajectoryConversion.ChunkValues)], Deflate: schema.Compression)
            : null;
        file.DefineDimension(TrajectoryLayout.Trajectory, schema.Trajectories);
        file.DefineDimension(TrajectoryLayout.Obs, observations);
        TrajectoryLayout.DefineNumbering(file, schema, flat);
        TrajectoryLayout.Define(file, TrajectoryLayout.Obs, NetcdfType.Int32, [TrajectoryLayout.Obs], [NetcdfAttribute.Of("long_name", "observation: 0 is the release")]);
        TrajectoryLayout.Define(file, TrajectoryLayout.Time, NetcdfType.Float64, overAll, TrajectoryLayout.TimeAttributes(schema, "time", "time"),
            TrajectoryLayout.FillOf(NumberType.Float64), wide);
        string coordinates = schema.Variables.Any(v => TrajectoryLayout.IsZ(v.Name)) ? "time lon lat z" : "time lon lat";
        foreach (Variable variable in schema.Variables.Select(schema.Stored))
        {
            bool always = variable.Recorded == Recorded.Always;
            TrajectoryLayout.Define(file, variable.Name, TrajectoryLayout.TypeOf(variable.Type), always ? overAll : overTrajectories,
                TrajectoryLayout.AttributesOf(schema, variable, coordinates), TrajectoryLayout.FillOf(variable.Type), always ? wide : flat);
        }
        var final = new Variable(TrajectoryLayout.FinalStatus, NumberType.Int8, "", "status at the last output: what became of the particle", Recorded.Once);
        TrajectoryLayout.Define(file, final.Name, NetcdfType.Int8, overTrajectories, TrajectoryLayout.AttributesOf(schema, final, coordinates), storage: flat);
        foreach (NetcdfAttribute attribute in TrajectoryLayout.GlobalAttributes(schema))
            file.PutAttribute("", attribute);
        file.EndDefinitions();
    }
}
