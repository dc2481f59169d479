namespace Drift.App.Validation;

/// <summary>A case with a known answer.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Title">What is claimed, in a few words.</param>
/// <param name="Source">Where the answer comes from.</param>
/// <param name="Run">Runs it, with that many threads.</param>
internal sealed record ValidationCase(string Name, string Title, string Source, Func<int, IEnumerable<Measurement>> Run)
{
    /// <summary>All cases, in the order of the documentation. A new one is one line here.</summary>
    public static IReadOnlyList<ValidationCase> All { get; } =
    [
        new("eddies", "particles in eddies come to the exact positions", "Fabbroni 2009", Eddies.Run),
        new("rotation", "a rigid rotation turns particles about a centre that stays", "exact", Rotation.Run),
        new("order", "errors fall with the order of the scheme", "exact", Orders.Run),
        new("streamlines", "particles stay on the streamlines of steady flows", "ICES 2009, Stommel 1948", Streamlines.Run),
        new("brownian", "Brownian motion has the moments of its theory", "exact", Brownian.Run),
        new("well-mixed", "what is well mixed stays well mixed where the diffusivity varies", "Visser 1997", WellMixed.Run),
        new("barrier", "no particle crosses a place without diffusivity", "Visser 1997", Barrier.Run),
        new("advection-diffusion", "plumes have the moments of the exact densities", "Okubo 1966", Plumes.Run),
        new("sphere-flows", "flows on the sphere, also over the poles", "Williamson 1992", SphereFlows.Run),
        new("sphere-diffusion", "diffusion on the whole sphere", "Brillinger 1997", SphereDiffusion.Run),
        new("invariances", "the same bits however the work is arranged", "exact", Invariances.Run),
    ];

    /// <summary>The case of that name, or null.</summary>
    public static ValidationCase? Find(string name) => All.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.Ordinal));
}
