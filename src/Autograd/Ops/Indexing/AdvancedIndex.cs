using Autograd.Devices;
using Autograd.Engine;

namespace Autograd;

/// <summary>
/// What <c>x[…]</c> with tensors among its places selects: a view, by the other places, and the parts of that view that the tensors
/// address.
/// </summary>
internal sealed class AdvancedIndex
{
    private readonly Tensor _view, _at;
    private readonly Parts _parts;
    private readonly bool _byMask;

    private AdvancedIndex(Tensor view, Parts parts, Tensor at, bool byMask) => (_view, _parts, _at, _byMask) = (view, parts, at, byMask);

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
    /// <exception cref="TensorIndexException">A place is out of range, a mask does not fit, or the tensors do not broadcast
    /// together.</exception>
    public static AdvancedIndex Resolve(Tensor x, ReadOnlySpan<TensorIndex> items)
    {
        BasicIndex basic = BasicIndex.Resolve(x.Shape, items);
        Tensor view = IsWhole(items) ? x : new IndexOp(x.Shape, basic).Apply(x);
        var terms = new List<Term>();
        int named = 0, dim = 0;
        foreach (TensorIndex item in items) named += BasicIndex.Taken(item);
        int hidden = x.Rank - named; // what the first ellipsis stands for; further ones stand for nothing
        foreach (TensorIndex item in items)
        {
            if (item.Tensor is { } tensor)
            {
                terms.Add(Term.Of(view, dim, tensor));
                dim += terms[^1].Dims;
            }
            else
            {
                dim += item.What switch
                {
                    TensorIndex.Kind.Number => 0,
                    TensorIndex.Kind.Ellipsis => hidden,
                    _ => 1,
                };
                if (item.What == TensorIndex.Kind.Ellipsis) hidden = 0;
            }
        }

        return Join(view, terms);
    }

    /// <summary>A copy of what is selected.</summary>
    public Tensor Read() => new IndexAtOp(_parts).Apply(_view, _at);

    /// <summary>Writes into what is selected.</summary>
    public void Write_(Tensor value, bool accumulate) => InPlace.Apply(new IndexPutOp(_parts, accumulate), _view, _view, _at, Fit(value, accumulate));

    // A mask alone takes a single value of any dtype, as PyTorch's masked fill does; else the dtypes must be equal.
    private Tensor Fit(Tensor value, bool accumulate)
    {
        value = Placement.Number(value, _view.Device);
        if (_byMask && !accumulate && value.Numel == 1) value = value.To(_view.DType);
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

    /// <summary>
    /// One list of places for all the terms together: their positions, weighted with the sizes of the indexed dimensions that follow.
    /// </summary>
    private static AdvancedIndex Join(Tensor view, List<Term> terms)
    {
        Shape list = terms[0].At.Shape;
        bool[] indexed = new bool[view.Rank];
        int next = terms[0].Dim;
        bool adjacent = true;
        foreach (Term term in terms)
        {
            if (!Broadcasting.CanJoin(list, term.At.Shape))
            {
                throw new TensorIndexException(
                    $"index: the index tensors cannot be broadcast together: their shapes are {string.Join(" and ", terms.Select(t => t.At.Shape))}");
            }

            list = Broadcasting.Shapes("index", list, term.At.Shape);
            adjacent &= term.Dim == next;
            next = term.Dim + term.Dims;
            indexed.AsSpan(term.Dim, term.Dims).Fill(true);
        }

        // Tensors side by side leave their dimensions where they were; tensors that are apart put them first.
        var parts = new Parts(view.Shape, indexed, adjacent ? terms[0].Dim : 0, list);
        bool byMask = terms is [{ IsMask: true }];
        // Where nothing is selected no index is looked at, as in PyTorch; but of no elements none can be selected.
        bool none = parts.Output.Numel == 0 && (list.Numel == 0 || terms.TrueForAll(t => t.Size > 0));
        if (none) return new AdvancedIndex(view, parts, Tensor.Zeros(list, DType.Int64, device: view.Device), byMask);

        List<Tensor> positions = terms.ConvertAll(t => t.Positions(view.Device));
        Tensor? at = null;
        int weight = 1;
        for (int i = terms.Count - 1; i >= 0; i--)
        {
            Tensor weighted = weight == 1 ? positions[i] : positions[i] * weight;
            at = at is null ? weighted : weighted + at;
            weight *= terms[i].Size;
        }

        return new AdvancedIndex(view, parts, Broadcasting.To("index", at!, list).Contiguous(), byMask);
    }

    /// <summary>One tensor of an index: places along a dimension, or those that a mask names among several.</summary>
    private sealed record Term(int Dim, int Dims, int Size, Tensor At, bool IsMask)
    {
        public static Term Of(Tensor view, int dim, Tensor tensor)
        {
            (Shape shape, Device device) = (view.Shape, view.Device);
            if (tensor.DType != DType.Bool) return new Term(dim, 1, shape[dim], tensor, IsMask: false);
            if (tensor.Rank == 0) return new Term(dim, 1, 1, Places.Where(tensor, device), IsMask: true);
            int size = 1;
            for (int i = 0; i < tensor.Rank; i++)
            {
                size *= tensor.Shape[i];
                if (tensor.Shape[i] == shape[dim + i]) continue;
                throw new TensorIndexException(
                    $"index: a mask of shape {tensor.Shape} does not fit the indexed tensor of shape {shape}: "
                    + $"dimension {i} of the mask is {tensor.Shape[i]}, and dimension {dim + i} of the tensor {shape[dim + i]}");
            }

            return new Term(dim, tensor.Rank, size, Places.Where(tensor, device), IsMask: true);
        }

        /// <summary>Row-major positions among the dimensions that it addresses; indices are checked here.</summary>
        public Tensor Positions(Device device) => IsMask ? At : Places.Of("index", At, Size, Dim, device);
    }
}
