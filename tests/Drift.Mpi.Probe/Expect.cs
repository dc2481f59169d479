using System.Runtime.CompilerServices;

namespace Drift.Mpi.Probe;

/// <summary>Assertions for ranks: a failed one says where it stands and ends the rank.</summary>
internal static class Expect
{
    public static void Equal<T>(T expected, T actual, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new InvalidOperationException($"{Path.GetFileName(file)}:{line}: expected {expected}, got {actual}");
    }

    public static void True(bool condition, [CallerArgumentExpression(nameof(condition))] string text = "") =>
        Equal(text, condition ? text : "not " + text);

    public static void Throws<T>(Action action, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0) where T : Exception
    {
        try
        {
            action();
        }
        catch (T)
        {
            return;
        }
        throw new InvalidOperationException($"{Path.GetFileName(file)}:{line}: no {typeof(T).Name}");
    }
}
