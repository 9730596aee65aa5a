namespace Autograd;

/// <summary>A scope a turn of a loop.</summary>
public static class TensorScopeExtensions
{
    /// <summary>Puts each turn of a loop in a <see cref="TensorScope"/> of its own: the making of the item, a batch say, and the body.</summary>
    /// <remarks>The item itself and what was computed of it are gone in the next turn: <see cref="TensorScope.Keep"/> what is to last.</remarks>
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
