namespace Autograd;

/// <summary>The dtype of a result, as <c>torch.result_type</c> decides it.</summary>
internal static class Promotion
{
    public const DType DefaultFloat = DType.Float32;

    /// <summary>
    /// Two tensors: the later dtype wins, but a zero-dimensional tensor only counts if its category (bool, integer, floating) is above
    /// that of the tensor with dimensions.
    /// </summary>
    public static DType ResultType(Tensor a, Tensor b)
    {
        DType x = a.DType, y = b.DType;
        if (x == y) return x;
        bool aIsScalar = a.Rank == 0, bIsScalar = b.Rank == 0;
        if (aIsScalar == bIsScalar) return Wider(x, y);
        (DType full, DType scalar) = aIsScalar ? (y, x) : (x, y);
        return Category(scalar) > Category(full) ? scalar : full;
    }

    /// <summary>A tensor and a C# number: the tensor's dtype, unless the number is of a higher category.</summary>
    public static DType ResultType(Tensor a, Scalar b)
    {
        if (b.IsFloating) return a.DType.IsFloating() ? a.DType : DefaultFloat;
        return a.DType == DType.Bool ? DType.Int64 : a.DType;
    }

    /// <summary>
    /// True if the first dtype is of a higher category (bool, integer, floating), so that the second cannot hold its numbers.
    /// </summary>
    public static bool IsAbove(DType first, DType second) => Category(first) > Category(second);

    /// <summary>A floating dtype as it is; for any other, the default float.</summary>
    public static DType ToFloating(DType dtype) => dtype.IsFloating() ? dtype : DefaultFloat;

    /// <summary>The requested dtype, which must be floating; by default the tensor's if it is floating, else the default float.</summary>
    public static DType FloatingResult(string op, DType own, DType? asked) =>
        asked is null or DType.Float32 or DType.Float64
            ? asked ?? ToFloating(own)
            : throw new DTypeException(
                $"{op}: the result cannot be {asked.Value.Text()}: ask for a floating dtype, and convert the result with To(DType.{asked}) "
                + "if that is meant");

    /// <summary>Refuses bools where an operation needs numbers.</summary>
    public static TensorSpec RequireNumber(string op, TensorSpec spec) =>
        spec.DType != DType.Bool
            ? spec
            : throw new DTypeException(
                $"{op}: not defined for bool tensors; convert with To(DType.Int64) or To(DType.Float32), or use a logical operation");

    /// <summary>The tensor itself, unless it holds bools.</summary>
    public static Tensor RequireNumber(string op, Tensor x)
    {
        RequireNumber(op, x.Spec);
        return x;
    }

    /// <summary>Refuses a number that would promote the dtype of a tensor that is written in place.</summary>
    public static void RequireFits(string op, Tensor target, Scalar scalar)
    {
        DType type = ResultType(target, scalar);
        if (type == target.DType) return;
        throw new DTypeException(
            $"{op}: the result is {type.Text()} and cannot be written into a {target.DType.Text()} tensor: "
            + $"convert it with To(DType.{type}) first");
    }

    /// <summary>
    /// The one of two dtypes that holds the other's numbers: the one to convert to where an operation takes a single dtype.
    /// </summary>
    public static DType Wider(DType x, DType y) => x > y ? x : y;

    private static int Category(DType dtype) => dtype.IsFloating() ? 2 : dtype == DType.Bool ? 0 : 1;
}
