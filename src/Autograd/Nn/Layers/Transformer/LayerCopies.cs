namespace Autograd.Nn;

/// <summary>The layers of a stack: copies of one, each with its own parameters that start with that one's values.</summary>
internal static class LayerCopies
{
    /// <summary>Creates the copies.</summary>
    /// <param name="layer">The layer, which is left as it is.</param>
    /// <param name="count">The number of copies.</param>
    /// <param name="op">The stack, for messages.</param>
    /// <param name="create">Creates a layer of the same sizes; its values are then replaced.</param>
    public static ModuleList<TModule> Of<TModule>(TModule layer, int count, string op, Func<DType, TModule> create)
        where TModule : Module
    {
        LayerSize.RequireAtLeast(1, count, op, "numLayers");
        var copies = new ModuleList<TModule>();
        for (int i = 0; i < count; i++)
        {
            TModule copy = create(layer.Parameters()[0].DType).To(layer.Parameters()[0].Device);
            Fill(copy, layer);
            copies.Append(copy);
        }

        return copies;
    }

    /// <summary>The values, and what else a copy of the whole module has: what is frozen, and whether it is in training.</summary>
    private static void Fill(Module copy, Module from)
    {
        using GradModeScope mode = GradMode.NoGrad();
        for (int i = 0; i < from.Parameters().Count; i++)
        {
            copy.Parameters()[i].Copy_(from.Parameters()[i]);
            copy.Parameters()[i].RequiresGrad = from.Parameters()[i].RequiresGrad;
        }

        for (int i = 0; i < from.Modules().Count; i++) copy.Modules()[i].IsTraining = from.Modules()[i].IsTraining;
    }
}
