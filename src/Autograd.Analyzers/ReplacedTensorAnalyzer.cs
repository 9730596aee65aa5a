using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Autograd.Analyzers;

/// <summary>AG0003: a compound assignment to a leaf, a parameter, a module's property or a view, where the tensor itself was meant.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReplacedTensorAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.ReplacedTensor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.Find(start.Compilation) is not { } types) return;
            start.RegisterOperationAction(c => LookAtCompound(c, types), OperationKind.CompoundAssignment);
        });
    }

    private static void LookAtCompound(OperationAnalysisContext context, KnownTypes types)
    {
        var assignment = (ICompoundAssignmentOperation)context.Operation;
        IOperation target = assignment.Target;
        if (!types.IsTensor(target.Type) || !InPlace.Replaces(assignment)) return;
        if (target is IPropertyReferenceOperation { Arguments.Length: > 0 } indexer && types.IsTensor(indexer.Instance?.Type))
            return; // x[i] += y: the setter writes the numbers into x
        string? unchanged = null;
        if (types.IsParameter(target.Type)) unchanged = "the parameter";
        else if (ReadsGradOf(assignment, types)) unchanged = "the leaf whose gradient it reads";
        else if (IsModuleProperty(target, types, context.ContainingSymbol)) unchanged = "the tensor that the module holds";
        else if (IsLeafWithoutRecording(assignment, types)) unchanged = "the leaf";
        else if (IsLostView(assignment, types)) unchanged = "the tensor that it is a view of";
        if (unchanged is not null) context.ReportDiagnostic(InPlace.Report(assignment, unchanged));
    }

    /// <summary>w -= rate * w.Grad: whoever reads a tensor's gradient in order to change it means the leaf.</summary>
    private static bool ReadsGradOf(ICompoundAssignmentOperation assignment, KnownTypes types)
    {
        return assignment.Value.DescendantsAndSelf().OfType<IPropertyReferenceOperation>().Any(p =>
            p is { Property.Name: "Grad", Instance: { } instance }
            && types.IsTensor(p.Property.ContainingType)
            && SyntaxFactory.AreEquivalent(Bare(instance.Syntax), Bare(assignment.Target.Syntax)));
    }

    /// <summary>A tensor property of a module, set from outside the class: inside, the class as a whole is looked at.</summary>
    private static bool IsModuleProperty(IOperation target, KnownTypes types, ISymbol containing) =>
        target is IPropertyReferenceOperation { Property: { IsIndexer: false, ContainingType: { } owner } }
        && types.CanRegister(owner)
        && !SymbolEqualityComparer.Default.Equals(owner.OriginalDefinition, containing.ContainingType?.OriginalDefinition);

    /// <summary>Inside a NoGrad scope, a local that was made with requiresGrad: true.</summary>
    private static bool IsLeafWithoutRecording(ICompoundAssignmentOperation assignment, KnownTypes types)
    {
        if (assignment.Target is not ILocalReferenceOperation { Local: { } local } || !IsWithoutRecording(assignment, types)) return false;
        return Initializer(assignment, local) is IInvocationOperation made && made.Arguments.Any(a =>
            a.Parameter?.Name == "requiresGrad" && a.Value.ConstantValue is { HasValue: true, Value: true });
    }

    private static bool IsWithoutRecording(IOperation operation, KnownTypes types)
    {
        for (IOperation? at = operation; at is not null; at = at.Parent)
        {
            if (at is IUsingOperation held && BeginsNoGrad(held.Resources, types)) return true;
            if (at is IBlockOperation block && block.Operations
                .TakeWhile(o => o.Syntax.SpanStart < operation.Syntax.SpanStart)
                .OfType<IUsingDeclarationOperation>()
                .Any(u => BeginsNoGrad(u.DeclarationGroup, types)))
                return true;
        }

        return false;
    }

    private static bool BeginsNoGrad(IOperation resources, KnownTypes types) => resources.DescendantsAndSelf().OfType<IInvocationOperation>().Any(i =>
        types.IsScope(i.Type) && i.TargetMethod is { Name: "NoGrad" or "InferenceMode", ContainingType.Name: "GradMode" });

    /// <summary>row = x[0]; row += 1; and row is not read again in its block: the result is lost, and x is as before.</summary>
    private static bool IsLostView(ICompoundAssignmentOperation assignment, KnownTypes types)
    {
        if (assignment is not { Target: ILocalReferenceOperation { Local: { } local }, Parent: IExpressionStatementOperation { Parent: IBlockOperation block } }) return false;
        if (Initializer(assignment, local) is not IPropertyReferenceOperation { Arguments.Length: > 0 } view || !types.IsTensor(view.Instance?.Type)) return false;
        bool declaredHere = block.Locals.Any(l => SymbolEqualityComparer.Default.Equals(l, local));
        return declaredHere && !block.Descendants().OfType<ILocalReferenceOperation>().Any(r =>
            SymbolEqualityComparer.Default.Equals(r.Local, local) && (r.Syntax.SpanStart > assignment.Syntax.Span.End || InFunction(r, block)));
    }

    private static bool InFunction(IOperation reference, IOperation block)
    {
        for (IOperation? at = reference; at is not null && at != block; at = at.Parent)
        {
            if (at is IAnonymousFunctionOperation or ILocalFunctionOperation) return true;
        }

        return false;
    }

    private static IOperation? Initializer(IOperation inside, ILocalSymbol local)
    {
        IOperation root = inside;
        while (root.Parent is not null) root = root.Parent;
        IVariableDeclaratorOperation? declarator = root.Descendants().OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(d => SymbolEqualityComparer.Default.Equals(d.Symbol, local));
        return declarator?.GetVariableInitializer()?.Value is { } value ? ValueSources.Unwrapped(value) : null;
    }

    private static SyntaxNode Bare(SyntaxNode syntax)
    {
        while (true)
        {
            switch (syntax)
            {
                case ParenthesizedExpressionSyntax parenthesized: syntax = parenthesized.Expression; break;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed: syntax = suppressed.Operand; break;
                default: return syntax;
            }
        }
    }
}
