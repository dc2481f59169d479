using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Drift.App.UserKernels;

/// <summary>The code of a file that runs in steps: Step, StepAll and all that they call. The rest runs once, before the first step.</summary>
internal sealed class StepReach
{
    private readonly HashSet<SyntaxNode> nodes = [];

    private StepReach()
    {
    }

    /// <summary>All declarations that are reached.</summary>
    public IEnumerable<SyntaxNode> Declarations => nodes;

    /// <summary>Whether a declaration is reached.</summary>
    public bool Contains(SyntaxNode declaration) => nodes.Contains(declaration);

    /// <summary>Whether some code belongs to a declaration that is reached.</summary>
    public bool IsInside(SyntaxNode node) => node.AncestorsAndSelf().Any(nodes.Contains);

    /// <summary>Follows the calls from Step.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="compilation">What it was compiled in.</param>
    public static StepReach Of(INamedTypeSymbol kernel, Compilation compilation)
    {
        var reach = new StepReach();
        var open = new Stack<SyntaxNode>(
            from contract in kernel.AllInterfaces.Where(KernelType.IsContract)
            from step in contract.GetMembers("Step").Concat(contract.GetMembers("StepAll"))
            let method = kernel.FindImplementationForInterfaceMember(step)
            where method is not null
            from declared in method.DeclaringSyntaxReferences
            select declared.GetSyntax());
        while (open.TryPop(out SyntaxNode? declaration))
        {
            if (!reach.nodes.Add(declaration))
                continue;
            SemanticModel model = compilation.GetSemanticModel(declaration.SyntaxTree);
            foreach (SyntaxNode used in declaration.DescendantNodes().Where(IsUse))
            {
                foreach (SyntaxReference body in Code(model.GetSymbolInfo(used).Symbol, kernel).SelectMany(method => method.OriginalDefinition.DeclaringSyntaxReferences))
                    open.Push(body.GetSyntax());
            }
        }

        return reach;
    }

    /// <summary>The code behind a name. Properties of the kernel itself are only read in steps: to set one is refused.</summary>
    private static IEnumerable<IMethodSymbol> Code(ISymbol? symbol, INamedTypeSymbol kernel) => symbol switch
    {
        IMethodSymbol method => [method],
        IPropertySymbol property when SymbolEqualityComparer.Default.Equals(property.ContainingType, kernel) => new[] { property.GetMethod }.OfType<IMethodSymbol>(),
        IPropertySymbol property => new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>(),
        _ => [],
    };

    /// <summary>A name of a method or property, a constructor or an operator.</summary>
    private static bool IsUse(SyntaxNode node) => node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax or BinaryExpressionSyntax
        or PrefixUnaryExpressionSyntax or AssignmentExpressionSyntax or ElementAccessExpressionSyntax or CastExpressionSyntax;
}
