using System.Globalization;
using System.Reflection;
using Drift.Core.Foundation;
using Drift.Core.Kernels;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Drift.App.UserKernels;

/// <summary>Compiles the kernel of a file in memory, after looking whether it could make results differ from run to run.</summary>
internal sealed class KernelCompiler : IKernelCompiler
{
    /// <summary>One mistake makes many errors: more than these say nothing new.</summary>
    private const int MostProblems = 20;

    // What a kernel names most, so that a file of a few lines needs no using line.
    private const string Usings = """
        global using System;
        global using Drift.Core.Fields;
        global using Drift.Core.Foundation;
        global using Drift.Core.Kernels;
        global using Drift.Core.Particles;
        """;

    private static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp14, DocumentationMode.None);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: false,
        deterministic: true,
        concurrentBuild: false,
        nullableContextOptions: NullableContextOptions.Enable);

    /// <inheritdoc/>
    public CompiledKernel Compile(string file)
    {
        string text = Read(file);
        string shown = Shown(file);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), Language, file);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "kernel " + Path.GetFileNameWithoutExtension(file), [CSharpSyntaxTree.ParseText(Usings, Language), tree], KernelReferences.All, Options);
        Refuse(Errors(compilation.GetDiagnostics(), shown));
        SemanticModel model = compilation.GetSemanticModel(tree);
        INamedTypeSymbol kernel = KernelType.Find(model, shown);
        var reach = StepReach.Of(kernel, compilation);
        Refuse(DeterminismRules.Check(model, kernel, reach, shown));

        // From here on nothing should go wrong: places of errors would be those of a text that the user did not write.
        SyntaxTree annotated = tree.WithRootAndOptions(new InliningRewriter(reach).Visit(tree.GetRoot()), Language);
        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        EmitResult emitted = compilation.ReplaceSyntaxTree(tree, annotated).Emit(image, symbols, options: new EmitOptions(debugInformationFormat: DebugInformationFormat.PortablePdb));
        Refuse(Errors(emitted.Diagnostics, shown));
        Type type = Assembly.Load(image.ToArray(), symbols.ToArray()).GetType(KernelType.FullName(kernel), throwOnError: true)!;
        return new CompiledKernel(type, file, text);
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriftException(ExitCode.Preflight, new Problem(file, $"the kernel cannot be read: {e.Message}"), e);
        }
    }

    /// <summary>The file as its user would name it: from the current folder where it stands below.</summary>
    private static string Shown(string file)
    {
        string relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), file);
        return relative.StartsWith("..", StringComparison.Ordinal) ? file : relative;
    }

    private static IEnumerable<Problem> Errors(IEnumerable<Diagnostic> diagnostics, string file) =>
        diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).OrderBy(d => d.Location.SourceSpan.Start).Select(d =>
            new Problem(PlaceIn(file, d.Location), $"{d.GetMessage(CultureInfo.InvariantCulture)} ({d.Id})", Remedy(d.Id)));

    private static string Remedy(string error) => error switch
    {
        "CS8983" => "write an empty pair of brackets after the name of the struct, as in 'struct Sinking() : IKernel'",
        "CS0227" => "a kernel works on the numbers that it is given; remove 'unsafe'",
        "CS0029" or "CS0019" or "CS0266" => "over lanes a comparison is a mask: take F.Select(mask, a, b), or write an IParticleKernel, which has plain numbers",
        _ => "",
    };

    private static string PlaceIn(string file, Location location)
    {
        LinePosition start = location.SourceTree is null ? default : location.GetLineSpan().StartLinePosition;
        return string.Create(CultureInfo.InvariantCulture, $"{file}:{start.Line + 1}:{start.Character + 1}");
    }

    private static void Refuse(IEnumerable<Problem> problems)
    {
        Problem[] found = [.. problems.Distinct().Take(MostProblems)];
        if (found.Length > 0)
            throw new DriftException(ExitCode.Preflight, found);
    }
}
