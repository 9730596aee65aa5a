using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Analyzers;

/// <summary>AG0003: x -= y becomes x.Sub_(y).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChangeInPlaceFix))]
[Shared]
public sealed class ChangeInPlaceFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.ReplacedTensorId);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(InPlace.MethodKey, out string? method) || method is null) continue;
            if (root?.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AssignmentExpressionSyntax>() is not { } assignment)
                continue;
            ExpressionSyntax target =
                assignment.Left is IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax
                ? assignment.Left.WithoutTrivia()
                : SyntaxFactory.ParenthesizedExpression(assignment.Left.WithoutTrivia());
            InvocationExpressionSyntax call = SyntaxFactory.InvocationExpression(
                SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, target, SyntaxFactory.IdentifierName(method)),
                SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(assignment.Right.WithoutTrivia()))));
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Change the tensor in place with {method}",
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(assignment, call.WithTriviaFrom(assignment)))),
                    method),
                diagnostic);
        }
    }
}
