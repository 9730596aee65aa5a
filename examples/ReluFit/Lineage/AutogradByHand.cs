namespace Autograd.Examples.ReluFit.Lineage;

/// <summary>Gradients from the tape, weights updated by hand where nothing is recorded.</summary>
internal sealed class AutogradByHand : ILineageForm
{
    private readonly Tensor _x, _y, _w1, _w2;

    public AutogradByHand(LineageProblem problem)
    {
        (_x, _y, _w1, _w2) = (problem.X, problem.Y, problem.W1.Clone(), problem.W2.Clone());
        _w1.RequiresGrad = _w2.RequiresGrad = true;
    }

    public string Name => "autograd";

    public double Step()
    {
        Tensor prediction = _x.MatMul(_w1).Clamp(min: 0).MatMul(_w2);
        Tensor loss = (prediction - _y).Square().Sum();
        loss.Backward();
        using (GradMode.NoGrad())
        {
            _w1.Sub_(LineageProblem.LearningRate * _w1.Grad!);
            _w2.Sub_(LineageProblem.LearningRate * _w2.Grad!);
            _w1.Grad = null;
            _w2.Grad = null;
        }

        return loss.Item();
    }
}
