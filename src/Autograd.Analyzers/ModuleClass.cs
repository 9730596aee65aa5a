using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Autograd.Analyzers;

/// <summary>What happens to the modules, parameters and buffers of one module class, in all its parts.</summary>
internal sealed class ModuleClass
{
    private readonly KnownTypes _types;
    private readonly INamedTypeSymbol _type;
    private readonly AliasSets _sets = new();
    private readonly ValueSources _sources;
    private readonly ConcurrentDictionary<ISymbol, bool> _assigned = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _addedDirectly = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, bool> _captured = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentBag<(ISymbol Member, IAssignmentOperation Assignment, bool InConstructor)> _assignments = [];

    internal ModuleClass(KnownTypes types, INamedTypeSymbol type)
    {
        (_types, _type) = (types, type);
        _sources = new ValueSources(types, type);
    }

    internal void Watch(SymbolStartAnalysisContext context)
    {
        context.RegisterOperationAction(c => Assign((IAssignmentOperation)c.Operation, c.ContainingSymbol),
            OperationKind.SimpleAssignment, OperationKind.CoalesceAssignment, OperationKind.CompoundAssignment);
        context.RegisterOperationAction(
            c => Deconstruct((IDeconstructionAssignmentOperation)c.Operation), OperationKind.DeconstructionAssignment);
        context.RegisterOperationAction(c => Declare((IVariableDeclaratorOperation)c.Operation), OperationKind.VariableDeclarator);
        context.RegisterOperationAction(
            c => Initialize((ISymbolInitializerOperation)c.Operation), OperationKind.FieldInitializer, OperationKind.PropertyInitializer);
        context.RegisterOperationAction(c => Loop(c.Operation as IForEachLoopOperation), OperationKind.Loop);
        context.RegisterOperationAction(c => Match((IIsPatternOperation)c.Operation), OperationKind.IsPattern);
        context.RegisterOperationAction(
            c => Return((IReturnOperation)c.Operation, c.ContainingSymbol), OperationKind.Return, OperationKind.YieldReturn);
        context.RegisterOperationAction(c => Invoke((IInvocationOperation)c.Operation), OperationKind.Invocation);
        context.RegisterOperationAction(
            c => Capture((IParameterReferenceOperation)c.Operation, c.ContainingSymbol), OperationKind.ParameterReference);
        context.RegisterSymbolEndAction(Report);
    }

    private void Assign(IAssignmentOperation assignment, ISymbol containing)
    {
        if (assignment is not ICompoundAssignmentOperation) Flow(assignment.Target, assignment.Value);
        if (assignment.Target is IMemberReferenceOperation { Instance: IInstanceReferenceOperation } target)
        {
            bool constructing = containing is IMethodSymbol { MethodKind: MethodKind.Constructor } or not IMethodSymbol;
            _assignments.Add((target.Member.OriginalDefinition, assignment, constructing));
        }
    }

    private void Deconstruct(IDeconstructionAssignmentOperation assignment)
    {
        IOperation target = assignment.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : assignment.Target;
        if (target is ITupleOperation left
            && ValueSources.Unwrapped(assignment.Value) is ITupleOperation right
            && left.Elements.Length == right.Elements.Length)
        {
            for (int i = 0; i < left.Elements.Length; i++) Flow(left.Elements[i], right.Elements[i]);
            return;
        }

        if (target is ITupleOperation all)
        {
            foreach (IOperation element in all.Elements) Flow(element, assignment.Value);
        }
    }

    private void Declare(IVariableDeclaratorOperation declarator)
    {
        if (declarator.GetVariableInitializer() is { } initializer) Join(declarator.Symbol, initializer.Value);
    }

    private void Initialize(ISymbolInitializerOperation initializer)
    {
        IEnumerable<ISymbol> members = initializer switch
        {
            IFieldInitializerOperation field => field.InitializedFields,
            IPropertyInitializerOperation property => property.InitializedProperties,
            _ => [],
        };
        foreach (ISymbol member in members) Store(member, initializer.Value);
    }

    private void Loop(IForEachLoopOperation? loop)
    {
        if (loop is null) return;
        foreach (ILocalSymbol local in loop.Locals) Join(local, loop.Collection);
    }

    private void Match(IIsPatternOperation match)
    {
        ISymbol? declared = match.Pattern switch
        {
            IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
            IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
            _ => null,
        };
        if (declared is not null) Join(declared, match.Value);
    }

    private void Return(IReturnOperation returned, ISymbol containing)
    {
        if (returned.ReturnedValue is null) return;
        ISymbol from = containing;
        for (IOperation? at = returned.Parent; at is not null; at = at.Parent)
        {
            if (at is IAnonymousFunctionOperation) return; // taken into account where the function is an argument
            if (at is ILocalFunctionOperation local)
            {
                from = local.Symbol;
                break;
            }
        }

        // A property's getter gives what the property stands for.
        Join((from as IMethodSymbol)?.AssociatedSymbol ?? from, returned.ReturnedValue);
    }

    private void Invoke(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        foreach (IArgumentOperation argument in invocation.Arguments)
        {
            if (_types.Registers(method))
            {
                if (_types.Carries(argument.Value.Type)) Join(AliasSets.Registry, argument.Value);
            }
            else if (_sources.IsHere(method))
            {
                if (argument.Parameter is { } parameter && _types.Carries(argument.Value.Type))
                    Join(parameter.OriginalDefinition, argument.Value);
            }
            else if (_sources.IsInherited(invocation))
            {
                if (_types.Owns(argument.Value.Type)) Join(AliasSets.Registry, argument.Value);
            }
            else if (ValueSources.Unwrapped(argument.Value) is IAnonymousFunctionOperation function)
            {
                HandElements(invocation, function);
            }
            else if (invocation.Instance is { } instance && _types.Owns(argument.Value.Type) && _types.Owns(instance.Type))
            {
                Flow(instance, argument.Value); // list.Add(module), sequential.Append(module)
            }
        }
    }

    /// <summary>list.ForEach(m => …) and its like hand the list's elements to the function.</summary>
    private void HandElements(IInvocationOperation invocation, IAnonymousFunctionOperation function)
    {
        IEnumerable<IOperation> given = invocation.Arguments.Select(a => a.Value);
        if (invocation.Instance is not null) given = given.Concat([invocation.Instance]);
        foreach (IOperation value in given.Where(v => _types.Owns(v.Type)))
        {
            foreach (IParameterSymbol parameter in function.Symbol.Parameters.Where(p => _types.Carries(p.Type))) Join(parameter, value);
        }
    }

    /// <summary>A primary constructor's parameter that a method uses is a field without a name.</summary>
    private void Capture(IParameterReferenceOperation reference, ISymbol containing)
    {
        IParameterSymbol parameter = reference.Parameter;
        if (!_types.Owns(parameter.Type) || containing is not IMethodSymbol { MethodKind: not MethodKind.Constructor }) return;
        if (parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor, DeclaringSyntaxReferences: var declared }
            && declared.Any(d => d.GetSyntax() is TypeDeclarationSyntax))
            _captured.TryAdd(parameter, true);
    }

    private void Flow(IOperation target, IOperation value)
    {
        if (target is IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member
            && (target as IPropertyReferenceOperation)?.Arguments.Length is null or 0)
        {
            Store(member.Member.OriginalDefinition, value);
        }

        foreach (object node in _sources.Of(target)) Join(node, value);
    }

    private void Store(ISymbol member, IOperation value)
    {
        if (value.ConstantValue is not { HasValue: true, Value: null }) _assigned.TryAdd(member, true);
        if (IsRegistration(value)) _addedDirectly.TryAdd(member, true);
        Join(member, value);
    }

    private void Join(object node, IOperation value)
    {
        foreach (object source in _sources.Of(value)) _sets.Join(node, source);
    }

    /// <summary>Whether a value may be the result of a registration.</summary>
    private bool IsRegistration(IOperation? value) => value is not null && _sources.Of(value).Any(s => s == AliasSets.Registry);

    private void Report(SymbolAnalysisContext context)
    {
        foreach (ISymbol member in _type.GetMembers())
        {
            if (member is not IFieldSymbol { IsStatic: false, IsConst: false } field || !_types.Owns(field.Type)) continue;
            ISymbol shown = field.AssociatedSymbol as IPropertySymbol ?? member;
            if (_sets.IsRegistered(shown) || (field.AssociatedSymbol is not null && _sets.IsRegistered(field))) continue;
            if (_assigned.ContainsKey(shown) || IsSetFromOutside(shown)) ReportUnregistered(context, shown, field.Type);
        }

        foreach (ISymbol parameter in _captured.Keys.Where(p => !_sets.IsRegistered(p)))
            ReportUnregistered(context, parameter, ((IParameterSymbol)parameter).Type);
        foreach ((ISymbol member, IAssignmentOperation assignment, bool constructing) in _assignments)
            ReportReplaced(context, member, assignment, constructing);
    }

    private void ReportUnregistered(SymbolAnalysisContext context, ISymbol member, ITypeSymbol type)
    {
        string method = _types.IsParameter(type) ? "AddParameter" : _types.IsModule(type) ? "AddModule" : "AddModule or AddParameter";
        Location[] values = [.. _assignments
            .Where(a => SymbolEqualityComparer.Default.Equals(a.Member, member))
            .Where(a => a.Assignment is ISimpleAssignmentOperation && a.InConstructor)
            .Select(a => a.Assignment.Value.Syntax.GetLocation())];
        foreach (Location location in member.Locations.Take(1))
            context.ReportDiagnostic(Diagnostic.Create(Rules.Unregistered, location, values, member.Name, _type.Name, method));
    }

    private void ReportReplaced(SymbolAnalysisContext context, ISymbol member, IAssignmentOperation assignment, bool constructing)
    {
        if (!_addedDirectly.ContainsKey(member)) return;
        if (constructing || assignment is not ISimpleAssignmentOperation || IsRegistration(assignment.Value)) return;
        if (assignment.Value.ConstantValue is { HasValue: true, Value: null }) return;
        if (_sources.Of(assignment.Value).OfType<ISymbol>().Any(_sets.IsRegistered)) return;
        context.ReportDiagnostic(Diagnostic.Create(Rules.ReplacedRegistration, assignment.Syntax.GetLocation(), member.Name, _type.Name));
    }

    private static bool IsSetFromOutside(ISymbol member)
    {
        Accessibility access = member switch
        {
            IPropertySymbol property => property.SetMethod?.DeclaredAccessibility ?? Accessibility.Private,
            IFieldSymbol { IsReadOnly: false } field => field.DeclaredAccessibility,
            _ => Accessibility.Private,
        };
        return access is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;
    }
}
