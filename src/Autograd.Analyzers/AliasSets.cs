using Microsoft.CodeAnalysis;

namespace Autograd.Analyzers;

/// <summary>
/// Sets of variables that may hold the same objects: a union-find over symbols. What may hold a registered object is in the set of the
/// registry. Joining too much costs a warning that is not given; joining too little would give a false one.
/// </summary>
internal sealed class AliasSets
{
    /// <summary>Stands for "was given to AddModule, AddParameter or AddBuffer".</summary>
    private static readonly object s_registry = new();

    private readonly Dictionary<object, object> _parents = new(new NodeComparer());

    internal void Join(object left, object right)
    {
        lock (_parents)
        {
            object a = Root(left), b = Root(right);
            if (!ReferenceEquals(a, b)) _parents[a] = b;
        }
    }

    internal void Register(object node) => Join(node, s_registry);

    internal bool IsRegistered(ISymbol symbol)
    {
        lock (_parents) return ReferenceEquals(Root(symbol), Root(s_registry));
    }

    /// <summary>The registry as a node, for expressions whose value is registered.</summary>
    internal static object Registry => s_registry;

    private object Root(object node)
    {
        if (!_parents.TryGetValue(node, out object parent))
        {
            _parents.Add(node, node);
            return node;
        }

        while (!ReferenceEquals(parent, node)) (node, parent) = (parent, _parents[parent]);
        return node;
    }

    private sealed class NodeComparer : IEqualityComparer<object>
    {
        bool IEqualityComparer<object>.Equals(object x, object y) =>
            x is ISymbol left && y is ISymbol right ? SymbolEqualityComparer.Default.Equals(left, right) : ReferenceEquals(x, y);

        int IEqualityComparer<object>.GetHashCode(object node) =>
            node is ISymbol symbol
                ? SymbolEqualityComparer.Default.GetHashCode(symbol)
                : System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(node);
    }
}
