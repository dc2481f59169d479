using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Drift.App.UserKernels;

/// <summary>
/// Asks the JIT to inline what runs in steps, which it does not do of itself for a struct that it has no profile of: the kernel
/// would run at less than half its speed. It stays on the line, so that numbers of lines remain those of the user's file.
/// </summary>
/// <param name="reach">What runs in steps.</param>
internal sealed class InliningRewriter(StepReach reach) : CSharpSyntaxRewriter
{
    private static readonly AttributeListSyntax Inlining = SyntaxFactory.ParseCompilationUnit(
            "[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)] void M() { }")
        .DescendantNodes().OfType<AttributeListSyntax>().Single();

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        if (!reach.Contains(node) || node.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString().Contains("MethodImpl", StringComparison.Ordinal)))
            return node;
        SyntaxTriviaList before = node.GetLeadingTrivia();
        return node.WithoutLeadingTrivia()
            .WithAttributeLists(node.WithoutLeadingTrivia().AttributeLists.Insert(0, Inlining))
            .WithLeadingTrivia(before);
    }
}
