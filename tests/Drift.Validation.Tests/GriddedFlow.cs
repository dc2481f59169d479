using Drift.Core.Experiments;
using Drift.Core.Fields;
using Drift.Core.Fields.Sources;
using Drift.Core.Fields.Sources.Flows;
using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Running;
using Drift.Testing;

namespace Drift.Validation.Tests;

/// <summary>Flows with a formula, written to files in each of the forms that models have, and read from there.</summary>
internal static class GriddedFlow
{
    /// <summary>The velocity of a flow from a file in one of the forms.</summary>
    public static FieldSet Open(TemporaryFolder folder, string flow, SampleOptions options)
    {
        FlowEntry entry = FlowRegistry.Find(flow)!;
        string path = PathOf(folder, flow, options.Layout, options.Indexing);
        SampleData.Write(entry, path, overwrite: true, options);
        bool isCGrid = options.Layout is SampleLayout.C or SampleLayout.CurvilinearC;
        Mesh mesh = options.Mesh ?? entry.Samples[0].Mesh;
        var grids = new NetcdfGrids();
        return new FieldSet(mesh).Add(Read("U", GridPoint.U), Read("V", GridPoint.V));

        Field Read(string name, GridPoint point)
        {
            var layout = new NetcdfLayout([path], name) { Point = point };
            if (isCGrid)
            {
                bool isNemo = options.Indexing == SampleIndexing.Nemo;
                layout = layout with
                {
                    Grid = new GridSpec
                    {
                        Type = GridType.C,
                        Indexing = isNemo ? GridIndexing.UpperRight : GridIndexing.LowerLeft,
                        Lon = isNemo ? "glamf" : "XG",
                        Lat = isNemo ? "gphif" : "YG",
                    },
                };
            }

            Field field = NetcdfField.Open(name, layout, mesh, "m s-1", grids);
            return isCGrid ? field.InterpolatedBy("C-grid") : field;
        }
    }

    /// <summary>The corners of cells in a file that <see cref="Open"/> wrote (row × column).</summary>
    public static (double[] Lon, double[] Lat) Corners(TemporaryFolder folder, string flow, SampleLayout layout, SampleIndexing indexing)
    {
        using NetcdfReader file = NetcdfReader.Open(PathOf(folder, flow, layout, indexing));
        bool isNemo = indexing == SampleIndexing.Nemo;
        return (file.ReadAll<double>(file.Variable(isNemo ? "glamf" : "XG")), file.ReadAll<double>(file.Variable(isNemo ? "gphif" : "YG")));
    }

    private static string PathOf(TemporaryFolder folder, string flow, SampleLayout layout, SampleIndexing indexing) => folder.File($"{flow}-{layout}-{indexing}.nc");
}
