using Autograd.Nn;
using Autograd.Optim;

namespace Autograd.Examples.MnistCnn;

/// <summary>The networks to choose from, and what trains them.</summary>
internal static class Models
{
    /// <summary>A network from images [N, 1, 28, 28] to the logits of their classes [N, C].</summary>
    /// <param name="name">cnn, mlp or lenet.</param>
    /// <param name="classes">The number of classes: ten digits unless given.</param>
    /// <param name="initStd">The standard deviation of normally drawn start values; null for each layer's own.</param>
    public static Module<Tensor, Tensor> Create(string name, int classes = 10, double? initStd = null)
    {
        Sequential model = name switch
        {
            "cnn" => new Sequential(
                new Conv2d(1, 4, 3), new Relu(), new AvgPool2d(2), new Relu(), new Flatten(), new Linear(4 * 13 * 13, classes)),
            "mlp" => new Sequential(new Flatten(), new Linear(28 * 28, 100), new Sigmoid(), new Linear(100, classes)),
            _ => new Sequential(
                new Conv2d(1, 32, 3),
                new Relu(),
                new Conv2d(32, 64, 3),
                new Relu(),
                new MaxPool2d(2),
                new Dropout(0.25),
                new Flatten(),
                new Linear(64 * 12 * 12, 128),
                new Relu(),
                new Dropout(0.5),
                new Linear(128, classes)),
        };
        if (initStd is not { } std) return model;
        foreach (Parameter parameter in model.Parameters()) Init.Normal_(parameter, std: std);
        return model;
    }

    /// <summary>The update rule for a network's parameters.</summary>
    public static Optimizer CreateOptimizer(Options options, Module model) => options.Optimizer switch
    {
        "sgd" => new Sgd(model.Parameters(), options.LearningRate, options.Momentum),
        _ => new Adam(model.Parameters(), options.LearningRate),
    };
}
