using Drift.Core.Foundation;

namespace Drift.Core.Fields.Derived;

/// <summary>Components of a velocity by their names: U…, V… and W… with the same ending belong together.</summary>
internal static class Partners
{
    /// <summary>The component to the north of a component to the east; null for other names.</summary>
    public static string? NorthOf(string name) => name.StartsWith('U') ? "V" + name[1..] : null;

    /// <summary>Whether two fields may be stored side by side as far as their interpolation goes, the eastward one first.</summary>
    public static bool MayShare(Field a, Field b) =>
        a.Derivation is null && b.Derivation is null
        && string.Equals(a.VelocityInterpolator?.Name, b.VelocityInterpolator?.Name, StringComparison.Ordinal)
        && (a.VelocityInterpolator is null || !string.Equals(NorthOf(b.Name), a.Name, StringComparison.Ordinal));

    /// <summary>The horizontal components that belong to a component of a velocity.</summary>
    /// <exception cref="DriftException">Code Preflight: one of them is missing, or interpolated in another way.</exception>
    public static (string U, string V) Find(Field component, IReadOnlyDictionary<string, Field> fields)
    {
        string ending = component.Name[1..];
        string[] wanted = component.Name[0] is 'U' or 'V' or 'W' ? ["U" + ending, "V" + ending] : [];
        string[] missing = [.. wanted.Where(name => !fields.ContainsKey(name))];
        if (wanted.Length > 0 && missing.Length == 0)
        {
            (Field u, Field v) = (fields[wanted[0]], fields[wanted[1]]);
            return MayShare(u, v) ? (wanted[0], wanted[1]) : throw new DriftException(ExitCode.Preflight, new Problem(
                $"field {component.Name}", $"{u.Name} has the interpolation {u.InterpolationName}, but {v.Name} {v.InterpolationName}", "give the components of a velocity the same interpolation"));
        }

        throw new DriftException(ExitCode.Preflight, new Problem(
            $"field {component.Name}",
            $"{component.Name} is a component of a velocity with {component.VelocityInterpolator!.Name} interpolation, which takes the other components too"
                + (missing.Length > 0 ? $", but there is no field {string.Join(" and no ", missing)}" : ""),
            "give the components names that begin with U, V and W and go on alike"));
    }
}
