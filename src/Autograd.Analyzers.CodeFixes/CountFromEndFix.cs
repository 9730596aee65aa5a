using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Analyzers;

/// <summary>AG0005: x[-2..] becomes x[^2..].</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CountFromEndFix))]
[Shared]
public sealed class CountFromEndFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.NegativeRangeId);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (root?.FindNode(diagnostic.Location.SourceSpan) is not PrefixUnaryExpressionSyntax
                { RawKind: (int)SyntaxKind.UnaryMinusExpression } minus)
            {
                continue;
            }

            ExpressionSyntax fromEnd =
                SyntaxFactory.PrefixUnaryExpression(SyntaxKind.IndexExpression, minus.Operand.WithoutTrivia()).WithTriviaFrom(minus);
            context.RegisterCodeFix(
                CodeAction.Create(
                    string.Format(CultureInfo.InvariantCulture, "Count from the end with {0}", fromEnd),
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(minus, fromEnd))),
                    nameof(CountFromEndFix)),
                diagnostic);
        }
    }
}
