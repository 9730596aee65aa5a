namespace Autograd.Devices.Cpu;

/// <content>Reductions, kernels of whole rows, and an optimizer's step.</content>
internal sealed partial class CpuDevice
{
    protected internal override void Reduce<TKernel>(TKernel kernel, View x, ReadOnlySpan<bool> reduced, View y) =>
        DTypeGate.Number(x.DType, new ReduceAction<TKernel>(kernel, x, reduced, y));

    private readonly ref struct ReduceAction<TKernel>(TKernel kernel, View x, ReadOnlySpan<bool> reduced, View y) : INumberAction
        where TKernel : struct, IReduceKernel
    {
        private readonly ReadOnlySpan<bool> _reduced = reduced;

        void INumberAction.Invoke<T>() => ReductionLoops.Run(kernel, x.Data<T>(), x.Layout, _reduced, y.Block<T>(), y.Numel);
    }

    protected internal override void ArgReduce(bool largest, View x, int dim, View values, View indices)
    {
        x = Contiguous(x);
        DTypeGate.Number(x.DType, new ArgReduceAction(largest, x, dim, values, indices));
    }

    private readonly struct ArgReduceAction(bool largest, View x, int dim, View values, View indices) : INumberAction
    {
        void INumberAction.Invoke<T>() => Indexing.ArgReduce(largest, x, dim, values.Span<T>(), indices.Span<long>());
    }

    protected internal override void Rows<TKernel>(TKernel kernel, View x, View y) =>
        DTypeGate.Floating(x.DType, new RowsAction<TKernel>(kernel, x, y));

    private readonly struct RowsAction<TKernel>(TKernel kernel, View x, View y) : IFloatingAction
        where TKernel : struct, IRowKernel
    {
        static string IFloatingAction.Operation => OperationOf<TKernel>();

        void IFloatingAction.Invoke<T>() => RowLoops.Run<TKernel, T>(kernel, x, y);
    }

    protected internal override void RowPairs<TKernel>(TKernel kernel, View a, View b, View y) =>
        DTypeGate.Floating(a.DType, new RowPairsAction<TKernel>(kernel, a, b, y));

    private readonly struct RowPairsAction<TKernel>(TKernel kernel, View a, View b, View y) : IFloatingAction
        where TKernel : struct, IRowPairKernel
    {
        static string IFloatingAction.Operation => OperationOf<TKernel>();

        void IFloatingAction.Invoke<T>() => RowLoops.Run<TKernel, T>(kernel, a, b, y);
    }

    protected internal override void Scan<TKernel>(TKernel kernel, View x, View y) =>
        DTypeGate.Number(x.DType, new ScanAction<TKernel>(kernel, x, y));

    private readonly struct ScanAction<TKernel>(TKernel kernel, View x, View y) : INumberAction
        where TKernel : struct, IScanKernel
    {
        // Totals of float32 are kept in float64, as PyTorch keeps them.
        void INumberAction.Invoke<T>()
        {
            if (Element<T>.IsFloating) RowLoops.Scan<TKernel, T, double>(kernel, x, y);
            else RowLoops.Scan<TKernel, T, long>(kernel, x, y);
        }
    }

    protected internal override void IndexedRows<TKernel>(TKernel kernel, View x, View values, View indices) =>
        DTypeGate.Number(x.DType, new IndexedRowsAction<TKernel>(kernel, x, values, indices));

    private readonly struct IndexedRowsAction<TKernel>(TKernel kernel, View x, View values, View indices) : INumberAction
        where TKernel : struct, IIndexedRowKernel
    {
        void INumberAction.Invoke<T>() => RowLoops.Indexed<TKernel, T>(kernel, x, values, indices);
    }

    protected internal override void Update<TKernel>(
        TKernel kernel, View parameter, View gradient, View? state0, View? state1, View? state2) =>
        DTypeGate.Floating(parameter.DType, new UpdateAction<TKernel>(kernel, parameter, gradient, state0, state1, state2));

    private readonly struct UpdateAction<TKernel>(
        TKernel kernel, View parameter, View gradient, View? state0, View? state1, View? state2) : IFloatingAction
        where TKernel : struct, IUpdateKernel
    {
        static string IFloatingAction.Operation => OperationOf<TKernel>();

        void IFloatingAction.Invoke<T>() => RowLoops.Update<TKernel, T>(kernel, parameter, gradient, state0, state1, state2);
    }
}
