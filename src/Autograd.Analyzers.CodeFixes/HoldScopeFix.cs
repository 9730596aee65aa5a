using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Analyzers;

/// <summary>AG0002: holds the scope until the end of the block.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HoldScopeFix))]
[Shared]
public sealed class HoldScopeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.DroppedScopeId);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        StatementSyntax? statement = root?.FindNode(context.Span).FirstAncestorOrSelf<StatementSyntax>();
        if (root is null || statement?.Parent is not BlockSyntax and not GlobalStatementSyntax and not SwitchSectionSyntax) return;
        StatementSyntax? held = statement switch
        {
            LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } local => Held(local),
            ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax discarded } =>
                Held(discarded.Right, statement, root, context.Span.Start),
            ExpressionStatementSyntax expression => Held(expression.Expression, statement, root, context.Span.Start),
            _ => null,
        };
        if (held is null) return;
        context.RegisterCodeFix(
            CodeAction.Create(
                "Hold the scope with 'using'",
                _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(statement, held))),
                "using"),
            context.Diagnostics);
    }

    private static StatementSyntax Held(LocalDeclarationStatementSyntax local) => local
        .WithoutLeadingTrivia()
        .WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space))
        .WithLeadingTrivia(local.GetLeadingTrivia());

    private static StatementSyntax Held(ExpressionSyntax scope, StatementSyntax statement, SyntaxNode root, int position)
    {
        string name = "scope";
        SyntaxNode around = root.FindToken(position).Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>() ?? root;
        var taken =
            new HashSet<string>(around.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.ValueText));
        for (int i = 2; taken.Contains(name); i++) name = $"scope{i}";
        return SyntaxFactory.ParseStatement($"using var {name} = {scope.WithoutTrivia().ToFullString()};").WithTriviaFrom(statement);
    }
}
