using System.Text.RegularExpressions;

namespace Drift.Mpi.Communicators;

/// <summary>The name and version of an MPI library out of its long version text.</summary>
internal static partial class LibraryName
{
    /// <summary>For example "Open MPI 4.1.4" or "MPICH 4.0.2"; the first words of the text where the form is not known.</summary>
    /// <param name="version">The text of MPI_Get_library_version in one line.</param>
    public static string Of(string version)
    {
        Match match = Form().Match(version);
        if (match.Success)
            return $"{match.Groups["name"].Value} {match.Groups["number"].Value}";
        string sentence = version.Split([',', ';'], 2)[0];
        return sentence.Length <= 60 ? sentence : sentence[..60];
    }

    // Open MPI v4.1.4, package …   MPICH Version: 4.0.2 …   MVAPICH2 Version: 2.3.7 …
    // Intel(R) MPI Library 2021.9 for Linux* OS   MPI VERSION : CRAY MPICH version 8.1.25.17 (ANL base …)
    [GeneratedRegex(
        @"(?<name>Open MPI|CRAY MPICH|Intel\(R\) MPI Library|MVAPICH2?|MPICH)(?: version| library)?\s*:?\s*v?(?<number>\d[\w.\-]*)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
