namespace Autograd.Tests.Engine;

/// <summary>Inference mode, as PyTorch 1.13.1 has it.</summary>
public class InferenceModeTests
{
    [Fact]
    public void Tensors_made_inside_are_inference_tensors_and_nothing_is_recorded()
    {
        Tensor leaf = Tensor.Ones([2], requiresGrad: true);
        using (GradMode.InferenceMode())
        {
            Assert.True(GradMode.IsInference);
            Assert.False(GradMode.IsEnabled);
            Tensor y = leaf * 2;
            Assert.True(y.IsInference);
            Assert.False(y.RequiresGrad);
            Assert.True(leaf.Clone().IsInference);
            Assert.False(leaf[0].IsInference); // a view of an ordinary tensor
            using (GradMode.EnableGrad()) Assert.False((leaf * 2).RequiresGrad);
        }

        Assert.False(GradMode.IsInference);
        Assert.True(GradMode.IsEnabled);
        Assert.False(Tensor.Ones([1]).IsInference);
    }

    [Fact]
    public void Changes_are_not_counted()
    {
        Tensor ordinary = Tensor.Ones([2]), inside;
        using (GradMode.InferenceMode())
        {
            inside = Tensor.Ones([2]);
            inside.Add_(1);
            ordinary.Add_(1);
            inside.AsSpan<float>()[0] = 5;
        }

        Assert.Equal(1, ordinary.Version);
        Assert.Equal([5f, 2f], inside.ToArray<float>());
        Assert.Contains("not counted", Assert.Throws<GraphException>(() => inside.Version).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Outside_an_inference_tensor_cannot_be_changed_or_require_grad()
    {
        Tensor x = Made();
        foreach (Action change in (Action[])[() => x.Add_(1), () => x[0].Zero_(), () => x.Normal_(), () => x.AsSpan<float>().Clear(), () => x.CopyUnderNoGrad()])
            Assert.Contains("InferenceMode", Assert.Throws<GraphException>(change).Message, StringComparison.Ordinal);
        Assert.Equal([1f, 1f], x.ToArray<float>());
        Assert.Throws<GraphException>(() => x.RequiresGrad = true);
        Assert.False(x.RequiresGrad);
        Assert.True(x[..1].IsInference);
        x.Clone().Add_(1);
    }

    [Fact]
    public void Outside_it_can_be_used_but_not_saved()
    {
        Tensor x = Made(), leaf = Tensor.Ones([2], requiresGrad: true);
        Assert.False((x * 2).IsInference);
        (leaf + x).Sum().Backward(); // adding saves nothing
        Assert.Equal([1f, 1f], leaf.Grad!.ToArray<float>());
        Assert.Contains("mul: inference tensors cannot be saved for backward", Assert.Throws<GraphException>(() => leaf * x).Message, StringComparison.Ordinal);
        (leaf * x.Clone()).Sum().Backward();
        Tensor ordinary = Tensor.Zeros([2]);
        ordinary.Copy_(x).Mul_(x);
    }

    [Fact]
    public void An_inference_tensor_may_require_grad_inside()
    {
        using EngineScope mode = GradMode.InferenceMode();
        Assert.True(Tensor.Ones([1], requiresGrad: true).RequiresGrad);
    }

    [Fact]
    public void Other_threads_are_not_touched()
    {
        using EngineScope mode = GradMode.InferenceMode();
        bool other = true;
        var thread = new Thread(() => other = Tensor.Ones([1]).IsInference || GradMode.IsInference);
        thread.Start();
        thread.Join();
        Assert.False(other);
    }

    private static Tensor Made()
    {
        using EngineScope mode = GradMode.InferenceMode();
        return Tensor.Ones([2]);
    }
}

file static class InferenceChanges
{
    public static void CopyUnderNoGrad(this Tensor x)
    {
        using GradModeScope mode = GradMode.NoGrad();
        x.Copy_(Tensor.Zeros([2]));
    }
}
