using Autograd.Nn;
using Autograd.Visualization;

namespace Autograd;

/// <summary>The recorded graph of a tensor as text that draws it.</summary>
/// <remarks>
/// Operations are labelled with their name and the shape and dtype of their output, leaves with their name if it is known, and edges with
/// the index of the input if an operation has several. Inputs that take no gradient are not part of the graph. The same graph gives the
/// same text.
/// </remarks>
/// <example><code>File.WriteAllText("model.dot", GraphExport.ToDot(loss, model)); // dot -Tsvg model.dot -o model.svg</code></example>
public static class GraphExport
{
    /// <summary>The graph in Graphviz's language.</summary>
    /// <param name="output">A tensor that was computed from one that requires grad.</param>
    /// <param name="names">Names for leaves and for computed tensors.</param>
    /// <param name="showSaved">True lists what each operation keeps for its gradient.</param>
    /// <exception cref="GraphException">The tensor has no graph.</exception>
    public static string ToDot(Tensor output, IEnumerable<KeyValuePair<string, Tensor>>? names = null, bool showSaved = false) =>
        DotText.Of(GraphPicture.Of(output, names, showSaved));

    /// <summary>The graph in Graphviz's language, with the names of a module's parameters.</summary>
    /// <param name="output">A tensor that was computed from one that requires grad.</param>
    /// <param name="module">The module whose parameters are named.</param>
    /// <param name="showSaved">True lists what each operation keeps for its gradient.</param>
    /// <returns>The text.</returns>
    /// <inheritdoc cref="ToDot(Tensor, IEnumerable{KeyValuePair{string, Tensor}}, bool)"/>
    public static string ToDot(Tensor output, Module module, bool showSaved = false) => ToDot(output, Names(module), showSaved);

    /// <summary>The graph in Mermaid's language, which many Markdown viewers draw.</summary>
    /// <inheritdoc cref="ToDot(Tensor, IEnumerable{KeyValuePair{string, Tensor}}, bool)"/>
    public static string ToMermaid(Tensor output, IEnumerable<KeyValuePair<string, Tensor>>? names = null, bool showSaved = false) =>
        MermaidText.Of(GraphPicture.Of(output, names, showSaved));

    /// <summary>The graph in Mermaid's language, with the names of a module's parameters.</summary>
    /// <param name="output">A tensor that was computed from one that requires grad.</param>
    /// <param name="module">The module whose parameters are named.</param>
    /// <param name="showSaved">True lists what each operation keeps for its gradient.</param>
    /// <returns>The text.</returns>
    /// <inheritdoc cref="ToDot(Tensor, IEnumerable{KeyValuePair{string, Tensor}}, bool)"/>
    public static string ToMermaid(Tensor output, Module module, bool showSaved = false) => ToMermaid(output, Names(module), showSaved);

    private static IEnumerable<KeyValuePair<string, Tensor>> Names(Module module)
    {
        ArgumentNullException.ThrowIfNull(module);
        return module.NamedParameters().Select(p => KeyValuePair.Create<string, Tensor>(p.Name, p.Parameter));
    }
}
