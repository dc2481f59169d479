using Drift.Core.Particles;

namespace Drift.Core.Kernels;

/// <summary>The variables of a run as its kernels ask for them: each is declared and written by one kernel, and read by any.</summary>
internal sealed class KernelVariables
{
    private readonly List<string> names = [];
    private readonly Dictionary<string, (DeclaredVariable Declared, string Kernel)> declared = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, DeclaredVariable> given = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Kernel, string Purpose)> read = [];

    /// <summary>The variables in the order of their indices; complete when all kernels are bound.</summary>
    public IReadOnlyList<DeclaredVariable> All => [.. names.Where(declared.ContainsKey).Select(n => declared[n].Declared)];

    /// <summary>A variable that no kernel declares but the user, or whose initial value the user says.</summary>
    public void Give(DeclaredVariable given) => this.given.Add(given.Variable.Name, given);

    public ParticleVariable Declare(Variable variable, double initial, string kernel, ICollection<string> missing)
    {
        if (PositionVariables.IsTaken(variable.Name))
            missing.Add($"kernel {kernel} declares a variable {variable.Name}, a name that every output file has already; rename it");
        else if (variable.Name.Length == 0 || !variable.Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || char.IsAsciiDigit(variable.Name[0]))
            missing.Add($"kernel {kernel} declares a variable '{variable.Name}'; a name has letters, digits and underscores");
        else if (declared.TryGetValue(variable.Name, out (DeclaredVariable Declared, string Kernel) other))
            missing.Add($"kernels {other.Kernel} and {kernel} both write the variable {variable.Name}; only one may");
        else
            declared.Add(variable.Name, (Given(new DeclaredVariable(variable, initial), kernel, missing), kernel));
        return Index(variable.Name);
    }

    public ParticleVariable Read(string name, string purpose, string kernel)
    {
        read.Add((name, kernel, purpose));
        return Index(name);
    }

    /// <summary>Takes in the user's variables that no kernel declares, and says which variables are read but there is no such one.</summary>
    public void Check(ICollection<string> missing)
    {
        foreach ((string name, DeclaredVariable variable) in given)
        {
            // What a kernel does not say begins with 0.
            if (declared.TryAdd(name, (double.IsNaN(variable.Initial) ? variable with { Initial = 0 } : variable, "")))
                _ = Index(name);
        }

        foreach ((string name, string kernel, string purpose) in read)
        {
            if (!declared.ContainsKey(name))
                missing.Add($"kernel {kernel} needs the variable {name} ({purpose}), which no kernel declares, nor the experiment under 'variables'");
        }
    }

    /// <summary>What a kernel declares, with what the user says of it.</summary>
    private DeclaredVariable Given(DeclaredVariable own, string kernel, ICollection<string> missing)
    {
        if (!given.TryGetValue(own.Variable.Name, out DeclaredVariable? user))
            return own;
        if (user.AtOutput is not null)
            missing.Add($"the variable {own.Variable.Name} takes the values of a field at each output, but kernel {kernel} writes it; rename one");
        if (user.Variable.Unit.Length > 0 && !string.Equals(user.Variable.Unit, own.Variable.Unit, StringComparison.Ordinal))
            missing.Add($"the variable {own.Variable.Name} is in '{user.Variable.Unit}', but kernel {kernel} writes it in '{own.Variable.Unit}'; leave its unit out");
        return user with
        {
            Variable = user.LeavesRecorded ? own.Variable : own.Variable with { Recorded = user.Variable.Recorded },
            Initial = double.IsNaN(user.Initial) ? own.Initial : user.Initial,
        };
    }

    private ParticleVariable Index(string name)
    {
        int index = names.IndexOf(name);
        if (index < 0)
        {
            index = names.Count;
            names.Add(name);
        }

        return new ParticleVariable(index);
    }
}
