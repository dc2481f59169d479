using Drift.Core.Experiments;
using Drift.Core.Files;
using Drift.Core.Foundation;

namespace Drift.Core.Fields.Sources.Models;

/// <summary>The models whose files are known. A new one is one entry here.</summary>
public static class OceanModels
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<OceanModel> All { get; } =
    [
        new()
        {
            Name = "nemo",
            Type = GridType.C,
            Variables = Names("uo vozocrtx uos sozocrtx U", "vo vomecrty vos somecrty V", "wo vovecrtz W", "thetao votemper toce tos sosstsst", "so vosaline soce sos sosaline"),
            Signs = [["nav_lon", "nav_lat", "time_counter"], ["nav_lon", "nav_lat", "depthu"], ["nav_lon", "nav_lat", "depthv"], ["glamf", "gphif"]],
        },
        new()
        {
            Name = "mitgcm",
            Type = GridType.C,
            Indexing = GridIndexing.LowerLeft,
            Variables = Names("UVEL U u", "VVEL V v", "WVEL W w", "THETA Temp T", "SALT S"),
            Signs = [["XG", "YG"], ["Xp1", "Yp1"]],
        },
        new()
        {
            Name = "croco",
            Type = GridType.C,
            Variables = Names("u ubar", "v vbar", "w", "temp", "salt"),
            Signs = [["xi_rho", "eta_rho", "xi_u"]],
        },
        new()
        {
            Name = "pop",
            Type = GridType.B,
            Variables = Names("UVEL SSU SU", "VVEL SSV SV", "WVEL", "TEMP SST", "SALT SSS"),
            Signs = [["ULONG", "ULAT"]],
        },
        new()
        {
            Name = "cmems",
            Type = GridType.A,
            Variables = Names("uo ugos utotal", "vo vgos vtotal", "wo", "thetao", "so"),
            Signs = [["longitude", "latitude"]],
            NotWith = ["nav_lon"],
        },
        new()
        {
            Name = "hycom",
            Type = GridType.A,
            Variables = Names("water_u u", "water_v v", "water_w w_velocity", "water_temp temperature", "salinity"),
            Signs = [["MT"], ["water_u"], ["water_v"]],
        },
    ];

    /// <summary>The model of that name; null if there is none.</summary>
    public static OceanModel? Find(string name) => All.FirstOrDefault(m => string.Equals(m.Name, name, StringComparison.Ordinal) || (m.Name is "croco" && name is "roms"));

    /// <summary>The model whose conventions a file follows, and why; null where none is known.</summary>
    public static (OceanModel Model, string Why)? Recognise(NetcdfReader file)
    {
        foreach (OceanModel model in All)
        {
            if (model.Recognise(file) is { } why)
                return (model, why);
        }

        return null;
    }

    /// <summary>Fills in what a layout does not say.</summary>
    /// <param name="model">The model.</param>
    /// <param name="field">Name of the field.</param>
    /// <param name="layout">The layout; its variable may be empty.</param>
    /// <exception cref="DriftException">The first file has no variable of the field.</exception>
    public static NetcdfLayout Complete(OceanModel model, string field, NetcdfLayout layout)
    {
        using NetcdfReader file = NetcdfReader.Open(layout.Paths[0]);
        field = GridPoints.Component(field);
        string? variable = layout.Variable.Length > 0 ? layout.Variable : model.VariableOf(file, field) ?? (model.Variables.ContainsKey(field) ? null : field);
        if (variable is null)
        {
            throw new DriftException(ExitCode.Preflight, new Problem(
                file.Path, $"it has no variable that {model.Name} gives to {field}: {string.Join(", ", model.Variables[field])}", "name it with the key 'variable', or give the files that hold it"));
        }

        // CROCO writes w in the middle of layers, not on the interfaces of a C-grid: there it is read as it stands.
        bool isInMiddles = layout.Point is GridPoint.W && layout.Grid.Type is null && file.Find(variable)?.Dimensions.Any(d => d.Name is "s_rho") == true;
        return layout with
        {
            Variable = variable,
            Grid = layout.Grid with { Type = layout.Grid.Type ?? (isInMiddles ? GridType.A : model.Type), Indexing = layout.Grid.Indexing ?? model.Indexing },
        };
    }

    private static Dictionary<string, string[]> Names(string u, string v, string w, string temperature, string salinity) => new(StringComparer.Ordinal)
    {
        ["U"] = u.Split(' '),
        ["V"] = v.Split(' '),
        ["W"] = w.Split(' '),
        ["T"] = temperature.Split(' '),
        ["S"] = salinity.Split(' '),
    };
}
