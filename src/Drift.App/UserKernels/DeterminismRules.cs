using System.Globalization;
using Drift.Core.Foundation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Drift.App.UserKernels;

/// <summary>Refuses in a kernel what could make results differ between runs, ranks, threads or machines, or slow every step down.</summary>
internal sealed class DeterminismRules
{
    private static readonly string[] Attributes = ["ParameterAttribute", "MethodImplAttribute", "FlagsAttribute", "ObsoleteAttribute"];

    private readonly SemanticModel model;
    private readonly StepReach reach;
    private readonly string file;
    private readonly List<Problem> problems = [];
    private readonly HashSet<(int Line, string Type)> said = [];

    private DeterminismRules(SemanticModel model, StepReach reach, string file) => (this.model, this.reach, this.file) = (model, reach, file);

    /// <summary>Looks through a file that compiles.</summary>
    /// <param name="model">The file.</param>
    /// <param name="kernel">Its kernel.</param>
    /// <param name="reach">What runs in steps.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <returns>What is refused, each with its place in the file.</returns>
    public static IReadOnlyList<Problem> Check(SemanticModel model, INamedTypeSymbol kernel, StepReach reach, string file)
    {
        var rules = new DeterminismRules(model, reach, file);
        foreach (SyntaxNode node in model.SyntaxTree.GetRoot().DescendantNodes())
            rules.Look(node);
        new StepRules(model, kernel, rules.Refuse).Check(reach.Declarations);
        return [.. rules.problems.OrderBy(p => Position(p.Place))];
    }

    private void Look(SyntaxNode node)
    {
        switch (node)
        {
            case SimpleNameSyntax name:
                Name(name);
                break;
            case AttributeSyntax attribute when model.GetTypeInfo(attribute).Type is { } type && !Attributes.Contains(type.Name, StringComparer.Ordinal):
                Refuse(attribute, $"the attribute {type.Name} is not for kernels", "remove it");
                break;
            case TypeDeclarationSyntax { RawKind: (int)SyntaxKind.ClassDeclaration or (int)SyntaxKind.RecordDeclaration } type when !type.Modifiers.Any(SyntaxKind.StaticKeyword):
                Refuse(type.Identifier, $"{type.Identifier.Text} is a class, whose objects are shared by all threads", "make it a struct, or a static class of functions");
                break;
            case MemberDeclarationSyntax member when member.Modifiers.Any(SyntaxKind.ExternKeyword):
                Refuse(member, "a kernel calls nothing outside of it", "remove 'extern'");
                break;
            case VariableDeclaratorSyntax when model.GetDeclaredSymbol(node) is IFieldSymbol field:
                Static(node, field.Name, field);
                break;
            case PropertyDeclarationSyntax property when model.GetDeclaredSymbol(property) is { IsStatic: true } symbol:
                foreach (IFieldSymbol behind in symbol.ContainingType.GetMembers().OfType<IFieldSymbol>().Where(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, symbol)))
                    Static(property, symbol.Name, behind);
                break;
        }
    }

    private void Name(SimpleNameSyntax name)
    {
        if (model.GetSymbolInfo(name).Symbol is not { } symbol || name.Ancestors().Any(a => a is AttributeSyntax or ThrowStatementSyntax or ThrowExpressionSyntax)
            || AllowedNames.Refusal(symbol, reach.IsInside(name)) is not var (type, what, remedy))
            return;
        if (said.Add((name.GetLocation().GetLineSpan().StartLinePosition.Line, type)))
            Refuse(name, what, remedy);
    }

    private void Static(SyntaxNode node, string name, IFieldSymbol field)
    {
        if (!field.IsStatic || field.IsConst)
            return;
        if (!field.IsReadOnly)
            Refuse(node, $"{name} is static and can change: all ranks and threads would share it in an order that differs from run to run", "make it const, a parameter, or a variable of the particles (binding.Variable)");
        else if (!field.Type.IsUnmanagedType && field.Type.SpecialType != SpecialType.System_String)
            Refuse(node, $"{name} is static, and what it holds can change", "keep it in a field of the struct that Bind fills in");
    }

    private void Refuse(SyntaxNodeOrToken at, string what, string remedy)
    {
        FileLinePositionSpan span = at.GetLocation()!.GetLineSpan();
        problems.Add(new Problem(string.Create(CultureInfo.InvariantCulture, $"{file}:{span.StartLinePosition.Line + 1}:{span.StartLinePosition.Character + 1}"), what, remedy));
    }

    private static (int Line, int Column) Position(string place)
    {
        string[] parts = place.Split(':');
        return (int.Parse(parts[^2], CultureInfo.InvariantCulture), int.Parse(parts[^1], CultureInfo.InvariantCulture));
    }
}
