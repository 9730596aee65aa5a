using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Autograd.Analyzers;

/// <summary>AG0001 and AG0004: looks at each module class as a whole.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModuleAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(Rules.Unregistered, Rules.ReplacedRegistration);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (KnownTypes.Find(start.Compilation) is not { } types) return;
            start.RegisterSymbolStartAction(symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (types.CanRegister(type)) new ModuleClass(types, type).Watch(symbol);
            }, SymbolKind.NamedType);
        });
    }
}
