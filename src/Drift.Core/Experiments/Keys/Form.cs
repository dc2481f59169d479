using System.Diagnostics.CodeAnalysis;
using Drift.Core.Experiments.Document;

namespace Drift.Core.Experiments.Keys;

/// <summary>What a key may hold, and how it is read.</summary>
internal interface IForm
{
    /// <summary>What it is, with its article and an example: "a duration such as 1 h".</summary>
    string Words { get; }

    /// <summary>The keys within it.</summary>
    IEnumerable<KeyDescription> Describe(string path) => [];
}

/// <summary>What a key may hold, and how it is read as a value.</summary>
internal abstract class Form<T> : IForm
{
    /// <inheritdoc/>
    public abstract string Words { get; }

    /// <inheritdoc/>
    public virtual IEnumerable<KeyDescription> Describe(string path) => [];

    /// <summary>Reads a value, or says what is wrong with it.</summary>
    public abstract bool TryRead(NodeAt at, [MaybeNullWhen(false)] out T value);
}

/// <summary>A form of a single value.</summary>
internal abstract class ScalarForm<T> : Form<T>
{
    public sealed override bool TryRead(NodeAt at, [MaybeNullWhen(false)] out T value)
    {
        if (at.Node is ScalarNode { IsNull: false } scalar)
            return TryRead(scalar.Text.Trim(), at, out value);
        value = default;
        return at.Expected(Words);
    }

    /// <summary>Reads a text, or says what is wrong with it.</summary>
    protected abstract bool TryRead(string text, NodeAt at, [MaybeNullWhen(false)] out T value);
}

/// <summary>Different forms for a single value, a list and a section.</summary>
/// <param name="words">What it is, with its article.</param>
/// <param name="scalar">The form of a single value; null if there is none.</param>
/// <param name="list">The form of a list; null if there is none.</param>
/// <param name="section">The form of a section; null if there is none.</param>
internal sealed class EitherForm<T>(string words, Form<T>? scalar = null, Form<T>? list = null, Form<T>? section = null) : Form<T>
{
    public override string Words => words;

    public override IEnumerable<KeyDescription> Describe(string path) =>
        new[] { scalar, list, section }.OfType<Form<T>>().SelectMany(form => form.Describe(path));

    public override bool TryRead(NodeAt at, [MaybeNullWhen(false)] out T value)
    {
        Form<T>? form = at.Node switch { ScalarNode { IsNull: false } => scalar, ListNode => list, MapNode => section, _ => null };
        if (form is not null)
            return form.TryRead(at, out value);
        value = default;
        return at.Expected(words);
    }
}

/// <summary>A form whose value is made from another's.</summary>
internal sealed class MadeForm<TFrom, T>(Form<TFrom> form, Func<TFrom, NodeAt, T> make) : Form<T>
{
    public override string Words => form.Words;

    public override IEnumerable<KeyDescription> Describe(string path) => form.Describe(path);

    public override bool TryRead(NodeAt at, [MaybeNullWhen(false)] out T value)
    {
        bool read = form.TryRead(at, out TFrom? from);
        value = read ? make(from!, at) : default;
        return read;
    }
}
