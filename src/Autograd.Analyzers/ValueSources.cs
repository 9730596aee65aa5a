using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Autograd.Analyzers;

/// <summary>Which variables' objects an expression may give, seen from inside one module class.</summary>
internal sealed class ValueSources(KnownTypes types, INamedTypeSymbol owner)
{
    /// <summary>The nodes of <see cref="AliasSets"/>: symbols, or the registry.</summary>
    internal IEnumerable<object> Of(IOperation? value) => value switch
    {
        IConversionOperation conversion => Of(conversion.Operand),
        IParenthesizedOperation parenthesized => Of(parenthesized.Operand),
        IConditionalOperation conditional => Of(conditional.WhenTrue).Concat(Of(conditional.WhenFalse)),
        ICoalesceOperation coalesce => Of(coalesce.Value).Concat(Of(coalesce.WhenNull)),
        ISwitchExpressionOperation choice => choice.Arms.SelectMany(a => Of(a.Value)),
        IAssignmentOperation assignment => Of(assignment.Target).Concat(Of(assignment.Value)),
        IAwaitOperation awaited => Of(awaited.Operation),
        ITupleOperation tuple => tuple.Elements.SelectMany(Of),
        IArrayCreationOperation { Initializer: { } elements } => elements.ElementValues.SelectMany(Of),
        ICollectionExpressionOperation collection => collection.Elements.SelectMany(Of),
        ISpreadOperation spread => Of(spread.Operand),
        IObjectCreationOperation creation => OfCreation(creation),
        IConditionalAccessOperation access => Of(access.WhenNotNull).Concat(Of(access.Operation)),
        IDeclarationExpressionOperation declaration => Of(declaration.Expression),
        ILocalReferenceOperation local => [local.Local],
        IParameterReferenceOperation parameter => [parameter.Parameter.OriginalDefinition],
        IArrayElementReferenceOperation element => Of(element.ArrayReference),
        IMemberReferenceOperation member and (IFieldReferenceOperation or IPropertyReferenceOperation) => OfMember(member),
        IInvocationOperation invocation => OfInvocation(invocation),
        _ => [],
    };

    /// <summary>Whether a method's body is seen by this analysis.</summary>
    internal bool IsHere(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingType?.OriginalDefinition, owner.OriginalDefinition);

    /// <summary>Whether a call goes to a base class of the module, which may register what it is given: its body is not seen.</summary>
    internal bool IsInherited(IInvocationOperation invocation) =>
        invocation.Instance is IInstanceReferenceOperation && !IsHere(invocation.TargetMethod)
            && types.IsModule(invocation.TargetMethod.ContainingType);

    private IEnumerable<object> OfCreation(IObjectCreationOperation creation)
    {
        IEnumerable<object> arguments = creation.Arguments.Where(a => types.Owns(a.Value.Type)).SelectMany(a => Of(a.Value));
        if (creation.Initializer is null) return arguments;
        return arguments.Concat(creation.Initializer.Initializers.SelectMany(i => i switch
        {
            IInvocationOperation add => add.Arguments.SelectMany(a => Of(a.Value)),
            IAssignmentOperation assignment => Of(assignment.Value),
            _ => [],
        }));
    }

    /// <summary>A member of this class stands for itself; what another object holds comes with that object.</summary>
    private IEnumerable<object> OfMember(IMemberReferenceOperation reference)
    {
        if (reference is IPropertyReferenceOperation { Arguments.Length: > 0 } indexer)
            return types.Carries(indexer.Type) ? Of(indexer.Instance) : [];
        if (types.CanRegister(reference.Member.ContainingType) && IsOwnOrInherited(reference.Member))
            return [reference.Member.OriginalDefinition];
        return types.Owns(reference.Type) ? Of(reference.Instance) : [];
    }

    private IEnumerable<object> OfInvocation(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (types.Registers(method)) return [AliasSets.Registry];
        if (!types.Owns(invocation.Type)) return [];
        if (IsHere(method)) return [method.OriginalDefinition];
        if (IsInherited(invocation)) return [AliasSets.Registry];
        return Of(invocation.Instance).Concat(invocation.Arguments.SelectMany(a =>
            Unwrapped(a.Value) is IAnonymousFunctionOperation function
            ? function.Descendants().OfType<IReturnOperation>().SelectMany(r => Of(r.ReturnedValue))
            : types.Owns(a.Value.Type) ? Of(a.Value) : []));
    }

    internal static IOperation Unwrapped(IOperation value)
    {
        while (true)
        {
            switch (value)
            {
                case IConversionOperation conversion: value = conversion.Operand; break;
                case IDelegateCreationOperation creation: value = creation.Target; break;
                case IParenthesizedOperation parenthesized: value = parenthesized.Operand; break;
                default: return value;
            }
        }
    }

    private bool IsOwnOrInherited(ISymbol member)
    {
        for (INamedTypeSymbol? at = owner; at is not null; at = at.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(at.OriginalDefinition, member.ContainingType.OriginalDefinition)) return true;
        }

        return false;
    }
}
