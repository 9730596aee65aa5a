namespace Autograd;

/// <summary>A C# number that stands where a tensor is asked for. It remembers the number: <c>x[0] = 0.1</c> writes it in the dtype of x, unrounded.</summary>
internal sealed class NumberTensor : Tensor
{
    private readonly Scalar _number;

    public NumberTensor(Scalar number)
        : this(number, Full([], number))
    {
    }

    private NumberTensor(Scalar number, Tensor value)
        : base(value.Storage, value.Layout) => _number = number;

    /// <summary>The number, as long as the tensor has not been written to.</summary>
    public Scalar? Number => Storage.LastWriter is null && !RequiresGrad ? _number : null;
}
