using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Drift.App.UserKernels;

/// <summary>What code that runs in steps may not do: allocate, throw, and remember anything but in variables of particles.</summary>
/// <param name="model">The file.</param>
/// <param name="kernel">Its kernel.</param>
/// <param name="refuse">Takes where, what and what to do.</param>
internal sealed class StepRules(SemanticModel model, INamedTypeSymbol kernel, Action<SyntaxNodeOrToken, string, string> refuse)
{
    private const string Variables = "declare a variable of the particles (binding.Variable), or use a local one";

    private readonly HashSet<SyntaxNode> seen = [];

    /// <summary>Looks through declarations.</summary>
    /// <param name="declarations">Methods, properties, operators.</param>
    public void Check(IEnumerable<SyntaxNode> declarations)
    {
        foreach (SyntaxNode declaration in declarations)
            Visit(declaration);
    }

    private void Visit(SyntaxNode node)
    {
        // Attributes and initial values are made before the first step.
        if (!seen.Add(node) || node is AttributeListSyntax or EqualsValueClauseSyntax)
            return;
        if (model.GetOperation(node) is { } operation)
        {
            foreach (IOperation each in operation.DescendantsAndSelf())
                Look(each);
            return;
        }

        foreach (SyntaxNode child in node.ChildNodes())
            Visit(child);
    }

    private void Look(IOperation operation)
    {
        switch (operation)
        {
            case IThrowOperation:
                Refuse(operation, "a step does not throw: it would end all ranks", "give the particle a status: p.Delete() or p.End(…); refuse wrong parameters in Bind");
                break;
            case IObjectCreationOperation { Type: { IsReferenceType: true } made } when !operation.Syntax.Ancestors().Any(a => a is ThrowStatementSyntax or ThrowExpressionSyntax):
                Allocates(operation, $"'new {made.Name}'");
                break;
            case IArrayCreationOperation when operation.Syntax.Kind() is not SyntaxKind.StackAllocArrayCreationExpression and not SyntaxKind.ImplicitStackAllocArrayCreationExpression && !IsStack(operation):
                Allocates(operation, "an array");
                break;
            case ICollectionExpressionOperation { Type.IsReferenceType: true }:
                Allocates(operation, "a collection");
                break;
            case IAnonymousFunctionOperation or IDelegateCreationOperation when operation.Parent is not IDelegateCreationOperation:
                Allocates(operation, "a function as a value");
                break;
            case IInterpolatedStringOperation or IBinaryOperation { Type.SpecialType: SpecialType.System_String }:
                Allocates(operation, "a text");
                break;
            case ITypeOfOperation:
                Refuse(operation, "a step that looks at types could differ with the number of lanes", "write the same for all");
                break;
            case IConversionOperation conversion:
                Convert(conversion);
                break;
            case IAssignmentOperation assignment:
                Write(assignment.Target);
                break;
            case IIncrementOrDecrementOperation increment:
                Write(increment.Target);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument:
                Write(argument.Value);
                break;
            case IVariableDeclaratorOperation { Symbol.RefKind: RefKind.Ref } declarator when declarator.GetVariableInitializer() is { } initial:
                Write(initial.Value);
                break;
            case IInvocationOperation { Instance: { } target, TargetMethod: { IsReadOnly: false, ContainingType.TypeKind: TypeKind.Struct } method } when target is not IInstanceReferenceOperation && IsSource(method):
                Write(target);
                break;
        }
    }

    private void Convert(IConversionOperation conversion)
    {
        ITypeSymbol? from = conversion.Operand.Type, to = conversion.Type;
        if (from is { IsValueType: true } && to is { IsReferenceType: true })
            Allocates(conversion, $"{from.Name} as {to.Name}");
        if (from is IArrayTypeSymbol && to is { Name: "Span" })
            Refuse(conversion, "arrays are shared by all threads, and a span may change them", "use ReadOnlySpan, or stackalloc");
    }

    /// <summary>Refuses to write to what outlives the step: fields of the kernel, arrays, static fields.</summary>
    private void Write(IOperation target)
    {
        switch (target)
        {
            case IArrayElementReferenceOperation:
                Refuse(target, "a step changes an array, which all threads share", Variables);
                break;
            case IInstanceReferenceOperation when IsKernel(target.Type):
                Refuse(target, "a step changes the kernel itself: results would depend on blocks and threads", Variables);
                break;
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member when Root(member) is IInstanceReferenceOperation root && IsKernel(root.Type):
                Refuse(target, $"a step changes {member.Member.Name}, a field of the kernel: results would depend on blocks and threads", Variables);
                break;
            case ITupleOperation tuple:
                foreach (IOperation element in tuple.Elements)
                    Write(element);
                break;
        }
    }

    private static IOperation? Root(IOperation operation)
    {
        while (operation is IMemberReferenceOperation { Instance: { } inner })
            operation = inner;
        return operation;
    }

    private bool IsKernel(ITypeSymbol? type) => SymbolEqualityComparer.Default.Equals(type?.OriginalDefinition, kernel.OriginalDefinition);

    private static bool IsSource(ISymbol symbol) => symbol.Locations.Any(l => l.IsInSource);

    private static bool IsStack(IOperation operation) => operation.Type is { TypeKind: TypeKind.Pointer } or { Name: "Span" or "ReadOnlySpan" };

    private void Allocates(IOperation operation, string what) =>
        Refuse(operation, $"a step allocates memory: {what}", "use numbers and structs; what is the same in all steps is made in Bind");

    private void Refuse(IOperation operation, string what, string remedy) => refuse(operation.Syntax, what, remedy);
}
