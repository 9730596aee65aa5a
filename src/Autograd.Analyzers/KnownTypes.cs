using Microsoft.CodeAnalysis;

namespace Autograd.Analyzers;

/// <summary>The library's types that the rules ask about, found by their metadata names in the compilation at hand.</summary>
internal sealed class KnownTypes
{
    private readonly INamedTypeSymbol _tensor;
    private readonly INamedTypeSymbol _module;
    private readonly INamedTypeSymbol _parameter;

    private KnownTypes(INamedTypeSymbol tensor, INamedTypeSymbol module, INamedTypeSymbol parameter)
    {
        _tensor = tensor;
        _module = module;
        _parameter = parameter;
    }

    /// <summary>The types, or null where the compilation does not know the library.</summary>
    internal static KnownTypes? Find(Compilation compilation) =>
        compilation.GetTypeByMetadataName("Autograd.Tensor") is { } tensor
        && compilation.GetTypeByMetadataName("Autograd.Nn.Module") is { } module
        && compilation.GetTypeByMetadataName("Autograd.Nn.Parameter") is { } parameter
            ? new KnownTypes(tensor, module, parameter)
            : null;

    internal bool IsTensor(ITypeSymbol? type) => Is(type, _tensor);

    internal bool IsTensorIndex(ITypeSymbol? type) =>
        type is { Name: "TensorIndex" } && SymbolEqualityComparer.Default.Equals(type.ContainingNamespace, _tensor.ContainingNamespace);

    internal bool IsParameter(ITypeSymbol? type) => Is(type, _parameter);

    internal bool IsModule(ITypeSymbol? type) => Is(type, _module);

    /// <summary>A class that can register things: it derives from Module and is not Module itself.</summary>
    internal bool CanRegister(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Class && IsModule(type) && !SymbolEqualityComparer.Default.Equals(type, _module);

    /// <summary>A module, a parameter, or an array, collection or tuple of them.</summary>
    internal bool Owns(ITypeSymbol? type) => type switch
    {
        null => false,
        IArrayTypeSymbol array => Owns(array.ElementType),
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(e => Owns(e.Type)),
        INamedTypeSymbol { IsGenericType: true } named when IsCollection(named) => named.TypeArguments.Any(Owns),
        _ => IsModule(type) || IsParameter(type),
    };

    /// <summary>What <see cref="Owns"/> says, or a tensor: a parameter may stand in a variable of that type.</summary>
    internal bool Carries(ITypeSymbol? type) => Owns(type) || IsTensor(type);

    /// <summary>Whether a method is one of Module's that register: AddModule, AddParameter or AddBuffer.</summary>
    internal bool Registers(IMethodSymbol method) =>
        method.Name is "AddModule" or "AddParameter" or "AddBuffer"
        && SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, _module);

    /// <summary>Whether a type holds a mode or memory until it is disposed: the library's types that are named so.</summary>
    internal bool IsScope(ITypeSymbol? type) =>
        type is INamedTypeSymbol named
        && named.Name.EndsWith("Scope", StringComparison.Ordinal)
        && SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, _tensor.ContainingAssembly)
        && named.GetMembers("Dispose").OfType<IMethodSymbol>()
            .Any(m => m.Parameters.IsEmpty && m.DeclaredAccessibility == Accessibility.Public);

    private static bool IsCollection(INamedTypeSymbol type)
    {
        for (INamespaceSymbol? space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space is { Name: "Collections", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
                return true;
        }

        return type is { Name: "ReadOnlySpan" or "Span" or "ReadOnlyMemory" or "Memory" or "Lazy", ContainingNamespace.Name: "System" };
    }

    private static bool Is(ITypeSymbol? type, INamedTypeSymbol wanted)
    {
        if (type is ITypeParameterSymbol parameter) return parameter.ConstraintTypes.Any(c => Is(c, wanted));
        for (ITypeSymbol? at = type; at is not null; at = at.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(at.OriginalDefinition, wanted)) return true;
        }

        return false;
    }
}
