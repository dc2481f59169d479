using Drift.Core.Files;
using Drift.Core.Foundation;
using Drift.Core.Grids;

namespace Drift.Core.Fields.Sources;

/// <summary>
/// The terms by which levels follow the bottom and the surface: CF's <c>formula_terms</c>, or the names that ROMS and CROCO use where a
/// file has no such attribute. Source: CF conventions 1.11, section 4.3.3 and appendix D.
/// </summary>
internal sealed record NetcdfFormula(double[] S, double[] Stretching, double CriticalDepth, Vtransform Transform, string Bottom, string Surface)
{
    private const string Remedy = "give a file with the terms of its formula, as ROMS and CROCO write them";

    /// <summary>The formula of a vertical coordinate; null for one that has none.</summary>
    public static NetcdfFormula? Of(NetcdfReader file, NetcdfVariable coordinate)
    {
        string place = $"{file.Path}, variable {coordinate.Name}", kind = coordinate.Text("standard_name") ?? "";
        bool isNamed = coordinate.Name is "s_rho" or "s_w" or "sc_r" or "sc_w";
        if (coordinate.Text("formula_terms") is null && !isNamed && !kind.StartsWith("ocean_s", StringComparison.Ordinal))
            return null;
        Dictionary<string, string> terms = Terms(coordinate.Text("formula_terms") ?? "");
        string Term(string key, string usual) => terms.GetValueOrDefault(key, usual);
        string bottom = Term("depth", "h"), surface = Term("eta", "zeta");
        if (kind is "ocean_sigma_coordinate")
        {
            // σ is the stretching of the second form where no depth is critical.
            double[] sigma = Numbers(file, Term("sigma", coordinate.Name), place);
            return new(sigma, sigma, 0, Vtransform.Shchepetkin, bottom, surface);
        }

        string letter = coordinate.Name.EndsWith('w') ? "w" : "r";
        string s = Term("s", coordinate.Name);
        return new(
            Numbers(file, s, place),
            Numbers(file, Term("C", $"Cs_{letter}"), place),
            Numbers(file, Term("depth_c", "hc"), place)[0],
            TransformOf(file, kind, s, place),
            bottom,
            surface);
    }

    private static Vtransform TransformOf(NetcdfReader file, string kind, string s, string place)
    {
        if (kind.StartsWith("ocean_s_coordinate_g1", StringComparison.Ordinal))
            return Vtransform.Original;
        if (kind.StartsWith("ocean_s_coordinate_g2", StringComparison.Ordinal))
            return Vtransform.Shchepetkin;
        string? said = file.Find(s)?.Text("Vtransform");
        double? number = file.Find("Vtransform") is { } variable && variable.Count == 1 ? file.ReadAll<double>(variable)[0]
            : file.Attribute("Vtransform") is { Numbers: [double one, ..] } ? one : null;
        number ??= said is "1" ? 1 : said is "2" ? 2 : 0;
        return number switch
        {
            1 => Vtransform.Original,
            2 => Vtransform.Shchepetkin,
            _ => throw new DriftException(ExitCode.Preflight, new Problem(place, $"it does not say which formula its levels have: {(kind.Length > 0 ? $"the standard_name is {kind}, and there" : "there")} is no Vtransform of 1 or 2", Remedy)),
        };
    }

    private static Dictionary<string, string> Terms(string text)
    {
        string[] words = text.Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var terms = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int i = 0; i + 1 < words.Length; i += 2)
            terms[words[i].TrimEnd(':')] = words[i + 1];
        return terms;
    }

    /// <summary>A term: a variable, or an attribute of the file.</summary>
    private static double[] Numbers(NetcdfReader file, string name, string place)
    {
        double[] numbers = file.Find(name) is { } variable ? file.ReadAll<double>(variable) : file.Attribute(name)?.Numbers ?? [];
        return numbers.Length > 0 && numbers.All(double.IsFinite) ? numbers
            : throw new DriftException(ExitCode.Preflight, new Problem(place, $"'{name}', a term of its formula, is {(numbers.Length == 0 ? "not in the file" : "no number")}", Remedy));
    }
}
