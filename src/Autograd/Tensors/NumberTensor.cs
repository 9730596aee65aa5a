using Autograd.Devices;

namespace Autograd;

/// <summary>
/// A C# number passed where a tensor is expected. It keeps full precision: <c>x[0] = 0.1</c> writes 0.1 into a float64 tensor, not
/// float32's 0.1.
/// </summary>
internal sealed class NumberTensor : Tensor
{
    private Scalar? _number;

    private NumberTensor(Tensor tensor, Scalar number)
        : base(tensor.Storage, tensor.Layout)
    {
        _number = number;
    }

    public static NumberTensor Of(Scalar number) => new(Operand(number, Natural(number), Device.Cpu), number);

    /// <summary>The number; null if this has become an ordinary tensor: it requires grad or was changed in place.</summary>
    public Scalar? Number => !RequiresGrad && Storage.Version == 0 ? _number : null;

    /// <summary>The number in a dtype, or null if this has become an ordinary tensor.</summary>
    public Tensor? In(DType dtype) => Number is { } number ? Operand(number, dtype, Device) : null;

    /// <summary>The number on another device, in full precision; null if this has become an ordinary tensor.</summary>
    public NumberTensor? On(Device device) =>
        Number is { } number ? new NumberTensor(Operand(number, Natural(number), device), number) : null;

    /// <summary>Throws unless a tensor of a dtype holds the number.</summary>
    public void RequireIn(DType dtype, string op) => Number?.RequireIn(dtype, op);

    private static DType Natural(Scalar number) => number.IsFloating ? DType.Float32 : DType.Int64;

    /// <summary>Becomes the result of an operation on the number: an ordinary tensor of the result's shape, dtype and history.</summary>
    /// <param name="result">A tensor that nothing else refers to.</param>
    /// <returns>This tensor.</returns>
    public NumberTensor Become(Tensor result)
    {
        _number = null;
        ReplaceData(result);
        if (result.Node is { } node) SetNode(node);
        return this;
    }
}
