using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Autograd.Analyzers;

/// <summary>AG0005: x[-2..], which compiles and throws in System.Index.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NegativeRangeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.NegativeRange);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.Find(start.Compilation) is { } types)
                start.RegisterOperationAction(c => LookAtRange(c, types), OperationKind.Range);
        });
    }

    private static void LookAtRange(OperationAnalysisContext context, KnownTypes types)
    {
        var range = (IRangeOperation)context.Operation;
        if (range.Parent is not IConversionOperation conversion || !types.IsTensorIndex(conversion.Type)) return;
        foreach (IOperation? end in new[] { range.LeftOperand, range.RightOperand })
        {
            // The end is an int that is converted to an Index.
            if (end is not IConversionOperation { Operand: { ConstantValue: { HasValue: true, Value: int value } } number } || value >= 0)
                continue;
            context.ReportDiagnostic(Diagnostic.Create(Rules.NegativeRange, number.Syntax.GetLocation(), range.Syntax, $"^{-(long)value}"));
        }
    }
}
