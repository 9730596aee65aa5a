namespace Autograd;

/// <summary>
/// Overloads that take sizes and dimensions as an array, or one by one in a language without params spans, such as F#:
/// <c>x.Reshape(2, 3)</c>.
/// </summary>
public partial class Tensor
{
    /// <inheritdoc cref="Reshape(ReadOnlySpan{int})"/>
    public Tensor Reshape(params int[] sizes) => Reshape((ReadOnlySpan<int>)sizes.NotNull());

    /// <inheritdoc cref="View(ReadOnlySpan{int})"/>
    public Tensor View(params int[] sizes) => View((ReadOnlySpan<int>)sizes.NotNull());

    /// <inheritdoc cref="Expand(ReadOnlySpan{int})"/>
    public Tensor Expand(params int[] sizes) => Expand((ReadOnlySpan<int>)sizes.NotNull());

    /// <inheritdoc cref="Permute(ReadOnlySpan{int})"/>
    public Tensor Permute(params int[] dims) => Permute((ReadOnlySpan<int>)dims.NotNull());

    /// <inheritdoc cref="Repeat(ReadOnlySpan{int})"/>
    public Tensor Repeat(params int[] times) => Repeat((ReadOnlySpan<int>)times.NotNull());

    /// <inheritdoc cref="Tile(ReadOnlySpan{int})"/>
    public Tensor Tile(params int[] times) => Tile((ReadOnlySpan<int>)times.NotNull());

    /// <inheritdoc cref="Flip(ReadOnlySpan{int})"/>
    public Tensor Flip(params int[] dims) => Flip((ReadOnlySpan<int>)dims.NotNull());

    /// <inheritdoc cref="Squeeze(ReadOnlySpan{int})"/>
    public Tensor Squeeze(params int[] dims) => Squeeze((ReadOnlySpan<int>)dims.NotNull());

    /// <inheritdoc cref="CountNonzero(ReadOnlySpan{int})"/>
    public Tensor CountNonzero(params int[] dims) => CountNonzero((ReadOnlySpan<int>)dims.NotNull());

    /// <inheritdoc cref="Unflatten(int, ReadOnlySpan{int})"/>
    public Tensor Unflatten(int dim, params int[] sizes) => Unflatten(dim, (ReadOnlySpan<int>)sizes.NotNull());
}
