using Drift.Core.Diagnostics;
using Drift.Core.Experiments;
using Drift.Core.Foundation;
using Drift.Core.Grids;
using Drift.Core.Output;

namespace Drift.Core.Running;

/// <summary>A diagnostic of a run and when it is counted.</summary>
/// <param name="Diagnostic">The diagnostic.</param>
/// <param name="Steps">Steps at whose start it is counted, increasing.</param>
/// <param name="Path">Its file.</param>
internal sealed record DiagnosticPlan(Diagnostic Diagnostic, IReadOnlyList<long> Steps, string Path)
{
    /// <summary>The diagnostics that an experiment asks for.</summary>
    /// <param name="spec">The experiment.</param>
    /// <param name="outputSteps">Steps at whose start trajectories are written.</param>
    /// <param name="output">The file of trajectories.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static IReadOnlyList<DiagnosticPlan> Make(ExperimentSpec spec, IReadOnlyList<long> outputSteps, string output, ICollection<Problem> problems)
    {
        var plans = new List<DiagnosticPlan>();
        if (spec.Density is { } density)
            Add(() => new Density(spec.Mesh, density.Lon.Values, density.Lat.Values), density, density.Every);
        if (spec.Connectivity is { } connectivity)
            Add(() => new Connectivity(RegionsOf(connectivity, "from", connectivity.From), RegionsOf(connectivity, "to", connectivity.To)), connectivity, connectivity.Every);
        if (spec.Dispersion is { } dispersion)
            Add(() => new Dispersion(spec.Mesh, spec.Particles.Count), dispersion, dispersion.Every);
        if (spec.Ensemble is { } ensemble)
            Add(() => new EnsembleSpread(spec.Mesh, CountOfEnsemble(ensemble), spec.Particles.HasDepth), ensemble, ensemble.Every);
        return plans;

        void Add(Func<Diagnostic> make, Spec asked, TimeSpan? every)
        {
            try
            {
                Diagnostic diagnostic = make();
                IReadOnlyList<long> steps = every is null ? outputSteps : OutputSchedule.Make(spec.Execution.Steps, every.Value.Ticks / Math.Abs(spec.Execution.Dt.Ticks));
                plans.Add(new DiagnosticPlan(diagnostic, steps, DiagnosticWriter.PathOf(output, diagnostic.Name)));
            }
            catch (ArgumentException e)
            {
                problems.Add(new Problem(asked.Place.ToString(), e.Sentence()));
            }
            catch (DriftException e)
            {
                foreach (Problem problem in e.Problems)
                    problems.Add(problem);
            }
        }

        List<Region> RegionsOf(ConnectivitySpec asked, string key, IReadOnlyList<string> names)
        {
            IReadOnlyList<Region> regions = RegionComposer.Make(spec);
            var found = new List<Region>();
            foreach (string name in names)
            {
                found.Add(regions.FirstOrDefault(r => string.Equals(r.Name, name, StringComparison.Ordinal)) ?? throw new DriftException(ExitCode.Preflight, new Problem(
                    asked.PlaceOf(key).ToString(), $"there is no region {name}", regions.Count == 0 ? "give it under 'regions'" : Suggestion.Remedy(name, [.. regions.Select(r => r.Name)]))));
            }

            return found;
        }

        long CountOfEnsemble(SpreadSpec asked)
        {
            const long most = 20_000_000;
            if (spec.Realisations is null)
                throw new DriftException(ExitCode.Preflight, new Problem(asked.Place.ToString(), "a single run has no mean over realisations", "give realisations, such as {seeds: 0..9}"));
            if (spec.Particles.Count > most)
                throw new DriftException(ExitCode.Preflight, new Problem(asked.Place.ToString(), $"the spread of an ensemble is counted for up to {most} particles, not {spec.Particles.Count}", "leave 'ensemble' out, and take the mean from the trajectories"));
            return spec.Particles.Count;
        }
    }
}
