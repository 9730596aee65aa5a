namespace Autograd;

/// <summary>Deconstructs lists of tensors: <c>var (query, key, value) = x.Chunk(3)</c>.</summary>
public static class TensorListExtensions
{
    /// <summary>The tensors of a list of two, such as the pieces that <see cref="Tensor.Split(int, int)"/> returns.</summary>
    /// <param name="tensors">The list.</param>
    /// <param name="first">The first tensor.</param>
    /// <param name="second">The second tensor.</param>
    /// <exception cref="ShapeException">The list has a different number of tensors.</exception>
    public static void Deconstruct(this IReadOnlyList<Tensor> tensors, out Tensor first, out Tensor second)
    {
        RequireCount(tensors, 2);
        (first, second) = (tensors[0], tensors[1]);
    }

    /// <summary>The tensors of a list of three, such as the pieces that <see cref="Tensor.Split(int, int)"/> returns.</summary>
    /// <param name="tensors">The list.</param>
    /// <param name="first">The first tensor.</param>
    /// <param name="second">The second tensor.</param>
    /// <param name="third">The third tensor.</param>
    /// <exception cref="ShapeException">The list has a different number of tensors.</exception>
    public static void Deconstruct(this IReadOnlyList<Tensor> tensors, out Tensor first, out Tensor second, out Tensor third)
    {
        RequireCount(tensors, 3);
        (first, second, third) = (tensors[0], tensors[1], tensors[2]);
    }

    /// <summary>The tensors of a list of four, such as the pieces that <see cref="Tensor.Split(int, int)"/> returns.</summary>
    /// <param name="tensors">The list.</param>
    /// <param name="first">The first tensor.</param>
    /// <param name="second">The second tensor.</param>
    /// <param name="third">The third tensor.</param>
    /// <param name="fourth">The fourth tensor.</param>
    /// <exception cref="ShapeException">The list has a different number of tensors.</exception>
    public static void Deconstruct(
        this IReadOnlyList<Tensor> tensors, out Tensor first, out Tensor second, out Tensor third, out Tensor fourth)
    {
        RequireCount(tensors, 4);
        (first, second, third, fourth) = (tensors[0], tensors[1], tensors[2], tensors[3]);
    }

    /// <summary>The tensors of a list of five, such as the pieces that <see cref="Tensor.Split(int, int)"/> returns.</summary>
    /// <param name="tensors">The list.</param>
    /// <param name="first">The first tensor.</param>
    /// <param name="second">The second tensor.</param>
    /// <param name="third">The third tensor.</param>
    /// <param name="fourth">The fourth tensor.</param>
    /// <param name="fifth">The fifth tensor.</param>
    /// <exception cref="ShapeException">The list has a different number of tensors.</exception>
    public static void Deconstruct(
        this IReadOnlyList<Tensor> tensors, out Tensor first, out Tensor second, out Tensor third, out Tensor fourth, out Tensor fifth)
    {
        RequireCount(tensors, 5);
        (first, second, third, fourth, fifth) = (tensors[0], tensors[1], tensors[2], tensors[3], tensors[4]);
    }

    /// <summary>The tensors of a list of six, such as the pieces that <see cref="Tensor.Split(int, int)"/> returns.</summary>
    /// <param name="tensors">The list.</param>
    /// <param name="first">The first tensor.</param>
    /// <param name="second">The second tensor.</param>
    /// <param name="third">The third tensor.</param>
    /// <param name="fourth">The fourth tensor.</param>
    /// <param name="fifth">The fifth tensor.</param>
    /// <param name="sixth">The sixth tensor.</param>
    /// <exception cref="ShapeException">The list has a different number of tensors.</exception>
    public static void Deconstruct(
        this IReadOnlyList<Tensor> tensors, out Tensor first, out Tensor second, out Tensor third, out Tensor fourth, out Tensor fifth,
        out Tensor sixth)
    {
        RequireCount(tensors, 6);
        (first, second, third, fourth, fifth, sixth) = (tensors[0], tensors[1], tensors[2], tensors[3], tensors[4], tensors[5]);
    }

    private static void RequireCount(IReadOnlyList<Tensor> tensors, int count)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        if (tensors.Count == count) return;
        string has = tensors.Count == 1 ? "there is 1 tensor" : $"there are {tensors.Count} tensors";
        throw new ShapeException($"deconstruct: {has} in the list, and {count} are taken from it");
    }
}
