namespace Autograd.Nn;

/// <summary>The sizes that a layer is created with.</summary>
internal static class LayerSize
{
    /// <summary>Refuses a size that is too small.</summary>
    public static void RequireAtLeast(int least, int size, string op, string parameter)
    {
        if (size < least) throw new ArgumentOutOfRangeException(parameter, $"{op}: {parameter} must be at least {least}, not {size}");
    }
}
