namespace Autograd.Tests.Ops;

/// <summary>A way for a tensor to lie in memory.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Lay">A tensor of the same values that lies so, without history.</param>
/// <param name="Values">The values that can lie so: for an expanded tensor, such that repeat.</param>
internal sealed record TestLayout(string Name, Func<Tensor, Tensor> Lay, Converter<Tensor, Tensor> Values)
{
    private const double Garbage = 77; // out of range for an index; anything that reads between the elements shows it

    public static IReadOnlyList<TestLayout> All { get; } =
    [
        new("transposed", Transposed, x => x),
        new("stepped", Stepped, x => x),
        new("in the middle of a larger one", Inside, x => x),
        new("expanded", Expanded, x => Expanded(x).CopyData()),
    ];

    private static Tensor Transposed(Tensor x)
    {
        int[] back = [.. Enumerable.Range(0, x.Rank).Reverse()];
        return x.Permute(back).CopyData().Permute(back).Detach();
    }

    private static Tensor Stepped(Tensor x)
    {
        if (x.Rank == 0) return Inside(x);
        int[] sizes = x.Shape.ToArray();
        sizes[^1] = (sizes[^1] * 2) + 1;
        Tensor room = Tensor.Full(Shape.Create(sizes), Garbage, x.DType);
        return room[TensorIndex.Ellipsis, TensorIndex.Slice(1.., 2)].Copy_(x).Detach();
    }

    private static Tensor Inside(Tensor x)
    {
        if (x.Rank == 0) return Inside(x.Reshape(1))[0].Detach();
        int[] sizes = x.Shape.ToArray();
        for (int i = 0; i < sizes.Length; i++) sizes[i] += 3;
        Tensor part = Tensor.Full(Shape.Create(sizes), Garbage, x.DType);
        for (int i = 0; i < sizes.Length; i++) part = part.Narrow(i, 1, x.Shape[i]);
        return part.Copy_(x).Detach();
    }

    private static Tensor Expanded(Tensor x) =>
        x.Rank == 0 || x.Shape[0] == 0 ? x.Detach() : x.Narrow(0, 0, 1).CopyData().BroadcastTo(x.Shape).Detach();
}
