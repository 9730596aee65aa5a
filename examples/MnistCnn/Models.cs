using Autograd.Nn;
using Autograd.Optim;

namespace Autograd.Examples.MnistCnn;

/// <summary>The networks to choose from, and what trains them.</summary>
internal static class Models
{
    /// <summary>A network from images [N, 1, 28, 28] to the logits of ten digits [N, 10].</summary>
    public static Module<Tensor, Tensor> Create(string name) => name switch
    {
        "cnn" => new Sequential(new Conv2d(1, 4, 3), new Relu(), new AvgPool2d(2), new Relu(), new Flatten(), new Linear(4 * 13 * 13, 10)),
        _ => new Sequential(new Flatten(), new Linear(28 * 28, 100), new Sigmoid(), new Linear(100, 10)),
    };

    /// <summary>The update rule for a network's parameters.</summary>
    public static Optimizer CreateOptimizer(string name, Module model, double learningRate) => name switch
    {
        "sgd" => new Sgd(model.Parameters(), lr: learningRate),
        _ => new Adam(model.Parameters(), lr: learningRate),
    };
}
