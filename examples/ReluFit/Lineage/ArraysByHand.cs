using System.Numerics;
using System.Numerics.Tensors;

namespace Autograd.Examples.ReluFit.Lineage;

/// <summary>Plain arrays in row-major order, and gradients worked out with pencil and paper.</summary>
internal sealed class ArraysByHand<T>(LineageProblem problem) : ILineageForm
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Batch = LineageProblem.Batch, Inputs = LineageProblem.Inputs;
    private const int Hidden = LineageProblem.Hidden, Outputs = LineageProblem.Outputs;

    private readonly T[] _x = problem.X.ToArray<T>(), _y = problem.Y.ToArray<T>();
    private readonly T[] _w1 = problem.W1.ToArray<T>(), _w2 = problem.W2.ToArray<T>();

    public string Name => "arrays";

    public double Step()
    {
        T[] h = Multiply(_x, _w1, Batch, Inputs, Hidden);
        T[] relu = Array.ConvertAll(h, value => T.Max(value, T.Zero));
        T[] prediction = Multiply(relu, _w2, Batch, Hidden, Outputs);
        T[] difference = new T[prediction.Length];
        TensorPrimitives.Subtract<T>(prediction, _y, difference);
        T loss = TensorPrimitives.SumOfSquares<T>(difference);

        T[] gradPrediction = new T[difference.Length];
        TensorPrimitives.Multiply(difference, T.CreateChecked(2), gradPrediction);
        T[] gradW2 = Multiply(Transpose(relu, Batch, Hidden), gradPrediction, Hidden, Batch, Outputs);
        T[] gradH = Multiply(gradPrediction, Transpose(_w2, Hidden, Outputs), Batch, Outputs, Hidden);
        for (int i = 0; i < h.Length; i++)
        {
            if (h[i] < T.Zero) gradH[i] = T.Zero;
        }

        T[] gradW1 = Multiply(Transpose(_x, Batch, Inputs), gradH, Inputs, Batch, Hidden);
        T minusRate = T.CreateChecked(-LineageProblem.LearningRate);
        TensorPrimitives.MultiplyAdd<T>(gradW1, minusRate, _w1, _w1);
        TensorPrimitives.MultiplyAdd<T>(gradW2, minusRate, _w2, _w2);
        return double.CreateChecked(loss);
    }

    /// <summary>a [rows, inner] · b [inner, columns]: each row of the product is a sum of b's rows.</summary>
    private static T[] Multiply(T[] a, T[] b, int rows, int inner, int columns)
    {
        T[] product = new T[rows * columns];
        for (int i = 0; i < rows; i++)
        {
            Span<T> row = product.AsSpan(i * columns, columns);
            for (int k = 0; k < inner; k++) TensorPrimitives.MultiplyAdd(b.AsSpan(k * columns, columns), a[i * inner + k], row, row);
        }

        return product;
    }

    private static T[] Transpose(T[] a, int rows, int columns)
    {
        T[] transposed = new T[a.Length];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++) transposed[j * rows + i] = a[i * columns + j];
        }

        return transposed;
    }
}
