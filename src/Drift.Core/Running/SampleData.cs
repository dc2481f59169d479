using Drift.Core.Fields;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Files;
using Drift.Core.Foundation;

namespace Drift.Core.Running;

/// <summary>Writes an analytic flow as a netCDF file, for those who have no data yet.</summary>
public static class SampleData
{
    /// <summary>Writes U and V (time, y, x) in m s-1 with their coordinates, beside the file's name first, then renamed.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="path">Name of the file.</param>
    /// <param name="overwrite">Whether a file of that name is replaced.</param>
    /// <exception cref="DriftException">Code Preflight: the file exists already or its folder does not; FileFailed: it cannot be written.</exception>
    public static void Write(FlowEntry flow, string path, bool overwrite)
    {
        if (File.Exists(path) && !overwrite)
            throw new DriftException(ExitCode.Preflight, new Problem(path, "the file exists already", "give another name, or replace it with --overwrite"));
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
            throw new DriftException(ExitCode.Preflight, new Problem(path, $"the folder {folder} does not exist", $"create it (mkdir -p {folder}), or give another name"));
        string partial = path + ".partial";
        using (NetcdfWriter file = NetcdfWriter.Create(partial))
        {
            Define(file, flow);
            WriteValues(file, flow);
            file.Close();
        }

        File.Move(partial, path, overwrite);
    }

    private static void Define(NetcdfWriter file, FlowEntry flow)
    {
        SampleGrid grid = flow.Sample;
        (string x, string y, string xUnit, string yUnit) = flow.Mesh == Mesh.Spherical
            ? ("lon", "lat", "degrees_east", "degrees_north")
            : ("x", "y", "m", "m");
        file.DefineDimension("time", grid.Snapshots);
        file.DefineDimension(y, grid.Lat.Count);
        file.DefineDimension(x, grid.Lon.Count);
        Coordinate(file, "time", "s", "time since the start", "T");
        Coordinate(file, y, yUnit, flow.Mesh == Mesh.Spherical ? "latitude" : "y", "Y");
        Coordinate(file, x, xUnit, flow.Mesh == Mesh.Spherical ? "longitude" : "x", "X");
        foreach ((string name, string words) in new[] { ("U", "velocity to the east"), ("V", "velocity to the north") })
        {
            file.DefineVariable(name, NetcdfType.Float32, ["time", y, x]);
            file.PutAttribute(name, NetcdfAttribute.Of("units", "m s-1"));
            file.PutAttribute(name, NetcdfAttribute.Of("long_name", words));
        }

        file.PutAttribute("", NetcdfAttribute.Of("Conventions", "CF-1.11"));
        file.PutAttribute("", NetcdfAttribute.Of("title", $"{flow.Name}: {flow.Summary}"));
        file.PutAttribute("", NetcdfAttribute.Of("source", "written by drift sample-data from a formula"));
        file.EndDefinitions();
    }

    private static void Coordinate(NetcdfWriter file, string name, string unit, string words, string axis)
    {
        file.DefineVariable(name, NetcdfType.Float64, [name]);
        file.PutAttribute(name, NetcdfAttribute.Of("units", unit));
        file.PutAttribute(name, NetcdfAttribute.Of("long_name", words));
        file.PutAttribute(name, NetcdfAttribute.Of("axis", axis));
    }

    private static void WriteValues(NetcdfWriter file, FlowEntry flow)
    {
        SampleGrid grid = flow.Sample;
        double[] lon = Nodes(grid.Lon);
        double[] lat = Nodes(grid.Lat);
        (string x, string y) = flow.Mesh == Mesh.Spherical ? ("lon", "lat") : ("x", "y");
        double[] times = [.. Enumerable.Range(0, grid.Snapshots).Select(k => k * grid.Interval.TotalSeconds)];
        file.Write<double>("time", [0], [times.Length], times);
        file.Write<double>(y, [0], [lat.Length], lat);
        file.Write<double>(x, [0], [lon.Length], lon);
        using FieldSet fields = FlowRegistry.Make(flow);
        VectorField velocity = fields.UseVelocity();
        float[] u = new float[lat.Length * lon.Length];
        float[] v = new float[u.Length];
        for (int k = 0; k < times.Length; k++)
        {
            for (int n = 0; n < u.Length; n++)
            {
                Lane1 none = 0.0;
                velocity.Sample<Lane1>(times[k], 0.0, lat[n / lon.Length], lon[n % lon.Length], ref none, out Lane1 east, out Lane1 north);
                (u[n], v[n]) = ((float)(double)east, (float)(double)north);
            }

            file.Write<float>("U", [k, 0, 0], [1, lat.Length, lon.Length], u);
            file.Write<float>("V", [k, 0, 0], [1, lat.Length, lon.Length], v);
        }
    }

    private static double[] Nodes((double From, double To, int Count) axis) =>
        [.. Enumerable.Range(0, axis.Count).Select(i => axis.From + (i * (axis.To - axis.From) / (axis.Count - 1)))];
}
