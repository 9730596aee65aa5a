namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// The coordinates of a grid: one view for each vector, in which it runs along its own dimension and repeats along the others.
    /// Gradient: summed.
    /// </summary>
    /// <param name="vectors">Tensors of at most one dimension.</param>
    /// <param name="xy">True runs the first vector along dimension 1 and the second along dimension 0, as plots do
    /// (<c>indexing="xy"</c>).</param>
    /// <returns>The views.</returns>
    /// <exception cref="ShapeException">A tensor has more than one dimension.</exception>
    public static Tensor[] Meshgrid(ReadOnlySpan<Tensor> vectors, bool xy = false)
    {
        NullTensor.Refuse("meshgrid", "vector", vectors);
        int[] sizes = new int[vectors.Length];
        for (int i = 0; i < sizes.Length; i++)
        {
            if (vectors[i].Rank > 1) throw new ShapeException($"meshgrid: takes vectors, and number {i} is {vectors[i].Shape}");
            sizes[i] = vectors[i].Numel;
        }

        var grids = new Tensor[vectors.Length];
        for (int i = 0; i < grids.Length; i++)
        {
            int[] along = new int[sizes.Length];
            Array.Fill(along, 1);
            along[i] = sizes[i];
            Tensor grid = vectors[i].View(along).BroadcastTo(Shape.Create(sizes));
            grids[i] = xy && sizes.Length > 1 ? grid.Transpose(0, 1) : grid;
        }

        return grids;
    }
}
