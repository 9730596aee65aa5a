using Autograd.Memory;

namespace Autograd.Devices.Cpu;

/// <summary>The processor. Each member passes the gate from its dtype to a generic kernel; the operands are an action's fields.</summary>
internal sealed partial class CpuDevice() : Device(isProcessor: true)
{
    public override string Name => "cpu";

    protected internal override Storage Allocate(DType dtype, int length, bool zeroed)
    {
        var made = new Making(length, zeroed);
        DTypeGate.Element(dtype, ref made);
        return made.Result!;
    }

    private struct Making(int length, bool zeroed) : IElementAction
    {
        public Storage? Result { get; private set; }

        void IElementAction.Invoke<T>() =>
            Result = TensorScope.Innermost is { } scope
                ? scope.Make<T>(length, zeroed)
                : new Storage<T>(zeroed ? new T[length] : GC.AllocateUninitializedArray<T>(length));
    }

    protected internal override void Fill(View y, Scalar value) => DTypeGate.Number(y.DType, new FillAction(y, value));

    private readonly struct FillAction(View y, Scalar value) : INumberAction
    {
        void INumberAction.Invoke<T>()
        {
            T number = y.DType == DType.Bool ? T.CreateTruncating(value.ToDouble() != 0 ? 1 : 0) : value.To<T>();
            if (y.Layout.IsContiguous) Elementwise.Map<Filling<T>, T, T>(new(number), y, y);
            else StridedCopy.Run([number], new Layout(y.Shape, new int[y.Shape.Rank], 0), y.Data<T>(), y.Layout);
        }
    }

    private readonly struct Filling<T>(T value) : Elementwise.IPass<T, T>
        where T : unmanaged
    {
        public void Invoke(ReadOnlySpan<T> x, Span<T> y) => y.Fill(value);
    }

    private View Contiguous(View x)
    {
        if (x.Layout.IsContiguous) return x;
        var y = new View(Allocate(x.DType, x.Numel, zeroed: false), Layout.Contiguous(x.Shape));
        Copy(x, y);
        return y;
    }

    /// <summary>The operation that a kernel belongs to: the one that declares it.</summary>
    private static string OperationOf<TKernel>() => SnakeName.Of(typeof(TKernel).DeclaringType ?? typeof(TKernel));
}
