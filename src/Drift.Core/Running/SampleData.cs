using System.Globalization;
using Drift.Core.Fields;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Files;
using Drift.Core.Foundation;

namespace Drift.Core.Running;

/// <summary>Writes an analytic flow as a netCDF file, for those who have no data yet.</summary>
public static class SampleData
{
    /// <summary>Writes U and V (time, row, column) in m s-1 with their coordinates, beside the file's name first, then renamed.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="path">Name of the file.</param>
    /// <param name="overwrite">Whether a file of that name is replaced.</param>
    /// <param name="options">Grid, times and parameters; by default those of the flow, in rows and columns.</param>
    /// <exception cref="DriftException">
    /// Code Preflight: the options do not fit the flow, the file exists already or its folder does not; FileFailed: it cannot be written.
    /// </exception>
    public static void Write(FlowEntry flow, string path, bool overwrite, SampleOptions? options = null)
    {
        options ??= new SampleOptions();
        Check(flow, path, overwrite, options);
        SampleGrid grid = options.GridOf(flow);
        ISampleForm form = Form(grid, options);
        string partial = path + ".partial";
        using (NetcdfWriter file = NetcdfWriter.Create(partial))
        {
            Define(file, flow, grid, form, options);
            WriteValues(file, flow, grid, form, options);
            file.Close();
        }

        File.Move(partial, path, overwrite);
    }

    private static void Check(FlowEntry flow, string path, bool overwrite, SampleOptions options)
    {
        List<Problem> problems = [.. options.Check(flow)];
        if (File.Exists(path) && !overwrite)
            problems.Add(new Problem(path, "the file exists already", "give another name, or replace it with --overwrite"));
        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
            problems.Add(new Problem(path, $"the folder {folder} does not exist", $"create it (mkdir -p {folder}), or give another name"));
        if (problems.Count > 0)
            throw new DriftException(ExitCode.Preflight, problems);
    }

    private static ISampleForm Form(SampleGrid grid, SampleOptions options)
    {
        bool isCurvilinear = options.Layout is SampleLayout.Curvilinear or SampleLayout.CurvilinearC;
        var mesh = new SampleMesh(grid, isCurvilinear ? options.Twist : 0);
        return options.Layout is SampleLayout.C or SampleLayout.CurvilinearC ? new FaceSample(mesh, options.Indexing) : new NodeSample(mesh, isCurvilinear);
    }

    private static void Define(NetcdfWriter file, FlowEntry flow, SampleGrid grid, ISampleForm form, SampleOptions options)
    {
        (string row, string column) = form.Dimensions;
        file.DefineDimension("time", grid.Snapshots);
        file.DefineDimension(row, grid.Lat.Count);
        file.DefineDimension(column, grid.Lon.Count);
        Define(file, new("time", ["time"], "s", "", "time since the start", "T", []));
        foreach (SampleCoordinate coordinate in form.Coordinates)
            Define(file, coordinate);
        foreach ((string name, SampleVelocity component) in new[] { ("U", form.Velocity.U), ("V", form.Velocity.V) })
        {
            file.DefineVariable(name, form.Type, ["time", row, column]);
            file.PutAttribute(name, NetcdfAttribute.Of("units", "m s-1"));
            file.PutAttribute(name, NetcdfAttribute.Of("standard_name", component.StandardName));
            file.PutAttribute(name, NetcdfAttribute.Of("long_name", component.Words));
            if (component.Coordinates.Length > 0)
                file.PutAttribute(name, NetcdfAttribute.Of("coordinates", component.Coordinates));
        }

        file.PutAttribute("", NetcdfAttribute.Of("Conventions", "CF-1.11"));
        file.PutAttribute("", NetcdfAttribute.Of("title", $"{flow.Name}: {flow.Summary}"));
        file.PutAttribute("", NetcdfAttribute.Of("source", "written by drift sample-data from a formula"));
        string parameters = string.Join(", ", options.ParametersOf(flow).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Key} = {p.Value:R}")));
        if (parameters.Length > 0)
            file.PutAttribute("", NetcdfAttribute.Of("parameters", parameters));
        if (form.Comment.Length > 0)
            file.PutAttribute("", NetcdfAttribute.Of("comment", form.Comment));
        file.EndDefinitions();
    }

    private static void Define(NetcdfWriter file, SampleCoordinate coordinate)
    {
        file.DefineVariable(coordinate.Name, NetcdfType.Float64, coordinate.Along);
        file.PutAttribute(coordinate.Name, NetcdfAttribute.Of("units", coordinate.Unit));
        if (coordinate.StandardName.Length > 0)
            file.PutAttribute(coordinate.Name, NetcdfAttribute.Of("standard_name", coordinate.StandardName));
        file.PutAttribute(coordinate.Name, NetcdfAttribute.Of("long_name", coordinate.Words));
        if (coordinate.Axis.Length > 0)
            file.PutAttribute(coordinate.Name, NetcdfAttribute.Of("axis", coordinate.Axis));
    }

    private static void WriteValues(NetcdfWriter file, FlowEntry flow, SampleGrid grid, ISampleForm form, SampleOptions options)
    {
        (int rows, int columns) = (grid.Lat.Count, grid.Lon.Count);
        double[] times = [.. Enumerable.Range(0, grid.Snapshots).Select(k => k * grid.Interval.TotalSeconds)];
        file.Write<double>("time", [0], [times.Length], times);
        foreach (SampleCoordinate c in form.Coordinates)
            file.Write<double>(c.Name, c.Along.Count == 1 ? [0] : [0, 0], c.Along.Count == 1 ? [c.Values.Length] : [rows, columns], c.Values);
        using FieldSet fields = flow.Make(grid.Mesh, options.ParametersOf(flow));
        VectorField velocity = fields.UseVelocity();
        double[] u = new double[rows * columns], v = new double[rows * columns];
        for (int k = 0; k < times.Length; k++)
        {
            form.Sample(velocity, times[k], u, v);
            foreach ((string name, double[] values) in new[] { ("U", u), ("V", v) })
            {
                if (form.Type == NetcdfType.Float32)
                    file.Write<float>(name, [k, 0, 0], [1, rows, columns], Array.ConvertAll(values, value => (float)value));
                else
                    file.Write<double>(name, [k, 0, 0], [1, rows, columns], values);
            }
        }
    }
}
