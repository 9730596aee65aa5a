using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Architecture;

/// <summary>Finds the parameters that the documentation of public and protected members leaves out.</summary>
/// <remarks>The compiler (CS1591, CS1573) asks for a comment on each member, and for the other parameters only where one has its
/// <c>&lt;param&gt;</c>: a member with a summary alone passes it.</remarks>
internal static class ParameterDocs
{
    /// <summary>One line for each member that lacks some, with its file, its line and the parameters' names.</summary>
    /// <param name="map">The source to read.</param>
    public static IEnumerable<string> Missing(SourceMap map)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach ((string file, MemberDeclarationSyntax member, ISymbol symbol, SemanticModel model) in map.Members())
        {
            if (!IsVisible(symbol) || !seen.Add(symbol)) continue;
            (string Tag, string Name)[] missing = [.. Declared(member, symbol).Except(Documented(symbol, model))];
            if (missing.Length == 0) continue;
            int line = member.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            string tags = string.Join(", ", missing.Select(static m => $"<{m.Tag} name=\"{m.Name}\">"));
            yield return $"{file}({line}): {symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)} lacks {tags}";
        }
    }

    private static bool IsVisible(ISymbol symbol)
    {
        for (ISymbol? at = symbol; at is not null and not INamespaceSymbol; at = at.ContainingSymbol)
        {
            if (at.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal)) return false;
        }

        return true;
    }

    /// <summary>The parameters that the declaration introduces; a type's are those of its primary constructor.</summary>
    private static IEnumerable<(string Tag, string Name)> Declared(MemberDeclarationSyntax member, ISymbol symbol)
    {
        IEnumerable<ITypeParameterSymbol> types = symbol switch
        {
            INamedTypeSymbol type => type.TypeParameters,
            IMethodSymbol method => method.TypeParameters,
            _ => [],
        };
        BaseParameterListSyntax? parameters = member switch
        {
            TypeDeclarationSyntax type => type.ParameterList,
            DelegateDeclarationSyntax type => type.ParameterList,
            BaseMethodDeclarationSyntax method => method.ParameterList,
            IndexerDeclarationSyntax indexer => indexer.ParameterList,
            _ => null,
        };
        return types.Select(static type => ("typeparam", type.Name))
            .Concat(parameters?.Parameters.Select(static p => ("param", p.Identifier.ValueText)) ?? []);
    }

    /// <summary>The parameters that the comments on all parts of a symbol describe, with those that they inherit.</summary>
    private static IEnumerable<(string Tag, string Name)> Documented(ISymbol symbol, SemanticModel model)
    {
        foreach (SyntaxReference part in symbol.DeclaringSyntaxReferences)
        {
            IEnumerable<XmlNodeSyntax> nodes = part.GetSyntax().GetLeadingTrivia().Select(static trivia => trivia.GetStructure())
                .OfType<DocumentationCommentTriviaSyntax>().SelectMany(static comment => comment.Content);
            foreach (XmlNodeSyntax node in nodes)
            {
                if (node is XmlElementSyntax element && NameOf(element) is { } name)
                {
                    yield return (element.StartTag.Name.LocalName.ValueText, name);
                }
                else if (node is XmlEmptyElementSyntax { Name.LocalName.ValueText: "inheritdoc" } inherited)
                {
                    foreach ((string, string) one in Inherited(inherited, symbol, model)) yield return one;
                }
            }
        }
    }
    /// <summary>What <c>inheritdoc</c> brings: by a cref, the names that the other symbol documents; without one, all of the symbol's own,
    /// for the base member or the interface documents them.</summary>
    private static IEnumerable<(string Tag, string Name)> Inherited(XmlEmptyElementSyntax inherited, ISymbol symbol, SemanticModel model)
    {
        if (inherited.Attributes.OfType<XmlCrefAttributeSyntax>().FirstOrDefault() is not { } reference)
        {
            return symbol.DeclaringSyntaxReferences.Select(static part => part.GetSyntax()).OfType<MemberDeclarationSyntax>()
                .SelectMany(member => Declared(member, symbol));
        }

        if (model.Compilation.GetSemanticModel(reference.SyntaxTree).GetSymbolInfo(reference.Cref).Symbol is not { } source
            || SymbolEqualityComparer.Default.Equals(source, symbol)) return [];
        return Documented(source, model);
    }

    /// <summary>The name of a <c>param</c> or <c>typeparam</c> element that says something.</summary>
    private static string? NameOf(XmlElementSyntax element)
    {
        if (element.StartTag.Name.LocalName.ValueText is not ("param" or "typeparam")) return null;
        bool empty = element.Content.All(static node => node is XmlTextSyntax text
            && text.TextTokens.All(static token => string.IsNullOrWhiteSpace(token.ValueText)));
        return empty ? null : element.StartTag.Attributes.OfType<XmlNameAttributeSyntax>().FirstOrDefault()?.Identifier.Identifier.ValueText;
    }
}
