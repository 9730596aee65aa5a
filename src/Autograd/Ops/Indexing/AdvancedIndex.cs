using Autograd.Engine;

namespace Autograd;

/// <summary>What <c>x[…]</c> with tensors among its places selects: a view, by the other places, and the parts of that view that the tensors address.</summary>
internal sealed class AdvancedIndex
{
    private readonly Tensor _view, _at;
    private readonly Parts _parts;

    private AdvancedIndex(Tensor view, Parts parts, Tensor at) => (_view, _parts, _at) = (view, parts, at);

    /// <summary>True where a place is a tensor, so that what is selected is no view.</summary>
    public static bool Asked(ReadOnlySpan<TensorIndex> items)
    {
        foreach (TensorIndex item in items)
        {
            if (item.What == TensorIndex.Kind.Tensor) return true;
        }

        return false;
    }

    /// <summary>Resolves the places; every complaint about them is made here.</summary>
    /// <exception cref="TensorIndexException">A place is out of range, a mask does not fit, or the tensors do not broadcast together.</exception>
    public static AdvancedIndex Resolve(Tensor x, ReadOnlySpan<TensorIndex> items)
    {
        BasicIndex basic = BasicIndex.Resolve(x.Shape, items);
        Tensor view = IsWhole(items) ? x : new IndexOp(x.Shape, basic).Apply(x);
        var terms = new List<Term>();
        int named = 0, dim = 0;
        foreach (TensorIndex item in items) named += BasicIndex.Taken(item);
        foreach (TensorIndex item in items)
        {
            if (item.Tensor is { } tensor)
            {
                terms.Add(Term.Of(view.Shape, dim, tensor));
                dim += terms[^1].Dims;
            }
            else
            {
                dim += item.What switch
                {
                    TensorIndex.Kind.Number => 0,
                    TensorIndex.Kind.Ellipsis => x.Rank - named,
                    _ => 1,
                };
            }
        }

        return Join(view, terms);
    }

    /// <summary>A copy of what is selected.</summary>
    public Tensor Read() => new IndexAtOp(_parts).Apply(_view, _at);

    /// <summary>Writes into what is selected.</summary>
    public void Write_(Tensor value, bool accumulate) => InPlace.Apply(new IndexPutOp(_parts, accumulate), _view, _view, _at, Fit(value));

    private Tensor Fit(Tensor value)
    {
        while (value.Rank > _parts.Output.Rank && value.Shape[0] == 1) value = value.Squeeze(0);
        return Broadcasting.CanExpand(value.Shape, _parts.Output)
            ? Broadcasting.To("index_put", value, _parts.Output)
            : throw new ShapeException($"index_put: a value of shape {value.Shape} cannot be broadcast to the indexed part of shape {_parts.Output}");
    }

    private static bool IsWhole(ReadOnlySpan<TensorIndex> items)
    {
        foreach (TensorIndex item in items)
        {
            bool moves = item.What is TensorIndex.Kind.Number or TensorIndex.Kind.Slice or TensorIndex.Kind.NewAxis || item.Tensor is { Rank: 0 };
            if (moves) return false;
        }

        return true;
    }

    /// <summary>One list of places for all the terms together: their positions, weighted with the sizes of the indexed dimensions that follow.</summary>
    private static AdvancedIndex Join(Tensor view, List<Term> terms)
    {
        Shape list = terms[0].Positions.Shape;
        bool[] indexed = new bool[view.Rank];
        int next = terms[0].Dim;
        bool adjacent = true;
        foreach (Term term in terms)
        {
            if (!Broadcasting.CanJoin(list, term.Positions.Shape))
            {
                throw new TensorIndexException(
                    $"index: the index tensors cannot be broadcast together: their shapes are {string.Join(" and ", terms.Select(t => t.Positions.Shape))}");
            }

            list = Broadcasting.Shapes("index", list, term.Positions.Shape);
            adjacent &= term.Dim == next;
            next = term.Dim + term.Dims;
            indexed.AsSpan(term.Dim, term.Dims).Fill(true);
        }

        Tensor? at = null;
        int weight = 1;
        for (int i = terms.Count - 1; i >= 0; i--)
        {
            Tensor weighted = weight == 1 ? terms[i].Positions : terms[i].Positions * weight;
            at = at is null ? weighted : weighted + at;
            weight *= terms[i].Size;
        }

        // Tensors side by side leave their dimensions where they were; tensors that are apart put them first.
        var parts = new Parts(view.Shape, indexed, adjacent ? terms[0].Dim : 0, list);
        return new AdvancedIndex(view, parts, Broadcasting.To("index", at!, list).Contiguous());
    }

    /// <summary>One tensor of an index: row-major positions among the dimensions that it addresses.</summary>
    private sealed record Term(int Dim, int Dims, int Size, Tensor Positions)
    {
        public static Term Of(Shape shape, int dim, Tensor tensor)
        {
            if (tensor.DType != DType.Bool) return new Term(dim, 1, shape[dim], Places.Of("index", tensor, shape[dim], dim));
            if (tensor.Rank == 0) return new Term(dim, 1, 1, Places.Where(tensor));
            int size = 1;
            for (int i = 0; i < tensor.Rank; i++)
            {
                size *= tensor.Shape[i];
                if (tensor.Shape[i] == shape[dim + i]) continue;
                throw new TensorIndexException(
                    $"index: a mask of shape {tensor.Shape} does not fit the indexed tensor of shape {shape}: "
                    + $"dimension {i} of the mask is {tensor.Shape[i]}, and dimension {dim + i} of the tensor {shape[dim + i]}");
            }

            return new Term(dim, tensor.Rank, size, Places.Where(tensor));
        }
    }
}
