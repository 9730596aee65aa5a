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

        protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0];

        protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec) => inputs[0] * 0.5;

        protected internal override void Keep(ReadOnlySpan<Tensor> inputs, Tensor output) => Save(Forgetful ? null : inputs[0]);

        protected internal override Tensor? Vjp(int input, Tensor grad)
        {
            _ = Saved(0);
            return WrongShape ? grad.Unsqueeze(1) : grad * 0.5;
        }
    }
}
