using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Autograd.Analyzers;

/// <summary>
/// AG0003: a compound assignment that makes a new tensor, where the same signs elsewhere change a tensor in place: to a property or an
/// indexer, which C# reads, computes with and sets; or anywhere before C# 14, which has no operators that change in place.
/// </summary>
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
        switch (target)
        {
            // x[i] += y and x.Data += y: the setter writes the numbers into x.
            case IPropertyReferenceOperation { Property: { IsIndexer: true } or { Name: "Data" }, Instance: { } instance }
                when types.IsTensor(instance.Type):
                return;
            case IPropertyReferenceOperation { Property: { IsIndexer: false } property }:
                context.ReportDiagnostic(InPlace.Report(assignment, Held(property, types)));
                return;
            case IPropertyReferenceOperation:
                context.ReportDiagnostic(InPlace.Report(assignment, "the tensor that the collection held"));
                return;
            default:
                context.ReportDiagnostic(InPlace.Report(assignment, "the old one", "or set LangVersion to 14"));
                return;
        }
    }

    private static string Held(IPropertySymbol property, KnownTypes types) => types switch
    {
        _ when types.IsTensor(property.ContainingType) => $"the tensor that '{property.Name}' was",
        _ when types.CanRegister(property.ContainingType) => "the tensor that the module holds",
        _ => $"the tensor that '{property.Name}' held",
    };
}
