using Drift.Core.Experiments.Document;

namespace Drift.Core.Experiments.Keys;

/// <summary>A term of a sum: the name of a field, or a name with its factor, <c>{U_wind: 0.03}</c>.</summary>
internal sealed class SumForm : Form<(string Name, double Factor)>
{
    /// <summary>The form of all terms.</summary>
    public static Form<IReadOnlyList<(string Name, double Factor)>> Terms { get; } =
        new ListForm<(string Name, double Factor)>(new SumForm(), "a list of fields such as [U_current, {U_wind: 0.03}]");

    public override string Words => "the name of a field, or a name with a factor such as {U_wind: 0.03}";

    public override bool TryRead(NodeAt at, out (string Name, double Factor) value)
    {
        value = ("", 1);
        if (at.Node is ScalarNode { IsNull: false } scalar)
        {
            value = (scalar.Text.Trim(), 1);
            return value.Name.Length > 0 || at.Expected(Words);
        }

        if (at.Node is not MapNode map)
            return at.Expected(Words);
        if (map.Entries is not [var only])
            return at.Refuse("one name stands here with its factor", "write each as its own item of the list: [{U_tide: 0.5}, {U_wind: 0.03}]");
        bool read = NumberForm.Instance.TryRead(at.Child(only.Key, only.Value), out double factor);
        value = (only.Key, factor);
        return read;
    }
}
