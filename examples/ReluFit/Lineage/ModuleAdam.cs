using Autograd.Nn;
using Autograd.Optim;

namespace Autograd.Examples.ReluFit.Lineage;

/// <summary>A module with biases and the layers' own start values, trained by Adam: the one form whose losses are its own.</summary>
internal sealed class ModuleAdam : ILineageForm
{
    private readonly Tensor _x, _y;
    private readonly TwoLayerNet _model;
    private readonly MseLoss _loss = new(Reduction.Sum);
    private readonly Adam _adam;

    public ModuleAdam(LineageProblem problem)
    {
        (_x, _y) = (problem.X, problem.Y);
        _model = new TwoLayerNet(LineageProblem.Inputs, LineageProblem.Hidden, LineageProblem.Outputs, problem.DType, problem.Generator);
        _adam = new Adam(_model.Parameters(), LineageProblem.AdamLearningRate);
    }

    public string Name => "module, adam";

    public double LearningRate => LineageProblem.AdamLearningRate;

    public double Step()
    {
        Tensor loss = _loss.Call(_model.Call(_x), _y);
        _adam.ZeroGrad();
        loss.Backward();
        _adam.Step();
        return loss.Item();
    }
}
