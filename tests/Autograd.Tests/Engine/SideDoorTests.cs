using System.Numerics;
using Autograd.Devices;

namespace Autograd.Tests.Engine;

/// <summary>Whichever <c>Apply</c> is called, and through whichever type, an operation prepares and checks its inputs.</summary>
public class SideDoorTests
{
    private static readonly Func<Tensor, Tensor, Tensor>[] s_doors =
    [
        (a, b) => new PlusOp().Apply(a, b),
        (a, b) => new PlusOp().Apply([a, b]),
        (a, b) => ((Op)new PlusOp()).Apply(a, b),
        (a, b) => ((Op)new PlusOp()).Apply([a, b]),
    ];

    public static TheoryData<int> Doors() => [.. Enumerable.Range(0, s_doors.Length)];

    [Theory]
    [MemberData(nameof(Doors))]
    public void Operands_are_broadcast(int door)
    {
        Tensor a = Tensor.Arange(0, 3, 1, DType.Float32), b = Tensor.Create([10f, 20f]).View(2, 1);
        (a.RequiresGrad, b.RequiresGrad) = (true, true);
        Tensor y = s_doors[door](a, b);
        Assert.Equal([2, 3], y.Shape);
        Assert.Equal([10f, 11, 12, 20, 21, 22], y.ToArray<float>());
        y.Sum().Backward();
        Assert.Equal([2f, 2, 2], a.Grad!.ToArray<float>());
        Assert.Equal([3f, 3], b.Grad!.ToArray<float>());
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public void Operands_are_promoted(int door)
    {
        Tensor a = Tensor.Create([1f, 2f], requiresGrad: true), b = Tensor.Create([0.5, 0.25]), whole = Tensor.Create([3L, 4L]);
        Tensor y = s_doors[door](a, b);
        Assert.Equal(DType.Float64, y.DType);
        y.Sum().Backward();
        Assert.Equal(new TensorSpec([2], DType.Float32), new TensorSpec(a.Grad!.Shape, a.Grad.DType));
        Assert.Equal([4f, 6f], s_doors[door](a.Detach(), whole).ToArray<float>());
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public void Shapes_that_do_not_broadcast_are_refused(int door)
    {
        Tensor a = Tensor.Ones([2, 3]), b = Tensor.Ones([3, 2]);
        Assert.Contains("plus", Assert.Throws<ShapeException>(() => s_doors[door](a, b)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_wrong_number_of_inputs_is_named()
    {
        Tensor x = Tensor.Ones([2, 2]);
        Refused("plus: this operation takes 2 inputs, but was applied to 1", () => new PlusOp().Apply(x));
        Refused("plus: this operation takes 2 inputs, but was applied to 3", () => new PlusOp().Apply(x, x, x));
        Refused("plus: this operation takes 2 inputs, but was applied to 0", () => new PlusOp().Apply([]));
        Refused("exp: this operation takes 1 input, but was applied to 2", () => new ExpOp().Apply(x, x));
        Refused("neg: this operation takes 1 input, but was applied to 0", () => new NegOp().Apply([]));
        Refused("softmax: this operation takes 1 input, but was applied to 2", () => new SoftmaxOp().Apply(x, x));
        Refused("sort: this operation takes 1 input, but was applied to 2", () => new SortOp(false).ApplyAll(x, x));
        Refused("eq: this operation takes 2 inputs, but was applied to 1", () => new EqOp().Apply(x));
        Refused("bitwise_and: this operation takes 2 inputs, but was applied to 1", () => new BitwiseAndOp().Apply(x));

        static void Refused(string message, Func<object> apply) => Assert.Equal(message, Assert.Throws<GraphException>(apply).Message);
    }

    [Fact]
    public void What_an_operation_of_many_inputs_prepares_leaves_the_callers_inputs_alone()
    {
        Tensor[] given = [.. Enumerable.Range(0, 6).Select(i => Tensor.Full([1], i, DType.Float32))];
        Tensor[] before = [.. given];
        given[0].RequiresGrad = true;
        Tensor y = new WeighOp().Apply(given);
        Assert.Equal(before, given);
        Assert.Equal([30f], y.ToArray<float>());
        y.Backward();
        Assert.Equal([2f], given[0].Grad!.ToArray<float>()); // what was prepared is recorded
    }

    private sealed class PlusOp : BinaryOp<PlusOp.Kernel>
    {
        protected internal override Tensor? Vjp(int input, Tensor grad) => grad;

        internal readonly struct Kernel : IBinaryKernel
        {
            public void Invoke<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> y)
                where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
            {
                for (int i = 0; i < y.Length; i++) y[i] = a[i] + b[i];
            }
        }
    }

    /// <summary>The sum of any number of inputs, each doubled first.</summary>
    private sealed class WeighOp : Op
    {
        protected internal override void Prepare(Span<Tensor> inputs)
        {
            for (int i = 0; i < inputs.Length; i++) inputs[i] = inputs[i] * 2;
        }

        protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0];

        protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec)
        {
            Tensor sum = Tensor.Zeros(spec.Shape, spec.DType);
            foreach (Tensor input in inputs) sum += input;
            return sum;
        }

        protected internal override Tensor? Vjp(int input, Tensor grad) => grad;
    }
}
