using System.Collections.Immutable;
using System.Composition;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Autograd.Analyzers;

/// <summary>
/// AG0001: wraps what the constructor assigns in AddModule or AddParameter; a member with an initializer is registered at the constructor's
/// beginning.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RegisterMemberFix))]
[Shared]
public sealed class RegisterMemberFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.UnregisteredId);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode? root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        SemanticModel? model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null || KnownTypes.Find(model.Compilation) is not { } types) return;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan);
            if (model.GetDeclaredSymbol(node, context.CancellationToken) is not { } member) continue;
            ITypeSymbol? type = (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;
            string? method = types.IsParameter(type) ? "AddParameter" : types.IsModule(type) ? "AddModule" : null;
            if (method is null || type is null || Fixed(root, node, diagnostic, member, type, method, model) is not { } changed) continue;
            context.RegisterCodeFix(
                CodeAction.Create(
                    $"Register '{member.Name}' with {method}", _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)), method),
                diagnostic);
        }
    }

    private static SyntaxNode? Fixed(
        SyntaxNode root,
        SyntaxNode declaration,
        Diagnostic diagnostic,
        ISymbol member,
        ITypeSymbol type,
        string method,
        SemanticModel model)
    {
        var values = new List<ExpressionSyntax>();
        foreach (Location location in diagnostic.AdditionalLocations)
        {
            if (location.SourceTree != root.SyntaxTree) return null;
            if (root.FindNode(location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax value) values.Add(value);
        }

        if (values.Count > 0)
        {
            return root.ReplaceNodes(
                values, (before, now) => Call(method, member, Explicit(now, type, model, before.SpanStart)).WithTriviaFrom(before));
        }

        bool initialized =
            declaration is VariableDeclaratorSyntax { Initializer: not null } or PropertyDeclarationSyntax { Initializer: not null };
        ConstructorDeclarationSyntax[] constructors = declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Members
            .OfType<ConstructorDeclarationSyntax>()
            .Where(c => !c.Modifiers.Any(SyntaxKind.StaticKeyword) && !c.Initializer.IsKind(SyntaxKind.ThisConstructorInitializer))
            .ToArray() ?? [];
        if (!initialized || constructors.Length == 0 || constructors.Any(c => c.Body is null)) return null;
        return root.ReplaceNodes(constructors.Select(c => c.Body!), (before, now) =>
        {
            string indent = new(' ', before.Parent!.GetLocation().GetLineSpan().StartLinePosition.Character + 4);
            StatementSyntax statement = SyntaxFactory.ExpressionStatement(Call(method, member, SyntaxFactory.IdentifierName(member.Name)))
                .WithLeadingTrivia(SyntaxFactory.Whitespace(indent))
                .WithTrailingTrivia(SyntaxFactory.ElasticLineFeed);
            return now.WithStatements(now.Statements.Insert(0, statement));
        });
    }

    private static InvocationExpressionSyntax Call(string method, ISymbol member, ExpressionSyntax value) =>
        SyntaxFactory.InvocationExpression(
            SyntaxFactory.IdentifierName(method),
            SyntaxFactory.ArgumentList(SyntaxFactory.SeparatedList(
                [
                    SyntaxFactory.Argument(
                        SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(KeyOf(member.Name)))),
                    SyntaxFactory.Argument(value.WithoutTrivia()),
                ],
                [SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)])));

    /// <summary>A generic method's argument cannot be <c>new(…)</c>: the type is inferred from it.</summary>
    private static ExpressionSyntax Explicit(ExpressionSyntax value, ITypeSymbol type, SemanticModel model, int position)
    {
        if (value is not ImplicitObjectCreationExpressionSyntax creation) return value;
        TypeSyntax name = SyntaxFactory.ParseTypeName(
            type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToMinimalDisplayString(model, position));
        return SyntaxFactory.ObjectCreationExpression(
            SyntaxFactory.Token(SyntaxKind.NewKeyword).WithTrailingTrivia(SyntaxFactory.Space),
            name,
            creation.ArgumentList,
            creation.Initializer);
    }

    /// <summary>The key in a state dict, written as PyTorch's names are: <c>_hiddenLayer</c> becomes <c>hidden_layer</c>.</summary>
    private static string KeyOf(string member)
    {
        var key = new StringBuilder();
        foreach (char c in member.TrimStart('_'))
        {
            if (char.IsUpper(c) && key.Length > 0) key.Append('_');
            key.Append(char.ToLowerInvariant(c));
        }

        return key.ToString();
    }
}
