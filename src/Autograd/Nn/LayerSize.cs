namespace Autograd.Nn;

/// <summary>Checks of the sizes that a layer is created with.</summary>
internal static class LayerSize
{
    /// <summary>Refuses a size that is too small.</summary>
    /// <param name="least">The smallest valid size.</param>
    /// <param name="size">The size.</param>
    /// <param name="op">The layer, for messages.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is too small.</exception>
    public static void RequireAtLeast(int least, int size, string op, string parameter)
    {
        if (size < least) throw new ArgumentOutOfRangeException(parameter, $"{op}: {parameter} must be at least {least}, not {size}");
    }
}
