using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Autograd.Analyzers.Tests;

/// <summary>
/// A piece of a program, compiled beside the library and looked at by the analyzers. What they should mark is written in the text as
/// <c>{|AG0001:_hidden|}</c>; everything else must be left alone.
/// </summary>
internal static class Snippet
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using Autograd;
        using Autograd.Nn;

        """;

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Latest);

    private static readonly CSharpParseOptions s_parse13 = new(LanguageVersion.CSharp13);

    private static readonly CSharpCompilationOptions s_options = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    private static readonly MetadataReference[] s_runtime =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(p) is "netstandard.dll" or "mscorlib.dll")
            .Select(p => MetadataReference.CreateFromFile(p))];

    private static readonly MetadataReference s_library = MetadataReference.CreateFromFile(typeof(Tensor).Assembly.Location);

    private static readonly DiagnosticAnalyzer[] s_analyzers = [new ModuleAnalyzer(), new DroppedScopeAnalyzer(), new ReplacedTensorAnalyzer(), new NegativeRangeAnalyzer()];

    private static readonly CodeFixProvider[] s_fixes = [new RegisterMemberFix(), new HoldScopeFix(), new ChangeInPlaceFix(), new CountFromEndFix()];

    /// <summary>Checks that exactly the marked places are reported.</summary>
    /// <param name="marked">The source, with marks; the usual usings stand before it.</param>
    internal static Task Check(string marked) => Check(Usings + marked, [.. s_runtime, s_library], s_parse);

    /// <summary>The same, compiled as C# 13.</summary>
    internal static Task CheckAs13(string marked) => Check(Usings + marked, [.. s_runtime, s_library], s_parse13);

    /// <summary>The same for a source that brings its own Tensor, Module and Parameter.</summary>
    internal static Task CheckAlone(string marked) => Check(marked, s_runtime, s_parse);

    /// <summary>Checks that the first fix of the first diagnostic gives a text that compiles and is no longer reported.</summary>
    internal static Task CheckFix(string before, string after) => CheckFix(before, after, s_parse);

    /// <summary>The same, compiled as C# 13.</summary>
    internal static Task CheckFixAs13(string before, string after) => CheckFix(before, after, s_parse13);

    private static async Task CheckFix(string before, string after, CSharpParseOptions options)
    {
        using AdhocWorkspace workspace = new();
        Project project = workspace.AddProject("snippet", LanguageNames.CSharp)
            .WithParseOptions(options).WithCompilationOptions(s_options).WithMetadataReferences([.. s_runtime, s_library]);
        Document document = project.AddDocument("Snippet.cs", Usings + before);
        Diagnostic found = (await Diagnose((await document.Project.GetCompilationAsync())!)).First();
        CodeFixProvider provider = Assert.Single(s_fixes, f => f.FixableDiagnosticIds.Contains(found.Id));
        List<CodeAction> actions = [];
        await provider.RegisterCodeFixesAsync(new CodeFixContext(document, found, (action, _) => actions.Add(action), CancellationToken.None));
        ImmutableArray<CodeActionOperation> operations = await Assert.Single(actions).GetOperationsAsync(CancellationToken.None);
        Document changed = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(document.Id)!;
        Assert.Equal(Usings + after, (await changed.GetTextAsync()).ToString());
        Assert.Empty(await Diagnose((await changed.Project.GetCompilationAsync())!));
    }

    /// <summary>The number of fixes offered for the first diagnostic.</summary>
    internal static async Task<int> CountFixes(string source)
    {
        using AdhocWorkspace workspace = new();
        Project project = workspace.AddProject("snippet", LanguageNames.CSharp)
            .WithParseOptions(s_parse).WithCompilationOptions(s_options).WithMetadataReferences([.. s_runtime, s_library]);
        Document document = project.AddDocument("Snippet.cs", Usings + source);
        Diagnostic found = (await Diagnose((await document.Project.GetCompilationAsync())!)).First();
        int count = 0;
        foreach (CodeFixProvider provider in s_fixes.Where(f => f.FixableDiagnosticIds.Contains(found.Id)))
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, found, (_, _) => count++, CancellationToken.None));
        return count;
    }

    /// <summary>The compiler's errors.</summary>
    internal static string[] Errors(string source)
    {
        var compilation = CSharpCompilation.Create("snippet", [CSharpSyntaxTree.ParseText(Usings + source, s_parse)], [.. s_runtime, s_library], s_options);
        return [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id)];
    }

    private static async Task Check(string marked, MetadataReference[] references, CSharpParseOptions options)
    {
        (string source, List<(string Id, TextSpan Span)> expected) = Unmark(marked);
        var compilation = CSharpCompilation.Create("snippet", [CSharpSyntaxTree.ParseText(source, options)], references, s_options);
        IEnumerable<string> found = (await Diagnose(compilation)).Select(d => $"{d.Id} at '{source[d.Location.SourceSpan.Start..d.Location.SourceSpan.End]}'");
        Assert.Equal(expected.OrderBy(e => e.Span.Start).Select(e => $"{e.Id} at '{source[e.Span.Start..e.Span.End]}'"), found);
    }

    private static async Task<Diagnostic[]> Diagnose(Compilation compilation)
    {
        Assert.Empty(compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        ImmutableArray<Diagnostic> found = await compilation.WithAnalyzers([.. s_analyzers]).GetAnalyzerDiagnosticsAsync();
        return [.. found.OrderBy(d => d.Location.SourceSpan.Start)];
    }

    private static (string Source, List<(string Id, TextSpan Span)> Marks) Unmark(string marked)
    {
        StringBuilder source = new();
        List<(string, TextSpan)> marks = [];
        int at = 0;
        while (marked.IndexOf("{|", at, StringComparison.Ordinal) is >= 0 and var open)
        {
            int colon = marked.IndexOf(':', open), close = marked.IndexOf("|}", open, StringComparison.Ordinal);
            source.Append(marked, at, open - at);
            marks.Add((marked[(open + 2)..colon], new TextSpan(source.Length, close - colon - 1)));
            source.Append(marked, colon + 1, close - colon - 1);
            at = close + 2;
        }

        return (source.Append(marked, at, marked.Length - at).ToString(), marks);
    }
}
