using System.Globalization;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Drift.App.UserKernels;

/// <summary>The one kernel of a file.</summary>
internal static class KernelType
{
    private const string HowTo = "declare 'public struct NAME : IParticleKernel' with a method Bind and a method Step";

    /// <summary>Finds it.</summary>
    /// <param name="model">The file.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="DriftException">Code Preflight: there is none, or there are several, or it is no plain struct.</exception>
    public static INamedTypeSymbol Find(SemanticModel model, string file)
    {
        INamedTypeSymbol[] kernels =
        [
            .. model.SyntaxTree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>()
                .Select(declaration => model.GetDeclaredSymbol(declaration)!)
                .Where(type => type.TypeKind != TypeKind.Interface && type.AllInterfaces.Any(IsContract)),
        ];
        if (kernels.Length == 0)
            throw Refusal(file, "there is no kernel in the file", HowTo);
        INamedTypeSymbol kernel = kernels[0];
        if (kernels.Length > 1)
            throw Refusal(Place(file, kernels[1]), $"the file holds {kernels.Length} kernels: {string.Join(", ", kernels.Select(k => k.Name))}", "give each a file of its own");
        if (kernel.TypeKind != TypeKind.Struct || kernel.IsRefLikeType)
            throw Refusal(Place(file, kernel), $"the kernel {kernel.Name} is no plain struct", HowTo);
        if (kernel.IsGenericType || kernel.ContainingType is not null)
            throw Refusal(Place(file, kernel), $"the kernel {kernel.Name} has type parameters, or stands inside another type", HowTo);
        if (kernel.InstanceConstructors.Any(c => c.Parameters.Length > 0))
            throw Refusal(Place(file, kernel), $"the kernel {kernel.Name} has a constructor that takes values, and nothing gives them", "make them public properties: those are its parameters");
        if (kernel.AllInterfaces.Count(IsContract) > 1)
            throw Refusal(Place(file, kernel), $"the kernel {kernel.Name} is both an IKernel and an IParticleKernel", "leave one away");
        return kernel;
    }

    /// <summary>The name by which the runtime finds the type.</summary>
    public static string FullName(INamedTypeSymbol type) =>
        type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";

    /// <summary>Whether an interface is one that kernels implement.</summary>
    public static bool IsContract(INamedTypeSymbol type) =>
        type.Name is nameof(IKernel) or nameof(IParticleKernel)
        && string.Equals(type.ContainingNamespace.ToDisplayString(), typeof(IKernel).Namespace, StringComparison.Ordinal);

    private static string Place(string file, INamedTypeSymbol type)
    {
        var start = type.Locations[0].GetLineSpan().StartLinePosition;
        return string.Create(CultureInfo.InvariantCulture, $"{file}:{start.Line + 1}:{start.Character + 1}");
    }

    private static DriftException Refusal(string place, string what, string remedy) => new(ExitCode.Preflight, new Problem(place, what, remedy));
}
