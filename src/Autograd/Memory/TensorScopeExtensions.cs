namespace Autograd;

/// <summary>A scope for each iteration of a loop.</summary>
public static class TensorScopeExtensions
{
    /// <summary>
    /// Gives each iteration of a loop its own <see cref="TensorScope"/>, which covers the creation of the item (a batch, say) and the body.
    /// </summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="source">The items; each is created inside its scope.</param>
    /// <returns>The same items, once.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="source"/> is null.</exception>
    /// <remarks>
    /// In the next iteration, the item and everything computed from it are invalid: <see cref="TensorScope.Keep"/> whatever should last.
    /// </remarks>
    /// <example><code>foreach ((Tensor x, Tensor y) in loader.Scoped()) { … }</code></example>
    public static IEnumerable<T> Scoped<T>(this IEnumerable<T> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Turns(source);
    }

    private static IEnumerable<T> Turns<T>(IEnumerable<T> source)
    {
        using IEnumerator<T> items = source.GetEnumerator();
        while (true)
        {
            using var turn = new TensorScope();
            if (!items.MoveNext()) yield break;
            yield return items.Current;
        }
    }
}
