using System.Numerics;
using Autograd.Threading;

namespace Autograd.Devices.Cpu;

/// <content>Batches of matrices.</content>
internal sealed partial class CpuDevice
{
    protected internal override (int Matrix, int Place) Matrices<TKernel>(
        TKernel kernel, View a, View first, View? second = null, View? third = null)
    {
        int[] places = new int[Shape.Count(a.Shape.AsSpan()[..^2])];
        DTypeGate.Floating(a.DType, new MatricesAction<TKernel>(kernel, a, first, second, third, places));
        int failed = places.AsSpan().IndexOfAnyExcept(0);
        return failed < 0 ? (-1, 0) : (failed, places[failed]);
    }

    private readonly struct MatricesAction<TKernel>(TKernel kernel, View a, View first, View? second, View? third, int[] places)
        : IFloatingAction
        where TKernel : struct, IMatrixKernel
    {
        static string IFloatingAction.Operation => OperationOf<TKernel>();

        void IFloatingAction.Invoke<T>()
        {
            var body = new MatricesBody<TKernel, T>(
                kernel,
                a.Block<T>(),
                a.Shape[^2],
                a.Shape[^1],
                Part<T>(first, places.Length),
                Part<T>(second, places.Length),
                Part<T>(third, places.Length),
                places);
            long cube = (long)a.Shape[^2] * a.Shape[^1] * Math.Min(a.Shape[^2], a.Shape[^1]);
            ParallelFor.Run(places.Length, places.Length * cube, body);
        }

        private static MatrixPart<T> Part<T>(View? view, int batch)
            where T : unmanaged
            => view is { } given && batch > 0 ? new(given.Block<T>(), given.Numel / batch) : default;
    }

    /// <summary>A result: a block with the matrices one after another.</summary>
    private readonly record struct MatrixPart<T>(Block<T> All, int Size)
        where T : unmanaged
    {
        public Span<T> Of(int matrix) => Size == 0 ? [] : All.Span(matrix * Size, Size);
    }

    /// <summary>One matrix.</summary>
    private readonly struct MatricesBody<TKernel, T>(
        TKernel kernel, Block<T> a, int rows, int columns, MatrixPart<T> first, MatrixPart<T> second, MatrixPart<T> third, int[] places)
        : IChunkBody
        where TKernel : struct, IMatrixKernel
        where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        public void Run(int chunk)
        {
            Span<T> matrix = a.Span(chunk * rows * columns, rows * columns);
            places[chunk] = kernel.Invoke<T>(matrix, rows, columns, first.Of(chunk), second.Of(chunk), third.Of(chunk));
        }
    }
}
