namespace Autograd.Nn;

/// <summary>
/// The keys and values of the positions that a model has seen, so that generating one more takes the work of one position, not of all: pass
/// the same cache with each piece of the sequence, and only the new positions as input.
/// </summary>
/// <remarks>
/// <para>One cache serves a whole model: every attention in it finds its own part. It belongs to one batch of sequences; for the next, call
/// <see cref="Clear"/> or create another. Nothing is recorded through it: generate under <see cref="GradMode.NoGrad"/>.</para>
/// <para>The layers take it where attention is causal: <see cref="TransformerEncoderLayer"/>, <see cref="TransformerEncoder"/>,
/// <see cref="TransformerDecoderLayer"/>, <see cref="TransformerDecoder"/>, <see cref="MultiheadAttention"/>. An attention written by hand
/// calls <see cref="Append"/>.</para>
/// </remarks>
/// <example><code>
/// using GradModeScope mode = GradMode.NoGrad();
/// var cache = new KeyValueCache();
/// Tensor hidden = encoder.Call(Embed(prompt, from: 0), cache);
/// for (int i = 0; i &lt; 100; i++)
///     hidden = encoder.Call(Embed(Next(hidden), from: cache.Length), cache);
/// </code></example>
public sealed class KeyValueCache
{
    private const int LeastCapacity = 64;

    private readonly Dictionary<Module, Part> _parts = [];

    /// <summary>The number of positions seen: the position of the next one.</summary>
    public int Length
    {
        get
        {
            int length = int.MaxValue;
            foreach (Part part in _parts.Values) length = Math.Min(length, part.Length);
            return _parts.Count == 0 ? 0 : length;
        }
    }

    /// <summary>Adds the keys and values of the next positions, and returns those of all positions.</summary>
    /// <param name="attention">The module that they belong to.</param>
    /// <param name="keys">[…, positions, size].</param>
    /// <param name="values">[…, positions, size of a value], of the same leading dimensions.</param>
    /// <returns>Those of all positions so far, the given ones last. They are views of the cache's memory.</returns>
    /// <exception cref="ShapeException">They do not continue what the cache holds.</exception>
    /// <exception cref="DTypeException">They are of another dtype than what the cache holds.</exception>
    /// <exception cref="DeviceException">They are on another device.</exception>
    /// <exception cref="GraphException">They are part of a graph.</exception>
    public (Tensor Keys, Tensor Values) Append(Module attention, Tensor keys, Tensor values)
    {
        ArgumentNullException.ThrowIfNull(attention);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(values);
        if (keys.RequiresGrad || values.RequiresGrad)
        {
            throw new GraphException(
                "key_value_cache: keys and values that require grad cannot be kept in a cache: generate under GradMode.NoGrad()");
        }

        if (keys.Rank < 2 || values.Rank != keys.Rank || !keys.Shape.AsSpan()[..^1].SequenceEqual(values.Shape.AsSpan()[..^1]))
        {
            throw new ShapeException(
                "key_value_cache: keys and values must be […, positions, size] with the same positions, "
                + $"not {keys.Shape} and {values.Shape}");
        }

        _parts.TryGetValue(attention, out Part? part);
        if (part is not null)
        {
            Check("keys", part.Keys, keys);
            Check("values", part.Values, values);
        }

        int length = part?.Length ?? 0, total = checked(length + keys.Shape[^2]);
        if (part is null || total > part.Keys.Shape[^2])
        {
            int capacity = Math.Max(total, (int)Math.Min(int.MaxValue, Math.Max(LeastCapacity, 2L * length)));
            part = new Part(Grown(part?.Keys, keys, length, capacity), Grown(part?.Values, values, length, capacity), length);
        }

        Copy(keys, part.Keys, length);
        Copy(values, part.Values, length);
        _parts[attention] = part with { Length = total };
        return (part.Keys.Narrow(-2, 0, total), part.Values.Narrow(-2, 0, total));
    }

    /// <summary>The number of positions that the cache holds for one module.</summary>
    /// <param name="attention">The module.</param>
    /// <returns>0 for one that has appended nothing.</returns>
    public int LengthOf(Module attention)
    {
        ArgumentNullException.ThrowIfNull(attention);
        return _parts.TryGetValue(attention, out Part? part) ? part.Length : 0;
    }

    /// <summary>Forgets the positions from a given one on: to try another continuation.</summary>
    /// <param name="length">The number of positions that are kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cache has not seen as many, or the length is negative.</exception>
    public void Truncate(int length)
    {
        if (length < 0 || length > Length)
        {
            throw new ArgumentOutOfRangeException(
                nameof(length), $"key_value_cache: the cache holds {Length} positions and cannot be truncated to {length}");
        }

        foreach ((Module attention, Part part) in _parts.ToArray()) _parts[attention] = part with { Length = length };
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => _parts.Clear();

    private static void Check(string what, Tensor held, Tensor added)
    {
        if (held.DType != added.DType)
        {
            throw new DTypeException(
                $"key_value_cache: the cache holds {what} of {held.DType.Text()}, not {added.DType.Text()}: a cache belongs to one model");
        }

        if (held.Device != added.Device)
            throw new DeviceException($"key_value_cache: the cache holds {what} on {held.Device}, and the new ones are on {added.Device}");
        bool same = held.Rank == added.Rank && held.Shape[^1] == added.Shape[^1]
            && held.Shape.AsSpan()[..^2].SequenceEqual(added.Shape.AsSpan()[..^2]);
        if (!same)
        {
            throw new ShapeException(
                $"key_value_cache: {what} of {added.Shape} do not continue those in the cache, {held.Shape} with room for "
                + $"{held.Shape[^2]} positions: a cache belongs to one batch; Clear() it, or create another");
        }
    }

    /// <summary>Memory for more positions, with those of the old one. It outlives the scope that it is made in.</summary>
    private static Tensor Grown(Tensor? old, Tensor like, int length, int capacity)
    {
        int[] sizes = like.Shape.ToArray();
        sizes[^2] = capacity;
        Tensor memory = Tensor.Empty(Shape.Create(sizes), like.DType, device: like.Device);
        memory.Storage.Scope = null;
        if (old is not null && length > 0) Copy(old.Narrow(-2, 0, length), memory, 0);
        return memory;
    }

    private static void Copy(Tensor from, Tensor to, int at) =>
        to.Device.Copy(from.Raw, to.Narrow(-2, at, from.Shape[^2]).Raw);

    private sealed record Part(Tensor Keys, Tensor Values, int Length);
}
