namespace Drift.Core.Experiments.Keys;

/// <summary>A key of a section: its name, what it may hold, and where the value goes.</summary>
/// <param name="name">Name within the section.</param>
/// <param name="form">What it may hold; null for a key that is kept for later.</param>
/// <param name="summary">What it means.</param>
/// <param name="initial">Its value where it is not given, in words.</param>
/// <param name="required">Whether it must be given.</param>
internal abstract class Key<TSpec>(string name, IForm? form, string summary, string initial, bool required)
{
    public string Name => name;

    public bool Required => required;

    public bool Reserved => form is null;

    public string Words => form?.Words ?? "";

    /// <summary>This key and those within it.</summary>
    public IEnumerable<KeyDescription> Describe(string path)
    {
        string own = path.Length == 0 ? name : $"{path}.{name}";
        return (form?.Describe(own) ?? []).Prepend(new(own, Words, summary, initial, required, Reserved));
    }

    /// <summary>Reads the value and puts it into the record; the record is unchanged if it cannot be read.</summary>
    public abstract TSpec Read(TSpec spec, NodeAt at);
}

/// <summary>A key with a value.</summary>
internal sealed class ValueKey<TSpec, T>(
    string name, Form<T> form, Func<TSpec, T, TSpec> put, string summary, string initial, bool required)
    : Key<TSpec>(name, form, summary, initial, required)
{
    public override TSpec Read(TSpec spec, NodeAt at) => form.TryRead(at, out T? value) ? put(spec, value) : spec;
}

/// <summary>A key that is kept for later: it is refused, but not as an unknown one.</summary>
internal sealed class ReservedKey<TSpec>(string name, string summary) : Key<TSpec>(name, null, summary, "", false)
{
    public override TSpec Read(TSpec spec, NodeAt at)
    {
        at.Refuse($"'{Name}' is not yet available", "remove the key; this version cannot do it");
        return spec;
    }
}
