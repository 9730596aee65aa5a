namespace Autograd.Devices.Cpu;

/// <content>Reading and writing where an index says.</content>
internal sealed partial class CpuDevice
{
    protected internal override void Gather(string op, View x, int dim, View index, View y) =>
        DTypeGate.Number(x.DType, new GatherAction(op, x, dim, index, y));

    private readonly struct GatherAction(string op, View x, int dim, View index, View y) : INumberAction
    {
        void INumberAction.Invoke<T>() => Indexing.Gather<T>(op, x, dim, index, y);
    }

    protected internal override void Scatter(string op, View target, int dim, View index, View source) =>
        DTypeGate.Number(target.DType, new ScatterAction(op, target, dim, index, source));

    private readonly struct ScatterAction(string op, View target, int dim, View index, View source) : INumberAction
    {
        void INumberAction.Invoke<T>() => Indexing.Scatter<T>(op, target, dim, index, source);
    }

    protected internal override void ScatterAdd(string op, View target, int dim, View index, View source) =>
        DTypeGate.Number(target.DType, new ScatterAddAction(op, target, dim, index, source));

    private readonly struct ScatterAddAction(string op, View target, int dim, View index, View source) : INumberAction
    {
        void INumberAction.Invoke<T>() => Indexing.ScatterAdd<T>(op, target, dim, index, source);
    }

    protected internal override void ScatterReduce<TKernel>(string op, TKernel kernel, View target, int dim, View index, View source) =>
        DTypeGate.Number(target.DType, new ScatterReduceAction<TKernel>(op, kernel, target, dim, index, source));

    private readonly struct ScatterReduceAction<TKernel>(
        string op, TKernel kernel, View target, int dim, View index, View source) : INumberAction
        where TKernel : struct, IReduceKernel
    {
        void INumberAction.Invoke<T>() => Indexing.ScatterReduce<TKernel, T>(op, kernel, target, dim, index, source);
    }

    protected internal override void IndexSelect(string op, View x, int dim, View index, View y)
    {
        x = Contiguous(x);
        DTypeGate.Number(x.DType, new IndexSelectAction(op, x, dim, index, y));
    }

    private readonly struct IndexSelectAction(string op, View x, int dim, View index, View y) : INumberAction
    {
        void INumberAction.Invoke<T>() => Indexing.Select<T>(op, x, dim, index.Span<long>(), y);
    }

    protected internal override void IndexAdd(string op, View target, int dim, View index, View source)
    {
        source = Contiguous(source);
        DTypeGate.Number(target.DType, new IndexAddAction(op, target, dim, index, source));
    }

    private readonly struct IndexAddAction(string op, View target, int dim, View index, View source) : INumberAction
    {
        void INumberAction.Invoke<T>() => Indexing.Add<T>(op, target, dim, index.Span<long>(), source);
    }

    protected internal override void ReadParts(View x, ReadOnlySpan<bool> indexed, int place, View at, View y)
    {
        if (y.Numel == 0) return;
        DTypeGate.Number(x.DType, new ReadPartsAction(new(x.Layout, indexed, place, at.Span<long>()), x, y));
    }

    private readonly struct ReadPartsAction(SliceWalk parts, View x, View y) : INumberAction
    {
        void INumberAction.Invoke<T>() => parts.Read(x.Data<T>(), y.Span<T>());
    }

    protected internal override void WriteParts(View target, ReadOnlySpan<bool> indexed, int place, View at, View source)
    {
        if (source.Numel == 0) return;
        source = Contiguous(source);
        DTypeGate.Number(target.DType, new WritePartsAction(new(target.Layout, indexed, place, at.Span<long>()), target, source));
    }

    private readonly struct WritePartsAction(SliceWalk parts, View target, View source) : INumberAction
    {
        void INumberAction.Invoke<T>() => parts.Write<T>(target.Data<T>(), source.Span<T>());
    }

    protected internal override void AddToParts(View target, ReadOnlySpan<bool> indexed, int place, View at, View source)
    {
        if (source.Numel == 0) return;
        source = Contiguous(source);
        DTypeGate.Number(target.DType, new AddToPartsAction(new(target.Layout, indexed, place, at.Span<long>()), target, source));
    }

    private readonly struct AddToPartsAction(SliceWalk parts, View target, View source) : INumberAction
    {
        void INumberAction.Invoke<T>() => parts.Add<T>(target.Data<T>(), source.Span<T>());
    }

    protected internal override long[] NonZero(View x)
    {
        x = Contiguous(x);
        var found = new NonZeroAction(x);
        DTypeGate.Number(x.DType, ref found);
        return found.Positions;
    }

    private struct NonZeroAction(View x) : INumberAction
    {
        public long[] Positions { get; private set; } = [];

        void INumberAction.Invoke<T>() => Positions = Indexing.NonZero<T>(x.Span<T>());
    }
}
