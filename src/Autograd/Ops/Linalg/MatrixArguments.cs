using Autograd.Devices;

namespace Autograd;

/// <summary>The checks and small forms that the operations of linear algebra share.</summary>
internal static class MatrixArguments
{
    /// <summary>Refuses what is no batch of matrices of floating numbers.</summary>
    public static TensorSpec Matrix(string op, TensorSpec x)
    {
        if (x.Shape.Rank < 2)
            throw new ShapeException($"{op}: the input must have at least 2 dimensions, [..., rows, columns], not {x.Shape}");
        if (!x.DType.IsFloating())
            throw new DTypeException($"{op}: the input must be floating, not {x.DType.Text()}; convert with To(DType.Float32)");
        return x;
    }

    /// <summary>Refuses what is no batch of square matrices of floating numbers.</summary>
    public static TensorSpec Square(string op, TensorSpec x)
    {
        Matrix(op, x);
        if (x.Shape[^1] == x.Shape[^2]) return x;
        throw new ShapeException($"{op}: the matrices must be square, but the input is {x.Shape}: {x.Shape[^2]} by {x.Shape[^1]}");
    }

    /// <summary>The spec of matrices, vectors or numbers with the batch of another tensor.</summary>
    public static TensorSpec Like(TensorSpec x, params ReadOnlySpan<int> sizes) =>
        x with { Shape = [.. x.Shape.AsSpan()[..^2], .. sizes] };

    /// <summary>Throws the error for a matrix that a kernel could not work on.</summary>
    public static void Require(string op, (int Matrix, int Place) failed, int batchRank, Func<int, string> problem)
    {
        if (failed.Place == 0) return;
        string which = batchRank == 0 ? "the matrix" : $"matrix {failed.Matrix} of the batch";
        throw new LinalgException($"{op}: {which} {problem(failed.Place)}");
    }

    /// <summary>What is wrong with a matrix whose pivot is zero.</summary>
    public static string Singular(int place) =>
        $"is singular: pivot {place - 1} of its elimination is zero. PInv and LstSq work on singular matrices";

    /// <summary>Whether an operation on the tensor will be recorded.</summary>
    public static bool IsRecorded(Tensor x) => GradMode.IsEnabled && x.RequiresGrad;

    /// <summary>The matrices transposed.</summary>
    public static Tensor Mt(this Tensor x) => x.Transpose(-1, -2);

    /// <summary>The contiguous matrices behind a tensor.</summary>
    public static View Rows(this Tensor x) => x.Contiguous().Raw;

    /// <summary>Identity matrices with the batch, size, dtype and device of another tensor.</summary>
    public static Tensor Identity(Tensor x) => Tensor.Eye(x.Shape[^1], dtype: x.DType, device: x.Device).BroadcastTo(x.Shape);
}
