using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Drift.Architecture.Tests;

public sealed class SnippetTests
{
    // What ImplicitUsings gives to every project.
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // With the lines that begin with "#:", which say what a program of one file needs.
    private static readonly CSharpParseOptions Options = CSharpParseOptions.Default
        .WithLanguageVersion(LanguageVersion.CSharp14)
        .WithFeatures([new("FileBasedProgram", "true")]);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    [Fact]
    public void Every_program_in_the_docs_compiles()
    {
        Docs.Block[] blocks = [.. Docs.Blocks("csharp")];
        Assert.NotEmpty(blocks);
        Found.Nothing(blocks.SelectMany(Errors));
    }

    [Fact]
    public void A_program_that_does_not_compile_is_noticed() =>
        Assert.Contains("CS0117", Assert.Single(Errors(new("here", "csharp", "Console.WriteLin(1);"))), StringComparison.Ordinal);

    private static IEnumerable<string> Errors(Docs.Block block)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(block.Text, Options);
        bool isProgram = tree.GetRoot().ChildNodes().Any(node => node is GlobalStatementSyntax);
        CSharpCompilationOptions options = new(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
        return from error in CSharpCompilation.Create("snippet", [CSharpSyntaxTree.ParseText(Usings, Options), tree], References, options).GetDiagnostics()
               where error.Severity >= DiagnosticSeverity.Warning
               select $"{block.Place}: {error}";
    }
}
