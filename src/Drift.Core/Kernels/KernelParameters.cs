using System.Globalization;
using System.Reflection;
using System.Text;
using Drift.Core.Experiments;
using Drift.Core.Foundation;

namespace Drift.Core.Kernels;

/// <summary>The parameters of a kernel: its public properties that can be set, by name or in small letters.</summary>
internal static class KernelParameters
{
    /// <summary>Makes a kernel with parameters.</summary>
    /// <param name="compiled">The kernel.</param>
    /// <param name="given">Values by the names of the experiment.</param>
    /// <param name="place">Where the kernel was asked for, for messages.</param>
    /// <exception cref="DriftException">Code Preflight: there is no such parameter, or a value is wrong; all problems at once.</exception>
    public static IKernel Make(CompiledKernel compiled, IReadOnlyDictionary<string, ParameterSpec> given, string place) =>
        Make(compiled.Type, compiled.Type.Name, given, place);

    /// <summary>Makes a kernel with parameters.</summary>
    /// <param name="type">Type of the kernel.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="given">Values by the names of the experiment.</param>
    /// <param name="place">Where the kernel was asked for, for messages.</param>
    /// <exception cref="DriftException">Code Preflight: there is no such parameter, or a value is wrong; all problems at once.</exception>
    public static IKernel Make(Type type, string name, IReadOnlyDictionary<string, ParameterSpec> given, string place)
    {
        PropertyInfo[] properties = Of(type);
        object kernel = Activator.CreateInstance(type)!;
        var problems = new List<Problem>();
        var set = new HashSet<PropertyInfo>();
        foreach ((string key, ParameterSpec value) in given)
        {
            string at = value.Place.Key.Length > 0 ? value.Place.ToString() : place;
            PropertyInfo? property = Array.Find(properties, p => string.Equals(p.Name, key, StringComparison.Ordinal) || string.Equals(SmallName(p.Name), key, StringComparison.Ordinal));
            if (property is null)
                problems.Add(Unknown(at, $"kernel {name} has no parameter {key}", key, [.. properties.Select(p => SmallName(p.Name))]));
            else if (!set.Add(property))
                problems.Add(new Problem(at, $"the parameter {SmallName(property.Name)} of kernel {name} is given twice", "remove one"));
            else if (Convert(property, value, at, out object? converted) is { } problem)
                problems.Add(problem);
            else
                property.SetValue(kernel, converted);
        }

        if (problems.Count > 0)
            throw new DriftException(ExitCode.Preflight, problems);
        return kernel as IKernel ?? OneByOne.OfBoxed(kernel);
    }

    /// <summary>The parameters of a kernel with what they are, for people.</summary>
    public static OrderedDictionary<string, string> Describe(Type type)
    {
        var described = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        object kernel = Activator.CreateInstance(type)!;
        foreach (PropertyInfo property in Of(type))
        {
            ParameterAttribute? about = property.GetCustomAttribute<ParameterAttribute>();
            string unit = about is { Unit: not "1" } ? $" in {about.Unit}" : "";
            string meaning = about?.Meaning ?? "";
            string initial = property.PropertyType.IsEnum
                ? string.Join(" or ", Enum.GetNames(property.PropertyType).Select(n => SmallName(n) + (string.Equals(n, property.GetValue(kernel)!.ToString(), StringComparison.Ordinal) ? " (default)" : "")))
                : System.Convert.ToString(property.GetValue(kernel), CultureInfo.InvariantCulture) is { Length: > 0 } value ? $"default {value}" : "";
            described.Add(SmallName(property.Name), property.PropertyType.IsEnum ? $"{initial}: {meaning}" : $"{meaning}{unit}{(initial.Length > 0 ? $", {initial}" : "")}");
        }

        return described;
    }

    private static PropertyInfo[] Of(Type type) => [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true })];

    /// <summary>A name in small letters with underscores: MaxAge is max_age.</summary>
    internal static string SmallName(string name)
    {
        var small = new StringBuilder();
        foreach ((int i, char letter) in name.Index())
        {
            if (char.IsUpper(letter) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                small.Append('_');
            small.Append(char.ToLowerInvariant(letter));
        }

        return small.ToString();
    }

    /// <returns>Why the value does not fit, null if it does.</returns>
    private static Problem? Convert(PropertyInfo property, ParameterSpec value, string place, out object? converted)
    {
        converted = null;
        Problem? problem = null;
        Type type = property.PropertyType;
        if (type == typeof(string))
        {
            converted = value.Text;
        }
        else if (type == typeof(bool))
        {
            if (value.TryBoolean(out bool yes, out problem))
                converted = yes;
        }
        else if (type.IsEnum)
        {
            string? chosen = Array.Find(Enum.GetNames(type), n => string.Equals(n, value.Text, StringComparison.Ordinal) || string.Equals(SmallName(n), value.Text, StringComparison.Ordinal));
            if (chosen is not null)
                converted = Enum.Parse(type, chosen);
            else
                problem = Unknown(place, $"{SmallName(property.Name)} is '{value.Text}'", value.Text, [.. Enum.GetNames(type).Select(SmallName)]);
        }
        else if (type == typeof(double) || type == typeof(float) || type == typeof(int) || type == typeof(long))
        {
            problem = Number(property, value, place, type, out converted);
        }
        else
        {
            problem = new Problem(place, $"the parameter {property.Name} is a {type.Name}, which an experiment cannot give", "make it a double, int, bool, string or enum");
        }

        return problem is null ? null : problem with { Place = place };
    }

    private static Problem? Number(PropertyInfo property, ParameterSpec value, string place, Type type, out object? converted)
    {
        converted = null;
        string unit = property.GetCustomAttribute<ParameterAttribute>()?.Unit ?? "1";
        if (!Units.TryParse(unit, place, out Units? units, out Problem? problem))
            return problem with { What = $"the parameter {property.Name}: {problem.What}" };
        if (!value.TryIn(units, out double number, out problem))
            return problem with { Remedy = $"{SmallName(property.Name)} is {(unit is "1" ? "a plain number" : $"measured in {unit}")}" };
        if (type == typeof(double) || type == typeof(float))
        {
            converted = type == typeof(double) ? (object)number : (float)number;
            return null;
        }

        double most = type == typeof(int) ? int.MaxValue : 1L << 53;
        if (number != Math.Floor(number) || Math.Abs(number) > most)
            return new Problem(place, $"{SmallName(property.Name)} is {number.ToString(CultureInfo.InvariantCulture)}", "give a whole number");
        converted = type == typeof(int) ? (object)(int)number : (long)number;
        return null;
    }

    private static Problem Unknown(string place, string what, string word, IReadOnlyList<string> known) => new(
        place, what, known.Count == 0 ? "remove it" : Suggestion.Nearest(word, known) is { } near ? $"did you mean {near}?" : $"there are {string.Join(", ", known)}");
}
