namespace Autograd.Nn;

/// <summary>Joins dimensions into one: see <see cref="Tensor.Flatten(int, int)"/>. By default all but the batch.</summary>
/// <param name="startDim">The first dimension to join.</param>
/// <param name="endDim">The last.</param>
public sealed class Flatten(int startDim = 1, int endDim = -1) : Module<Tensor, Tensor>
{
    /// <summary>Joins the dimensions from startDim to endDim into one; a view where the layout allows it.</summary>
    /// <param name="input">Any shape that has the dimensions.</param>
    /// <exception cref="ShapeException">The dimensions do not exist.</exception>
    protected override Tensor Forward(Tensor input) => input.NotNull(method: nameof(Flatten)).Flatten(startDim, endDim);

    /// <inheritdoc/>
    protected override string Describe() => $"startDim: {startDim}, endDim: {endDim}";
}
