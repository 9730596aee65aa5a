namespace Autograd.Devices.Cpu;

/// <content>Matrix products.</content>
internal sealed partial class CpuDevice
{
    protected internal override void MatMul(View a, View b, View c, bool accumulate) =>
        DTypeGate.Number(c.DType, new MatMulAction(a, b, c, accumulate));

    private readonly struct MatMulAction(View a, View b, View c, bool accumulate) : INumberAction
    {
        void INumberAction.Invoke<T>()
        {
            if (c.Numel == 0) return;
            int rank = c.Shape.Rank, batches = c.Numel / (c.Shape[^2] * c.Shape[^1]);
            ReadOnlySpan<int> batch = c.Shape.AsSpan()[..^2];
            Span<int> scratchA = stackalloc int[rank], scratchB = stackalloc int[rank], scratchC = stackalloc int[rank];
            var atA = new Odometer(batch, a.Layout.Strides[..^2], a.Layout.Offset, scratchA);
            var atB = new Odometer(batch, b.Layout.Strides[..^2], b.Layout.Offset, scratchB);
            var atC = new Odometer(batch, c.Layout.Strides[..^2], c.Layout.Offset, scratchC);
            for (int i = 0; i < batches; i++, atA.Next(), atB.Next(), atC.Next())
                Gemm.Multiply(Last<T>(a, atA.Offset), Last<T>(b, atB.Offset), Last<T>(c, atC.Offset), accumulate);
        }

        // The matrix in the last two dimensions that begins at an offset.
        private static Matrix<T> Last<T>(View x, int offset)
            where T : unmanaged
            => new(x.Data<T>(), offset, x.Shape[^2], x.Shape[^1], x.Layout.Strides[^2], x.Layout.Strides[^1]);
    }
}
