using Autograd.Data;
using Autograd.Nn;
using Autograd.Optim;
using Autograd.Serialization;

namespace Autograd.Tests.Errors;

/// <summary>Messages that once led astray, and null where a tensor is due.</summary>
public class HintTests
{
    [Theory]
    [InlineData(DType.Int32, DType.Float32, DType.Float32)]
    [InlineData(DType.Bool, DType.Float64, DType.Float64)]
    [InlineData(DType.Float32, DType.Int64, DType.Float32)]
    [InlineData(DType.UInt8, DType.Int64, DType.Int64)]
    [InlineData(DType.Bool, DType.UInt8, DType.UInt8)]
    public void A_product_of_two_dtypes_names_the_one_that_holds_both(DType first, DType second, DType better)
    {
        Tensor a = Tensor.Ones([2, 2], first), b = Tensor.Ones([2, 2], second);
        foreach (Action product in (Action[])[() => a.MatMul(b), () => a.Mm(b), () => a[0].Dot(b[0]), () => a.Unsqueeze(0).Bmm(b.Unsqueeze(0))])
            Assert.EndsWith($"convert one with To(DType.{better})", Assert.Throws<DTypeException>(product).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bce_of_NaN_says_so()
    {
        Tensor x = Tensor.Create([0.5f, float.NaN, 2]);
        string message = Assert.Throws<ArgumentOutOfRangeException>(() => F.BceLoss(x, Tensor.Zeros([3]))).Message;
        Assert.Contains("holds NaN", message, StringComparison.Ordinal);
        Assert.DoesNotContain("from NaN", message, StringComparison.Ordinal);
        message = Assert.Throws<ArgumentOutOfRangeException>(() => F.BceLoss(x[2..], Tensor.Zeros([1]))).Message;
        Assert.Contains("from 2 to 2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_names_what_was_called()
    {
        Tensor leaf = Tensor.Ones([2], requiresGrad: true), y = leaf * 2, view, seen;
        using (GradMode.NoGrad()) view = y[..];
        using (GradMode.InferenceMode()) seen = y[..];
        Tensor wide = Tensor.Zeros([2]).Expand(3, 2), x = Tensor.Ones([3, 2]);
        foreach ((string expected, Action call) in ((string, Action)[])
            [
                ("index_put_: this view was taken inside NoGrad()", () => view[0] = 5), ("mul_: this view was taken inside InferenceMode()", () => seen.Mul_(2)), ("zero_: a leaf", () => leaf.Zero_()),
                ("div, out: several elements", () => Tensor.Div(x, x, wide)), ("matmul, out: several elements", () => Tensor.MatMul(x, Tensor.Ones([2, 2]), wide)),
                ("add, out: several elements", () => Tensor.Add(x, x, wide)),
                ("one_hot: -1 is not a class: classes are numbered from 0", () => F.OneHot(Tensor.Create([-1L]))), ("one_hot: 5 is not a class: there are 3", () => F.OneHot(Tensor.Create([5L]), 3)),
                ("one_hot: 2147483647 classes", () => F.OneHot(Tensor.Create([0L]), int.MaxValue)), ("a tensor cannot hold text", () => Tensor.Create(["1", "2"])),
                ("lerp: ", () => x.Lerp(x, 1e300)), ("lerp_: ", () => x.Clone().Lerp_(x, -1e300)),
            ])
            Assert.StartsWith(expected, Record.Exception(call)!.Message, StringComparison.Ordinal);
        using (GradMode.InferenceMode()) Assert.Equal([1f, 1], Tensor.Lerp(Tensor.Zeros([2]), Tensor.Ones([2]), 1).ToArray<float>());
        Assert.Equal(float.PositiveInfinity, Tensor.Zeros([1]).Lerp(Tensor.Ones([1]), double.PositiveInfinity).Item<float>());
    }

    private static readonly Tensor s_x = Tensor.Ones([2, 2], DType.Float64, requiresGrad: true);

    public static TheoryData<string> WithNull => [.. s_withNull.Keys];

    private static readonly Dictionary<string, Action> s_withNull = new()
    {
        ["cat"] = () => Tensor.Cat([s_x, null!]),
        ["stack"] = () => Tensor.Stack([null!, s_x]),
        ["hstack"] = () => Tensor.HStack(s_x, null!),
        ["vstack"] = () => Tensor.VStack(null!, s_x),
        ["einsum"] = () => Tensor.Einsum("ij,jk->ik", s_x, null!),
        ["meshgrid"] = () => Tensor.Meshgrid([s_x[0], null!]),
        ["broadcast_tensors"] = () => Tensor.BroadcastTensors(s_x, null!),
        ["grad, outputs"] = () => Autodiff.Grad([null!], [s_x]),
        ["grad, inputs"] = () => Autodiff.Grad([s_x.Sum()], [null!]),
        ["jacobian"] = () => Autodiff.Jacobian(v => v[0], [s_x, null!]),
        ["jacobian of null"] = () => Autodiff.Jacobian((Tensor _) => null!, s_x),
        ["vjp"] = () => Autodiff.Vjp(v => v[0], [null!]),
        ["jvp"] = () => Autodiff.Jvp(v => v[0], [s_x], [null!]),
        ["jvp, inputs"] = () => Autodiff.Jvp(v => v[0], [null!], [s_x]),
        ["hessian"] = () => Autodiff.Hessian(v => v[0].Sum(), [null!]),
        ["checkpoint"] = () => Autodiff.Checkpoint(v => v[0], [null!]),
        ["gradcheck"] = () => GradCheck.Check(v => v[0], [null!]),
        ["second gradcheck"] = () => GradCheck.CheckSecondOrder(v => v[0], [s_x, null!]),
        ["clip norm"] = () => ClipGrad.Norm([s_x, null!], 1),
        ["clip value"] = () => ClipGrad.Value([null!], 1),
        ["optimizer"] = () => new Sgd([null!], 0.1),
        ["optimizer's state"] = () => new Adam([s_x]).LoadStateDict(new Dictionary<string, Tensor> { ["state.0.step"] = null! }),
        ["state dict"] = () => new Linear(2, 1).LoadStateDict(new Dictionary<string, Tensor> { ["weight"] = null!, ["bias"] = null! }),
        ["state dict, not strict"] = () => new Linear(2, 1).LoadStateDict(new Dictionary<string, Tensor> { ["weight"] = null! }, strict: false),
        ["dataset"] = () => _ = new TensorDataset(s_x, null!),
        ["sequential"] = () => _ = new Sequential(new Linear(2, 2), null!),
        ["index_put"] = () => s_x.IndexPut([0], null!),
        ["custom operation"] = () => new Twice().Apply(s_x, null!),
        ["custom operation, several"] = () => new Twice().Apply([s_x, s_x, null!]),
    };

    [Theory]
    [MemberData(nameof(WithNull))]
    public void Null_among_tensors_is_refused_by_an_exception_that_says_so(string call)
    {
        Exception? error = Record.Exception(s_withNull[call]);
        Assert.True(error is ArgumentException or AutogradException, $"{call}: {error}");
        Assert.Contains("null", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_safetensors_file_takes_no_null_and_the_old_file_stays()
    {
        using var folder = new TempFolder();
        string path = Path.Combine(folder.Path, "weights.safetensors");
        Safetensors.Save(path, [new("x", Tensor.Ones([1]))]);
        byte[] before = File.ReadAllBytes(path);
        KeyValuePair<string, Tensor>[] tensors = [new("x", Tensor.Ones([1]))];
        foreach (Action save in (Action[])[
            () => Safetensors.Save(path, [new("y", null!)]), () => Safetensors.Save(path, [new(null!, Tensor.Ones([1]))]), () => Safetensors.Save(path, null!),
            () => Safetensors.Save(path, tensors, [new(null!, "value")]), () => Safetensors.Save(path, tensors, [new("key", null!)])])
        {
            Assert.ThrowsAny<ArgumentException>(save);
        }

        Assert.Equal(before, File.ReadAllBytes(path));
    }

    private sealed class Twice : Op
    {
        protected internal override TensorSpec Infer(ReadOnlySpan<TensorSpec> inputs) => inputs[0];

        protected internal override Tensor Forward(ReadOnlySpan<Tensor> inputs, TensorSpec spec) => inputs[0] * 2;

        protected internal override Tensor? Vjp(int input, Tensor grad) => grad * 2;
    }
}
