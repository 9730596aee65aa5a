namespace Autograd.Tests.Ops;

/// <summary>
/// A row run on one set of inputs: its output, vᵀJ, and the gradients of Σ w·vᵀJ with respect to the inputs and, last, to v (which is Jw).
/// </summary>
internal sealed record Evaluation(Tensor Output, Tensor[] First, Tensor[] Second)
{
    /// <summary>Runs it all. An input that the output does not depend on has zeros for a gradient.</summary>
    /// <param name="function">The row's function.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="points">Those to differentiate by.</param>
    /// <param name="weight">Gives v for the output (at −1) and w for each first gradient, of the shape and dtype of the given tensor.</param>
    public static Evaluation Of(Func<Tensor[], Tensor> function, Tensor[] inputs, Tensor[] points, Func<int, Tensor, Tensor> weight)
    {
        Tensor output = function(inputs);
        if (!output.DType.IsFloating() || points.Length == 0) return new Evaluation(output, [], []);
        Tensor v = weight(-1, output).Detach();
        v.RequiresGrad = true;
        Tensor[] first = Gradients([output], points, [v]);
        Tensor[] second = Gradients(first, [.. points, v], [.. first.Select((g, i) => weight(i, g))]);
        return new Evaluation(output, first, second);
    }

    /// <summary>The same with weights of our own: the same at every call for the same shapes.</summary>
    public static Evaluation Of(Func<Tensor[], Tensor> function, Tensor[] inputs, Tensor[] points) => Of(function, inputs, points, Weight);

    /// <summary>A weight of the shape, dtype and device of a tensor.</summary>
    public static Tensor Weight(int index, Tensor like) =>
        (Tensor.Rand(like.Shape, generator: new Generator((ulong)(index + 2)), device: like.Device) * 2 - 1).To(like.DType);

    /// <summary>The gradients of Σ outputs·seeds; zeros where there are none.</summary>
    public static Tensor[] Gradients(Tensor[] outputs, Tensor[] points, Tensor[] seeds)
    {
        int[] on = [.. Enumerable.Range(0, outputs.Length).Where(i => outputs[i].RequiresGrad)];
        if (on.Length == 0) return Array.ConvertAll(points, p => p.ZerosLike());
        Tensor?[] found = Autodiff.Grad(
            Array.ConvertAll(on, i => outputs[i]), points, Array.ConvertAll(on, i => seeds[i]), createGraph: true, allowUnused: true);
        return [.. found.Select((g, i) => g ?? points[i].ZerosLike())];
    }
}
