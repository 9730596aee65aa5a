using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Architecture;

/// <summary>One file's use of something that another file declares.</summary>
/// <param name="From">The file that uses it, below the library's folder.</param>
/// <param name="To">The file that declares it.</param>
/// <param name="Symbol">What is used.</param>
/// <param name="Line">Where, in <paramref name="From"/>.</param>
internal readonly record struct Import(string From, string To, string Symbol, int Line);

/// <summary>Every file of the library's source, and what each uses of the others, as the compiler resolves it.</summary>
/// <remarks>Documentation comments do not count: they may point anywhere.</remarks>
internal sealed class SourceMap
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private readonly CSharpCompilation _compilation;
    private readonly string _folder;

    /// <param name="folder">The library's folder.</param>
    /// <param name="planted">Further files, by their path below the folder: tests plant imports with them.</param>
    public SourceMap(string folder, params ReadOnlySpan<(string Path, string Text)> planted)
    {
        _folder = folder;
        CSharpParseOptions options = new(LanguageVersion.Latest);
        List<SyntaxTree> trees = [CSharpSyntaxTree.ParseText(ImplicitUsings, options)];
        foreach (string file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string path = Below(file);
            if (path.StartsWith("obj/", StringComparison.Ordinal) || path.StartsWith("bin/", StringComparison.Ordinal)) continue;
            trees.Add(CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, file));
        }

        foreach ((string path, string text) in planted) trees.Add(CSharpSyntaxTree.ParseText(text, options, Path.Combine(folder, path)));
        string assemblies = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        IEnumerable<MetadataReference> references = assemblies.Split(Path.PathSeparator)
            .Where(static assembly => !Path.GetFileName(assembly).StartsWith("Autograd", StringComparison.Ordinal))
            .Select(static assembly => MetadataReference.CreateFromFile(assembly));
        _compilation = CSharpCompilation.Create(
            "Autograd", trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>What the compiler rejects: nothing, or the imports are not known.</summary>
    public IReadOnlyList<string> Errors =>
        [.. _compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error).Select(static d => d.ToString())];

    /// <summary>The files, by their paths below the library's folder.</summary>
    public IEnumerable<string> Files => _compilation.SyntaxTrees.Where(static tree => tree.FilePath.Length > 0).Select(tree => Below(tree.FilePath));

    /// <summary>Every use of another file, the first of each symbol in each file.</summary>
    public IReadOnlyList<Import> Imports()
    {
        var found = new HashSet<(string From, string To, string Symbol)>();
        var imports = new List<Import>();
        foreach (SyntaxTree tree in _compilation.SyntaxTrees)
        {
            if (tree.FilePath.Length == 0) continue;
            string from = Below(tree.FilePath);
            SemanticModel model = _compilation.GetSemanticModel(tree);
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes())
            {
                if (!MayUse(node) || model.GetSymbolInfo(node).Symbol is not { } symbol || DeclaredIn(symbol, from) is not { } to || to == from) continue;
                string name = symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
                if (found.Add((from, to, name))) imports.Add(new Import(from, to, name, node.GetLocation().GetLineSpan().StartLinePosition.Line + 1));
            }
        }

        return imports;
    }

    /// <summary>Every type, method, constructor, operator, indexer and delegate that the source declares.</summary>
    public IEnumerable<(string File, MemberDeclarationSyntax Syntax, ISymbol Symbol, SemanticModel Model)> Members()
    {
        foreach (SyntaxTree tree in _compilation.SyntaxTrees.Where(static tree => tree.FilePath.Length > 0))
        {
            SemanticModel model = _compilation.GetSemanticModel(tree);
            foreach (MemberDeclarationSyntax member in tree.GetRoot().DescendantNodes(MayDeclare).OfType<MemberDeclarationSyntax>())
            {
                if (member is (BaseTypeDeclarationSyntax or DelegateDeclarationSyntax or BaseMethodDeclarationSyntax or IndexerDeclarationSyntax)
                    && model.GetDeclaredSymbol(member) is { } symbol) yield return (Below(tree.FilePath), member, symbol, model);
            }
        }
    }

    /// <summary>The imports that run up: from a floor to one above it.</summary>
    public IEnumerable<string> Violations()
    {
        foreach (Import import in Imports())
        {
            if (Floor.Of(import.From) is { } from && Floor.Of(import.To) is { } to && to.Level > from.Level)
            {
                yield return $"{import.From}({import.Line}), on the floor \"{Floor.All[from.Level].Name}\", uses {import.Symbol} of {import.To}, on \"{Floor.All[to.Level].Name}\" above it";
            }
        }
    }

    private static bool MayDeclare(SyntaxNode node) => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax;

    private static bool MayUse(SyntaxNode node) => node is SimpleNameSyntax { Parent: not UsingDirectiveSyntax }
        or ImplicitObjectCreationExpressionSyntax or BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or ElementAccessExpressionSyntax
        or ConstructorInitializerSyntax;

    /// <summary>The file of a symbol; of one in several parts, the lowest, or the asking file where it holds a part.</summary>
    private string? DeclaredIn(ISymbol symbol, string from)
    {
        if (symbol.Kind is SymbolKind.Namespace or SymbolKind.Local or SymbolKind.Parameter or SymbolKind.TypeParameter or SymbolKind.RangeVariable) return null;
        symbol = (symbol as IMethodSymbol)?.ReducedFrom ?? symbol;
        string[] files = [.. symbol.OriginalDefinition.Locations.Where(static l => l.SourceTree is { FilePath.Length: > 0 }).Select(l => Below(l.SourceTree!.FilePath))];
        if (files.Length == 0 || files.Contains(from)) return null;
        return files.MinBy(static file => Floor.Of(file)?.Level ?? int.MaxValue);
    }

    private string Below(string file) => Path.GetRelativePath(_folder, file).Replace('\\', '/');
}
