namespace Autograd;

/// <summary>
/// The base of the pointwise operations on two tensors: promotes the operands to one dtype and broadcasts them to one shape.
/// </summary>
/// <remarks>Promotion and broadcasting are recorded as separate operations, so that no VJP here deals with dtypes or shapes.</remarks>
public abstract class PairOp : Op
{
    /// <inheritdoc/>
    /// <exception cref="ShapeException">The shapes do not broadcast.</exception>
    /// <exception cref="GraphException">There are not two inputs.</exception>
    protected internal sealed override void Prepare(Span<Tensor> inputs)
    {
        RequireInputs(inputs.Length, 2);
        if (inputs[0] is null || inputs[1] is null) NullTensor.Refuse(Name, "input", inputs);
        (inputs[0], inputs[1]) = Broadcasting.Align(Name, inputs[0], inputs[1], OperandType(inputs[0], inputs[1]));
    }

    /// <summary>Writes the result over the first operand. The second is broadcast to its shape; the result must fit its dtype.</summary>
    internal Tensor ApplyInPlace(Tensor target, Tensor other)
    {
        DType type = OperandType(target, other);
        other = Engine.Placement.Number(other, target.Device);
        if (type == target.DType)
            return Engine.InPlace.Apply(this, target, target, Broadcasting.To(Name + "_", other.To(type), target.Shape));
        if (Promotion.IsAbove(type, target.DType))
        {
            throw new DTypeException(
                $"{Name}_: the result is {type.Text()} and cannot be written into a {target.DType.Text()} tensor: " +
                $"convert it with To(DType.{type}) first");
        }

        // Computed in the wider dtype, then converted to the target's, as in PyTorch.
        return target.Copy_(Apply(target, Broadcasting.To(Name + "_", other, target.Shape)));
    }

    /// <summary>Writes the result into a tensor of its shape, unrecorded.</summary>
    internal Tensor ApplyInto(Tensor target, Tensor first, Tensor second)
    {
        Engine.OutArgument.RefuseRecording(Name, target, first, second);
        Span<Tensor> inputs = [first, second];
        Prepare(inputs);
        TensorSpec result = Check(inputs);
        Engine.OutArgument.RequireFit(Name, result, target);
        Engine.InPlace.RequireTarget(Name + ", out", target);
        return result.DType == target.DType ? Engine.InPlace.Apply(this, target, inputs) : target.Copy_(Apply(first, second));
    }

    /// <summary>The dtype of the computation.</summary>
    private protected abstract DType OperandType(Tensor first, Tensor second);

    /// <inheritdoc/>
    protected internal sealed override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Keep(inputs[0], inputs[1], output);

    /// <summary>Saves what the VJP needs; see <see cref="Op.Needs"/>.</summary>
    /// <param name="first">The first operand, promoted and broadcast.</param>
    /// <param name="second">The second operand, likewise.</param>
    /// <param name="output">The result.</param>
    protected virtual void Keep(Tensor first, Tensor second, Tensor output)
    {
    }
}
