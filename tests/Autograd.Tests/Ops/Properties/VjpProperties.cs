using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Autograd.Tests.Ops.Properties;

/// <summary>What holds of every vector-Jacobian product, whatever the operation: tried on random rows of the table with random vectors.</summary>
public class VjpProperties
{
    private const double Tolerance = 1e-9;

    private static readonly Func<Tensor, Tensor>[] s_smooth =
    [
        x => x.Tanh(), x => x.Sigmoid(), x => x.Sin(), x => x.Square(), x => x.Softmax(-1), x => x.T, x => x.Exp(), x => x * x.Sum(0, keepDim: true), x => x.MatMul(x.T),
    ];

    [Property(MaxTest = 300, Arbitrary = [typeof(SmoothDraws)])]
    public void The_VJP_is_linear(SmoothDraw at, short a, short b)
    {
        (Tensor[] points, Tensor output) = at.Run();
        if (!output.RequiresGrad) return;
        Tensor v = At(output, 1), w = At(output, 2);
        Tensor[] together = Evaluation.Gradients([output], points, [(v * a) + (w * b)]);
        Tensor[] ofV = Evaluation.Gradients([output], points, [v]), ofW = Evaluation.Gradients([output], points, [w]);
        for (int i = 0; i < points.Length; i++) Close.EqualToLargest((ofV[i] * a) + (ofW[i] * b), together[i], Tolerance, $"gradient {i}");
    }

    /// <summary>vᵀ(Ju) = (vᵀJ)u, where Ju is the gradient, with respect to v, of (vᵀJ)u.</summary>
    [Property(MaxTest = 300, Arbitrary = [typeof(SmoothDraws)])]
    public void Forward_and_reverse_agree(SmoothDraw at, ushort seed)
    {
        (Tensor[] points, Tensor output) = at.Run();
        if (!output.RequiresGrad) return;
        Tensor[] u = Array.ConvertAll(points, p => At(p, seed));
        Tensor any = At(output, seed + 1), v = At(output, seed + 2);
        any.RequiresGrad = true;
        Tensor[] products = Evaluation.Gradients([output], points, [any]);
        Tensor tangent = Evaluation.Gradients(products, [any], u)[0];
        Tensor[] gradients = Evaluation.Gradients([output], points, [v]);
        double right = points.Select((_, i) => (gradients[i] * u[i]).Sum().Item()).Sum();
        Close.EqualToLargest(Tensor.Scalar(right, DType.Float64), (v * tangent).Sum().Detach(), Tolerance, "vᵀ(Ju)");
    }

    [Property(MaxTest = 200)]
    public void The_gradient_of_a_composition_is_the_product_of_the_gradients(byte first, byte second, byte third, ushort seed)
    {
        Func<Tensor, Tensor>[] chain = [.. new[] { first, second, third }.Select(n => s_smooth[n % s_smooth.Length])];
        Tensor x = Leaf(At(Tensor.Zeros([3, 4], DType.Float64), seed)), whole = x;
        foreach (Func<Tensor, Tensor> step in chain) whole = step(whole);
        Tensor v = At(whole, seed + 1);
        Tensor expected = Autodiff.Grad(whole, x, v);

        // By hand: each step from a leaf of its own, and the vectors handed back from the last to the first.
        var stages = new List<(Tensor Input, Tensor Output)>();
        Tensor at = x;
        foreach (Func<Tensor, Tensor> step in chain)
        {
            Tensor input = Leaf(at.Detach());
            stages.Add((input, at = step(input)));
        }

        for (int i = stages.Count - 1; i >= 0; i--) v = Autodiff.Grad(stages[i].Output, stages[i].Input, v);
        Close.EqualToLargest(expected, v, Tolerance, "gradient");
    }

    private static Tensor Leaf(Tensor x)
    {
        x.RequiresGrad = true;
        return x;
    }

    private static Tensor At(Tensor like, int seed) => (Tensor.Rand(like.Shape, DType.Float64, generator: new Generator((ulong)seed)) * 2) - 1;
}

/// <summary>A place at which a row of the table is differentiable.</summary>
public sealed record SmoothDraw(string Row, int Index)
{
    internal (Tensor[] Points, Tensor Output) Run()
    {
        OpCase row = OpCases.Named(Row);
        Draw draw = row.Draws[Index];
        Tensor[] x = draw.Tensors();
        return (draw.Differentiable(x), row.Function(x));
    }
}

public static class SmoothDraws
{
    private static readonly SmoothDraw[] s_all =
    [
        .. from row in OpCases.All
           where row.NoGradCheck is null
           from draw in row.Of(DrawKind.Values)
           where draw.Inputs.Any(i => i.HasGradient) && draw.Inputs.All(i => i.DType != DType.Float32)
           where row.Function(draw.Tensors()).DType == DType.Float64
           select new SmoothDraw(row.Name, row.Draws.ToList().IndexOf(draw)),
    ];

    public static Arbitrary<SmoothDraw> SmoothDraw() => Gen.Elements(s_all).ToArbitrary();
}
