namespace Autograd.Tests.Engine;

/// <summary>What the engine promises to, and asks of, an operation.</summary>
public class OpContractTests
{
    [Fact]
    public void An_operation_object_is_applied_once()
    {
        Tensor x = Tensor.Ones([2], requiresGrad: true);
        var op = new HalfOp();
        op.Apply(x);
        Assert.Contains("half", Assert.Throws<GraphException>(() => op.Apply(x)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_of_the_wrong_shape_names_the_op_and_input()
    {
        Tensor x = Tensor.Ones([2], requiresGrad: true);
        Tensor y = new HalfOp { WrongShape = true }.Apply(x);
        string message = Assert.Throws<GraphException>(() => y.Sum().Backward()).Message;
        Assert.Contains("half: the gradient of input 0 is float32[2, 1], but the input is float32[2]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Asking_for_a_tensor_that_was_not_saved_is_an_error()
    {
        Tensor y = new HalfOp { Forgetful = true }.Apply(Tensor.Ones([2], requiresGrad: true));
        Assert.Contains("did not save", Assert.Throws<GraphException>(() => y.Sum().Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_Vjp_throws_comes_out_and_the_next_pass_is_not_disturbed()
    {
        Tensor x = Tensor.Ones([2], requiresGrad: true), other = Tensor.Ones([2], requiresGrad: true);
        var op = new HalfOp { Error = new InvalidOperationException("mine") };
        Tensor y = (op.Apply(x) + other).Sum();
        Assert.Same(op.Error, Assert.Throws<InvalidOperationException>(() => y.Backward(retainGraph: true)));
        Assert.True(GradMode.IsEnabled);
        Assert.Null(x.Grad);
        Assert.Null(other.Grad);
        op.Error = null;
        y.Backward();
        Assert.Equal([0.5f, 0.5f], x.Grad!.ToArray<float>());
        Assert.Equal([1f, 1f], other.Grad!.ToArray<float>());
    }

    [Fact]
    public void A_Jvp_of_the_wrong_shape_names_the_op()
    {
        string message = Assert.Throws<GraphException>(
            () => Autodiff.Jvp(x => new HalfOp { WrongJvp = true }.Apply(x), Tensor.Ones([2]), Tensor.Ones([2]))).Message;
        Assert.Contains("half: its Jvp returned float32[2, 1], but the output is float32[2]", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Saved_tensors_are_freed_during_the_walk()
    {
        Tensor x = Tensor.Ones([4], requiresGrad: true);
        (Tensor loss, WeakReference saved) = Record(x);
        Collect();
        Assert.True(saved.IsAlive);
        loss.Backward();
        Collect();
        Assert.False(saved.IsAlive);
        GC.KeepAlive(loss);

        static (Tensor, WeakReference) Record(Tensor x)
        {
            Tensor hidden = x.Exp();
            return ((hidden * hidden).Sum(), new WeakReference(hidden.Storage));
        }

        static void Collect()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
        }
    }

    private sealed class HalfOp : Op
    {
        public bool WrongShape { get; init; }

        public bool Forgetful { get; init; }

        public bool WrongJvp { get; init; }

        public Exception? Error { get; set; }

        protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0];

        protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec) => inputs[0] * 0.5;

        protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(Forgetful ? null : inputs[0]);

        protected internal override Tensor? Vjp(int input, Tensor grad)
        {
            if (Error is not null) throw Error;
            _ = Saved(0);
            return WrongShape ? grad.Unsqueeze(1) : grad * 0.5;
        }

        protected internal override Tensor? Jvp(ReadOnlySpan<Tensor?> tangents) => WrongJvp ? tangents[0]!.Unsqueeze(1) : base.Jvp(tangents);
    }
}
