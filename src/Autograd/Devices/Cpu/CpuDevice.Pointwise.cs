using System.Numerics;

namespace Autograd.Devices.Cpu;

/// <content>Kernels of one and of two operands, element by element.</content>
internal sealed partial class CpuDevice
{
    protected internal override void Unary<TKernel>(TKernel kernel, View x, View y) =>
        DTypeGate.Floating(x.DType, new UnaryAction<TKernel>(kernel, x, y));

    private readonly struct UnaryAction<TKernel>(TKernel kernel, View x, View y) : IFloatingAction
        where TKernel : struct, IUnaryKernel
    {
        static string IFloatingAction.Operation => OperationOf<TKernel>();

        void IFloatingAction.Invoke<T>() => Elementwise.Map<Floating<TKernel, T>, T, T>(new(kernel), x, y);
    }

    protected internal override void NumericUnary<TKernel>(TKernel kernel, View x, View y) =>
        DTypeGate.Number(x.DType, new NumericUnaryAction<TKernel>(kernel, x, y));

    private readonly struct NumericUnaryAction<TKernel>(TKernel kernel, View x, View y) : INumberAction
        where TKernel : struct, INumericUnaryKernel
    {
        void INumberAction.Invoke<T>() => Elementwise.Map<Numeric<TKernel, T>, T, T>(new(kernel), x, y);
    }

    protected internal override void Binary<TKernel>(TKernel kernel, View a, View b, View y) =>
        DTypeGate.Floating(a.DType, new BinaryAction<TKernel>(kernel, a, b, y));

    private readonly struct BinaryAction<TKernel>(TKernel kernel, View a, View b, View y) : IFloatingAction
        where TKernel : struct, IBinaryKernel
    {
        static string IFloatingAction.Operation => OperationOf<TKernel>();

        void IFloatingAction.Invoke<T>() => Elementwise.Map<FloatingPair<TKernel, T>, T, T, T>(new(kernel), a, b, y);
    }

    protected internal override void NumericBinary<TKernel>(TKernel kernel, View a, View b, View y) =>
        DTypeGate.Number(a.DType, new NumericBinaryAction<TKernel>(kernel, a, b, y));

    private readonly struct NumericBinaryAction<TKernel>(TKernel kernel, View a, View b, View y) : INumberAction
        where TKernel : struct, INumericBinaryKernel
    {
        void INumberAction.Invoke<T>() => Elementwise.Map<NumericPair<TKernel, T>, T, T, T>(new(kernel), a, b, y);
    }

    protected internal override void Compare<TKernel>(TKernel kernel, View a, View b, View y) =>
        DTypeGate.Number(a.DType, new CompareAction<TKernel>(kernel, a, b, y));

    private readonly struct CompareAction<TKernel>(TKernel kernel, View a, View b, View y) : INumberAction
        where TKernel : struct, ICompareKernel
    {
        void INumberAction.Invoke<T>() => Elementwise.Map<Comparing<TKernel, T>, T, T, bool>(new(kernel), a, b, y);
    }

    private readonly struct Floating<TKernel, T>(TKernel kernel) : Elementwise.IPass<T, T>
        where TKernel : struct, IUnaryKernel
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        public void Invoke(ReadOnlySpan<T> x, Span<T> y) => kernel.Invoke(x, y);
    }

    private readonly struct Numeric<TKernel, T>(TKernel kernel) : Elementwise.IPass<T, T>
        where TKernel : struct, INumericUnaryKernel
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        public void Invoke(ReadOnlySpan<T> x, Span<T> y) => kernel.Invoke(x, y);
    }

    private readonly struct FloatingPair<TKernel, T>(TKernel kernel) : Elementwise.IPass<T, T, T>
        where TKernel : struct, IBinaryKernel
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        public void Invoke(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y) => kernel.Invoke(a, b, y);
    }

    private readonly struct NumericPair<TKernel, T>(TKernel kernel) : Elementwise.IPass<T, T, T>
        where TKernel : struct, INumericBinaryKernel
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        public void Invoke(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y) => kernel.Invoke(a, b, y);
    }

    private readonly struct Comparing<TKernel, T>(TKernel kernel) : Elementwise.IPass<T, T, bool>
        where TKernel : struct, ICompareKernel
        where T : unmanaged, INumber<T>
    {
        public void Invoke(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<bool> y)
        {
            for (int i = 0; i < y.Length; i++) y[i] = kernel.Test(a[i], b[i]);
        }
    }
}
