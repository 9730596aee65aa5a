using Autograd.Devices;
using Autograd.Engine;

namespace Autograd;

/// <summary>
/// What <c>x[…]</c> selects when tensors are among its indices: the other indices take a view, and the tensors select slices of that view.
/// </summary>
internal sealed class AdvancedIndex
{
    private readonly Tensor _view, _at;
    private readonly IndexedSlices _slices;
    private readonly bool _byMask;

    private AdvancedIndex(Tensor view, IndexedSlices slices, Tensor at, bool byMask) =>
        (_view, _slices, _at, _byMask) = (view, slices, at, byMask);

    /// <summary>True if an index is a tensor, so that the selection is not a view.</summary>
    /// <param name="items">The indices.</param>
    public static bool IsNeeded(ReadOnlySpan<TensorIndex> items)
    {
        foreach (TensorIndex item in items)
        {
            if (item.What == TensorIndex.Kind.Tensor) return true;
        }

        return false;
    }

    /// <summary>Resolves the indices, and checks them.</summary>
    /// <param name="x">The indexed tensor.</param>
    /// <param name="items">The indices.</param>
    /// <exception cref="TensorIndexException">An index is out of range, a mask does not fit, or the tensors do not broadcast
    /// together.</exception>
    public static AdvancedIndex Resolve(Tensor x, ReadOnlySpan<TensorIndex> items)
    {
        BasicIndex basic = BasicIndex.Resolve(x.Shape, items);
        Tensor view = IsWhole(items) ? x : new IndexOp(x.Shape, basic).Apply(x);
        var terms = new List<Term>();
        int named = 0, dim = 0;
        foreach (TensorIndex item in items) named += BasicIndex.Taken(item);
        int hidden = x.Rank - named; // the dimensions that the first ellipsis stands for; any other stands for none
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

    /// <summary>A copy of the selection.</summary>
    public Tensor Read() => new IndexAtOp(_slices).Apply(_view, _at);

    /// <summary>Writes into the selection.</summary>
    /// <param name="value">The values; they broadcast to the selection.</param>
    /// <param name="accumulate">True adds them.</param>
    /// <exception cref="ShapeException">The values do not broadcast to the selection.</exception>
    public void Write_(Tensor value, bool accumulate)
    {
        Tensor values = Fit(value, accumulate);
        if (_view.Layout.MayOverlap && (accumulate || value.Numel == 1)) WriteExpanded_(value, values, accumulate);
        else InPlace.Apply(new IndexPutOp(_slices, accumulate), _view, _view, _at, values);
    }

    // A single number, or a sum, does not depend on the order in which the repetitions of an element are written.
    private void WriteExpanded_(Tensor value, Tensor values, bool accumulate)
    {
        Tensor once = _view.Unexpanded();
        InPlace.RequireTarget("index_put_", once);
        if (accumulate)
        {
            Tensor sums = new IndexPutOp(_slices, accumulate: true).Apply(_view.Detach().ZerosLike(), _at, values);
            once.Add_(sums.SumTo(once.Shape).To(_view.DType));
            return;
        }

        if (values.DType != _view.DType) throw IndexPutOp.WrongDType(values.DType, _view.DType);
        if (values.Numel == 0) return;
        Tensor none = Tensor.Zeros(_view.Shape, DType.Bool, device: _view.Device), all = Tensor.Ones([], DType.Bool, device: _view.Device);
        Tensor mask = new IndexPutOp(_slices, accumulate: false).Apply(none, _at, all.BroadcastTo(_slices.Output));
        once.Copy_(Tensor.Where(_view.UnexpandedMask(mask), value.To(_view.DType).Reshape([]), once));
    }

    // A single mask takes one value of any dtype, as PyTorch's masked fill does; otherwise the dtypes must be equal.
    private Tensor Fit(Tensor value, bool accumulate)
    {
        value = Placement.Number(value, _view.Device);
        if (_byMask && !accumulate && value.Numel == 1) value = value.To(_view.DType);
        while (value.Rank > _slices.Output.Rank && value.Shape[0] == 1) value = value.Squeeze(0);
        return Broadcasting.CanExpand(value.Shape, _slices.Output)
            ? Broadcasting.To("index_put", value, _slices.Output)
            : throw new ShapeException(
                $"index_put: a value of shape {value.Shape} cannot be broadcast to the indexed part of shape {_slices.Output}");
    }

    private static bool IsWhole(ReadOnlySpan<TensorIndex> items)
    {
        foreach (TensorIndex item in items)
        {
            bool moves = item.What is TensorIndex.Kind.Number or TensorIndex.Kind.Slice or TensorIndex.Kind.NewAxis
                || item.Tensor is { Rank: 0 };
            if (moves) return false;
        }

        return true;
    }

    /// <summary>
    /// Combines the terms into one index tensor: their positions, each times the sizes of the indexed dimensions after it.
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
                    $"index: the index tensors cannot be broadcast together: their shapes are "
                    + $"{string.Join(" and ", terms.Select(t => t.At.Shape))}");
            }

            list = Broadcasting.Shapes("index", list, term.At.Shape);
            adjacent &= term.Dim == next;
            next = term.Dim + term.Dims;
            indexed.AsSpan(term.Dim, term.Dims).Fill(true);
        }

        // Adjacent index tensors leave their dimensions where they were; separated ones put them first.
        var slices = new IndexedSlices(view.Shape, indexed, adjacent ? terms[0].Dim : 0, list);
        bool byMask = terms is [{ IsMask: true }];
        // Where nothing is selected no index is looked at, as in PyTorch; but of no elements none can be selected.
        bool none = slices.Output.Numel == 0 && (list.Numel == 0 || terms.TrueForAll(t => t.Size > 0));
        if (none) return new AdvancedIndex(view, slices, Tensor.Zeros(list, DType.Int64, device: view.Device), byMask);

        List<Tensor> positions = terms.ConvertAll(t => t.Positions(view.Device));
        Tensor? at = null;
        int weight = 1;
        for (int i = terms.Count - 1; i >= 0; i--)
        {
            Tensor weighted = weight == 1 ? positions[i] : positions[i] * weight;
            at = at is null ? weighted : weighted + at;
            weight *= terms[i].Size;
        }

        return new AdvancedIndex(view, slices, Broadcasting.To("index", at!, list).Contiguous(), byMask);
    }

    /// <summary>One index tensor: positions along a dimension, or those that a mask marks among several dimensions.</summary>
    private sealed record Term(int Dim, int Dims, int Size, Tensor At, bool IsMask)
    {
        public static Term Of(Tensor view, int dim, Tensor tensor)
        {
            (Shape shape, Device device) = (view.Shape, view.Device);
            if (tensor.DType != DType.Bool) return new Term(dim, 1, shape[dim], tensor, IsMask: false);
            if (tensor.Rank == 0) return new Term(dim, 1, 1, IndexPositions.Where(tensor, device), IsMask: true);
            int size = 1;
            for (int i = 0; i < tensor.Rank; i++)
            {
                size *= tensor.Shape[i];
                if (tensor.Shape[i] == shape[dim + i]) continue;
                throw new TensorIndexException(
                    $"index: a mask of shape {tensor.Shape} does not fit the indexed tensor of shape {shape}: "
                    + $"dimension {i} of the mask is {tensor.Shape[i]}, and dimension {dim + i} of the tensor {shape[dim + i]}");
            }

            return new Term(dim, tensor.Rank, size, IndexPositions.Where(tensor, device), IsMask: true);
        }

        /// <summary>Row-major positions among the dimensions that it addresses; indices are checked here.</summary>
        public Tensor Positions(Device device) => IsMask ? At : IndexPositions.Of("index", At, Size, Dim, device);
    }
}
