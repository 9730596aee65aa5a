using Autograd.Nn;

namespace Autograd.Examples.ReluFit.Lineage;

/// <summary>A model as a class of its own.</summary>
internal sealed class TwoLayerNet : Module<Tensor, Tensor>
{
    private readonly Linear _linear1, _linear2;

    public TwoLayerNet(int inputs, int hidden, int outputs, DType dtype, Generator generator)
    {
        _linear1 = AddModule("linear1", new Linear(inputs, hidden, dtype: dtype, generator: generator));
        _linear2 = AddModule("linear2", new Linear(hidden, outputs, dtype: dtype, generator: generator));
    }

    protected override Tensor Forward(Tensor input) => _linear2.Call(_linear1.Call(input).Relu());
}
