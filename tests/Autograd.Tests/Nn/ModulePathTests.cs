using Autograd.Nn;

namespace Autograd.Tests.Nn;

/// <summary>An error in a model names the module that it happened in.</summary>
public class ModulePathTests
{
    [Fact]
    public void The_path_of_the_innermost_module_stands_before_the_message_once()
    {
        var model = new Outer();
        string inside = Assert.Throws<ShapeException>(() => F.Linear(Tensor.Ones([2, 6]), Tensor.Ones([5, 4]), Tensor.Ones([5]))).Message;
        var error = Assert.Throws<ShapeException>(() => model.Call(Tensor.Ones([2, 3])));
        Assert.Equal($"net.2 (Linear): {inside}", error.Message);
        Assert.Equal("net.2 (Linear)", error.ModulePath);
    }

    [Fact]
    public void A_module_in_no_other_is_named_by_its_type()
    {
        Assert.StartsWith("Linear: ", Assert.Throws<ShapeException>(() => new Linear(4, 5).Call(Tensor.Ones([2, 3]))).Message, StringComparison.Ordinal);
        Assert.StartsWith("0 (Linear): ", Assert.Throws<ShapeException>(() => new Sequential(new Linear(4, 5)).Call(Tensor.Ones([2, 3]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_thrown_outside_a_call_has_no_path()
    {
        var error = Assert.Throws<ShapeException>(() => Tensor.Ones([2]).MatMul(Tensor.Ones([3])));
        Assert.Null(error.ModulePath);
        Assert.StartsWith("matmul", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_exceptions_stay_as_they_are_and_carry_the_path_beside_them()
    {
        var model = new Sequential(new Throwing());
        var error = Assert.Throws<InvalidOperationException>(() => model.Call(Tensor.Ones([1])));
        Assert.Equal("mine", error.Message);
        Assert.Equal("0 (Throwing)", error.Data["ModulePath"]);
        Assert.Contains(nameof(Throwing), error.StackTrace, StringComparison.Ordinal);
    }

    private sealed class Outer : Module<Tensor, Tensor>
    {
        private readonly Sequential _net;

        public Outer() => _net = AddModule("net", new Sequential(new Linear(3, 6), new Autograd.Nn.Relu(), new Linear(4, 5)));

        protected override Tensor Forward(Tensor input) => _net.Call(input);
    }

    private sealed class Throwing : Module<Tensor, Tensor>
    {
        protected override Tensor Forward(Tensor input) => throw new InvalidOperationException("mine");
    }
}
