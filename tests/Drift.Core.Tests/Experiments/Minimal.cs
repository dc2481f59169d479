using Drift.Core.Experiments;
using Drift.Core.Foundation;

namespace Drift.Core.Tests.Experiments;

/// <summary>A small experiment that is right, and what the reader says when something in it is changed.</summary>
internal static class Minimal
{
    public const string Text = """
        title: A test
        mesh: spherical
        fields:
          U: 0
          V: 0
        particles:
          count: 10
          lon: 0
          lat: 0
        kernels: [AdvectionRK4]
        execution:
          runtime: 10 d
          dt: 1 h
        seed: 7
        output:
          file: test.h5
          every: 1 d
        """;

    /// <summary>The experiment with one piece of its text replaced.</summary>
    public static string With(string old, string changed)
    {
        if (!Text.Contains(old, StringComparison.Ordinal))
            throw new ArgumentException("the text does not hold " + old, nameof(old));
        return Text.Replace(old, changed, StringComparison.Ordinal);
    }

    /// <summary>Reads a text that is right.</summary>
    public static ExperimentSpec Read(string text, params string[] overrides) =>
        ExperimentReader.ReadText(text, "test.yaml", Path.GetTempPath(), overrides);

    /// <summary>All problems of a text, a line each.</summary>
    public static string Problems(string text, params string[] overrides)
    {
        (_, IReadOnlyList<Problem> problems) = ExperimentReader.InspectText(text, "test.yaml", Path.GetTempPath(), overrides);
        return string.Join('\n', problems);
    }
}
