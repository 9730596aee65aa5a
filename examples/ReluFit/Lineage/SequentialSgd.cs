using Autograd.Nn;
using Autograd.Optim;

namespace Autograd.Examples.ReluFit.Lineage;

/// <summary>Layers in a row, a loss and an optimizer. Without biases, to compute what the forms before do.</summary>
internal sealed class SequentialSgd : ILineageForm
{
    private readonly Tensor _x, _y;
    private readonly Sequential _model;
    private readonly MseLoss _loss = new(Reduction.Sum);
    private readonly Sgd _sgd;

    public SequentialSgd(LineageProblem problem)
    {
        (_x, _y) = (problem.X, problem.Y);
        // A generator of their own: the start values are replaced, and must not take numbers from the problem's stream.
        var unused = new Generator(0);
        var first = new Linear(LineageProblem.Inputs, LineageProblem.Hidden, bias: false, problem.DType, unused);
        var second = new Linear(LineageProblem.Hidden, LineageProblem.Outputs, bias: false, problem.DType, unused);
        using (GradMode.NoGrad())
        {
            first.Weight.Copy_(problem.W1.T);
            second.Weight.Copy_(problem.W2.T);
        }

        _model = [first, new Relu(), second];
        _sgd = new Sgd(_model.Parameters(), LineageProblem.LearningRate);
    }

    public string Name => "sequential";

    public double Step()
    {
        Tensor loss = _loss.Call(_model.Call(_x), _y);
        _sgd.ZeroGrad();
        loss.Backward();
        _sgd.Step();
        return loss.Item();
    }
}
