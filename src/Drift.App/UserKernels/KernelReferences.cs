using Drift.Core.Kernels;
using Microsoft.CodeAnalysis;

namespace Drift.App.UserKernels;

/// <summary>The libraries that a kernel is compiled against: few, because each takes time to read at every start.</summary>
internal static class KernelReferences
{
    // Those of the runtime that a kernel may use, and the most likely of those that it may not, so that the message is about
    // what is refused and not about a name that is not found.
    private static readonly string[] Names =
    [
        "System.Private.CoreLib", "System.Runtime", "System.Runtime.Extensions", "System.Memory", "System.Console", "System.Linq", "System.Collections",
        "System.Threading", "System.Threading.Thread",
    ];

    /// <summary>Them all.</summary>
    public static IReadOnlyList<MetadataReference> All { get; } =
    [
        .. Platform().Append(typeof(IKernel).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static IEnumerable<string> Platform() =>
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
            .Where(path => Names.Contains(Path.GetFileNameWithoutExtension(path), StringComparer.Ordinal));
}
