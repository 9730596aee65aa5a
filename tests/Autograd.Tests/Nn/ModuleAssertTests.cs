using Autograd.Nn;
using Xunit.Sdk;

namespace Autograd.Tests.Nn;

public sealed class ModuleAssertTests
{
    public static TheoryData<string> Rows() => [.. ModuleCases.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_layer_registers_what_it_holds(string name) =>
        ModuleAssert.NothingUnregistered(ModuleCases.All.Single(row => row.Name == name).Make(new Generator(0)));

    [Fact]
    public void A_forgotten_module_parameter_or_list_is_found()
    {
        Assert.Throws<TrueException>(() => ModuleAssert.NothingUnregistered(new ForgetsModule()));
        Assert.Throws<TrueException>(() => ModuleAssert.NothingUnregistered(new ForgetsTensor()));
        Assert.Throws<TrueException>(() => ModuleAssert.NothingUnregistered(new ForgetsList()));
        Assert.Throws<TrueException>(() => ModuleAssert.NothingUnregistered(new Sequential(new ForgetsModule())));
    }

#pragma warning disable AG0001 // Forgotten on purpose: the compiler sees what these tests are about.
    private sealed class ForgetsModule : Module<Tensor, Tensor>
    {
        private readonly Linear _linear = new(3, 2);

        protected override Tensor Forward(Tensor input) => _linear.Call(input);
    }

    private sealed class ForgetsTensor : Module
    {
        public Tensor Scale { get; } = Tensor.Ones([2]);
    }

    private sealed class ForgetsList : Module
    {
        public List<Linear> Layers { get; } = [new(3, 2)];
    }
#pragma warning restore AG0001
}
