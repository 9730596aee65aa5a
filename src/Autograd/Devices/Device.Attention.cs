namespace Autograd.Devices;

/// <content>Attention.</content>
public abstract partial class Device
{
    /// <summary>
    /// Attention: y = softmax(query · keyᵀ · scale + masks) · value over the last two dimensions. A row without a key that it may attend to
    /// gives zeros. Memory need not be found for all scores at once: a block of them will do, if the softmax is corrected from block to
    /// block.
    /// </summary>
    /// <param name="query">[…, queries, size], floating.</param>
    /// <param name="key">[…, keys, size], of the same dtype and leading dimensions, as are all views but bool masks.</param>
    /// <param name="value">[…, keys, output].</param>
    /// <param name="masks">
    /// Each […, queries, keys]: bool, false where a query may not attend to a key; or of the query's dtype, added to the scores.
    /// </param>
    /// <param name="scale">The factor of the scores.</param>
    /// <param name="causalOffset">Query i may attend to the keys 0 … i + offset alone; to all if null.</param>
    /// <param name="y">Contiguous, […, queries, output].</param>
    /// <param name="logSumExp">
    /// Contiguous, […, queries]: the logarithm of each row's sum of e to the score; +∞ where a row attends to no key.
    /// </param>
    protected internal abstract void Attention(
        View query, View key, View value, View[] masks, double scale, int? causalOffset, View y, View logSumExp);

    /// <summary>The gradients of <see cref="Attention"/>. The weight of a score s is e to s − logSumExp.</summary>
    /// <param name="query">As given to the attention, as the next five are.</param>
    /// <param name="key">The keys.</param>
    /// <param name="value">The values.</param>
    /// <param name="masks">The masks.</param>
    /// <param name="scale">The factor of the scores.</param>
    /// <param name="causalOffset">The reach of the first query; or null.</param>
    /// <param name="y">What the attention wrote.</param>
    /// <param name="logSumExp">The logarithms that it wrote.</param>
    /// <param name="gradY">Contiguous, the gradient of <paramref name="y"/>.</param>
    /// <param name="gradQuery">Contiguous: receives the gradient of the queries.</param>
    /// <param name="gradKey">Contiguous: receives that of the keys.</param>
    /// <param name="gradValue">Contiguous: receives that of the values.</param>
    protected internal abstract void AttentionGrad(
        View query,
        View key,
        View value,
        View[] masks,
        double scale,
        int? causalOffset,
        View y,
        View logSumExp,
        View gradY,
        View gradQuery,
        View gradKey,
        View gradValue);
}
