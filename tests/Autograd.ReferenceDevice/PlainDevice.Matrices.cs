using System.Numerics;
using Autograd.Devices;

namespace Autograd.ReferenceDevice;

/// <content>Batches of matrices.</content>
public sealed partial class PlainDevice
{
    /// <inheritdoc/>
    protected override (int Matrix, int Place) Matrices<TKernel>(TKernel kernel, View a, View first, View? second = null, View? third = null)
    {
        return a.DType switch
        {
            DType.Float32 => Run<float>(),
            DType.Float64 => Run<double>(),
            _ => throw NotImplementedFor<TKernel>(a.DType),
        };

        (int Matrix, int Place) Run<T>()
            where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            (int rows, int columns) = (a.Shape[^2], a.Shape[^1]);
            int batch = 1;
            foreach (int size in a.Shape.ToArray().SkipLast(2)) batch *= size;
            (int Matrix, int Place) failed = (-1, 0);
            for (int i = 0; i < batch; i++)
            {
                T[] x = Part<T>(first, i, batch), y = Part<T>(second, i, batch), z = Part<T>(third, i, batch);
                int place = kernel.Invoke<T>(new Elements<T>(a).Slice(i * rows * columns, rows * columns), rows, columns, x, y, z);
                if (place != 0 && failed.Place == 0) failed = (i, place);
                new Elements<T>(first).Write(i * x.Length, x);
                if (second is { } other) new Elements<T>(other).Write(i * y.Length, y);
                if (third is { } last) new Elements<T>(last).Write(i * z.Length, z);
            }

            return failed;
        }

        static T[] Part<T>(View? view, int matrix, int batch)
            where T : unmanaged
        {
            if (view is not { } given) return [];
            int size = given.Numel / batch;
            return new Elements<T>(given).Slice(matrix * size, size);
        }
    }
}
