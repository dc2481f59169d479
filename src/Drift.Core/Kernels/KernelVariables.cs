using Drift.Core.Particles;

namespace Drift.Core.Kernels;

/// <summary>The variables of a run as its kernels ask for them: each is declared and written by one kernel, and read by any.</summary>
internal sealed class KernelVariables
{
    private readonly List<string> names = [];
    private readonly Dictionary<string, (DeclaredVariable Declared, string Kernel)> declared = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Kernel, string Purpose)> read = [];

    /// <summary>The variables in the order of their indices; complete when all kernels are bound.</summary>
    public IReadOnlyList<DeclaredVariable> All => [.. names.Where(declared.ContainsKey).Select(n => declared[n].Declared)];

    public ParticleVariable Declare(Variable variable, double initial, string kernel, ICollection<string> missing)
    {
        if (variable.Name is "lon" or "lat" or "z" or "status" or "time" or "trajectory" or "obs" or "realisation" or "seed")
            missing.Add($"kernel {kernel} declares a variable {variable.Name}, a name that every output file has already; rename it");
        else if (variable.Name.Length == 0 || !variable.Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') || char.IsAsciiDigit(variable.Name[0]))
            missing.Add($"kernel {kernel} declares a variable '{variable.Name}'; a name has letters, digits and underscores");
        else if (declared.TryGetValue(variable.Name, out (DeclaredVariable Declared, string Kernel) other))
            missing.Add($"kernels {other.Kernel} and {kernel} both write the variable {variable.Name}; only one may");
        else
            declared.Add(variable.Name, (new DeclaredVariable(variable, initial), kernel));
        return Index(variable.Name);
    }

    public ParticleVariable Read(string name, string purpose, string kernel)
    {
        read.Add((name, kernel, purpose));
        return Index(name);
    }

    /// <summary>Says which variables are read but written by nobody.</summary>
    public void Check(ICollection<string> missing)
    {
        foreach ((string name, string kernel, string purpose) in read)
        {
            if (!declared.ContainsKey(name))
                missing.Add($"kernel {kernel} needs the variable {name} ({purpose}), which no kernel declares");
        }
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
