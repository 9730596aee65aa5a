using Autograd.Optim;

namespace Autograd.Examples.GradientDescent;

/// <summary>An optimizer of the library, by name.</summary>
/// <param name="Name">What <c>--optimizer</c> calls it.</param>
/// <param name="Create">Creates it over parameters with a learning rate.</param>
internal sealed record OptimizerChoice(string Name, Func<Tensor[], double, Optimizer> Create)
{
    /// <summary>
    /// Every optimizer of the library that moves a point, gradient descent with momentum and without. Muon, which makes the steps of whole
    /// matrices orthogonal, has nothing to do here.
    /// </summary>
    public static OptimizerChoice[] All { get; } =
    [
        new("sgd", (p, lr) => new Sgd(p, lr)),
        new("momentum", (p, lr) => new Sgd(p, lr, momentum: 0.9)),
        new("asgd", (p, lr) => new Asgd(p, lr)),
        new("adadelta", (p, lr) => new Adadelta(p, lr)),
        new("adafactor", (p, lr) => new Adafactor(p, lr)),
        new("adagrad", (p, lr) => new Adagrad(p, lr)),
        new("adam", (p, lr) => new Adam(p, lr)),
        new("adamw", (p, lr) => new AdamW(p, lr)),
        new("adamax", (p, lr) => new Adamax(p, lr)),
        new("lamb", (p, lr) => new Lamb(p, lr, weightDecay: 0)),
        new("lbfgs", (p, lr) => new Lbfgs(p, lr, maxIter: 1, maxEval: 20, lineSearch: LineSearch.StrongWolfe)),
        new("lion", (p, lr) => new Lion(p, lr)),
        new("nadam", (p, lr) => new NAdam(p, lr)),
        new("radam", (p, lr) => new RAdam(p, lr)),
        new("rmsprop", (p, lr) => new RmsProp(p, lr)),
        new("rprop", (p, lr) => new Rprop(p, lr)),
    ];
}
