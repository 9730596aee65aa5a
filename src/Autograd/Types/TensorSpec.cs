namespace Autograd;

/// <summary>A tensor's shape and dtype, known before it is computed; the argument and result type of <see cref="Op.Infer"/>.</summary>
/// <param name="Shape">The sizes.</param>
/// <param name="DType">The element type.</param>
public readonly record struct TensorSpec(Shape Shape, DType DType)
{
    /// <summary><c>float32[2, 3]</c>.</summary>
    public override string ToString() => DType.Text() + Shape;
}
