using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Autograd.Analyzers;

/// <summary>AG0002: a scope that begins and that nobody holds.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DroppedScopeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.DroppedScope);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.Find(start.Compilation) is not { } types) return;
            start.RegisterOperationAction(c => LookAtStatement(c, types), OperationKind.ExpressionStatement);
            start.RegisterOperationAction(c => LookAtVariable(c, types), OperationKind.VariableDeclarator);
        });
    }

    private static void LookAtStatement(OperationAnalysisContext context, KnownTypes types)
    {
        IOperation value = ((IExpressionStatementOperation)context.Operation).Operation;
        if (value is ISimpleAssignmentOperation { Target: IDiscardOperation } discarded) value = discarded.Value;
        if (value is IConditionalAccessOperation access) value = access.WhenNotNull;
        Report(context, types, value, value.Syntax.GetLocation());
    }

    private static void LookAtVariable(OperationAnalysisContext context, KnownTypes types)
    {
        var declarator = (IVariableDeclaratorOperation)context.Operation;
        if (!types.IsScope(declarator.Symbol.Type) || declarator.GetVariableInitializer() is not { } initializer) return;
        IOperation root = declarator;
        while (root.Parent is not null)
        {
            root = root.Parent;
            if (root is IUsingOperation or IUsingDeclarationOperation) return;
        }

        bool used = root.Descendants().OfType<ILocalReferenceOperation>()
            .Any(r => SymbolEqualityComparer.Default.Equals(r.Local, declarator.Symbol));
        if (!used) Report(context, types, initializer.Value, initializer.Value.Syntax.GetLocation());
    }

    private static void Report(OperationAnalysisContext context, KnownTypes types, IOperation value, Location location)
    {
        value = ValueSources.Unwrapped(value);
        string? name = value switch
        {
            IInvocationOperation call when types.IsScope(call.Type) => $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}",
            IObjectCreationOperation creation when types.IsScope(creation.Type) => $"new {creation.Type!.Name}",
            _ => null,
        };
        if (name is not null) context.ReportDiagnostic(Diagnostic.Create(Rules.DroppedScope, location, name));
    }
}
