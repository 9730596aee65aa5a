namespace Autograd.Examples.ReluFit.Lineage;

/// <summary>Tensors, and gradients worked out with pencil and paper.</summary>
internal sealed class TensorsByHand(LineageProblem problem) : ILineageForm
{
    private readonly Tensor _x = problem.X, _y = problem.Y, _w1 = problem.W1.Clone(), _w2 = problem.W2.Clone();

    public string Name => "tensors";

    public double Step()
    {
        Tensor h = _x.MatMul(_w1);
        Tensor relu = h.Clamp(min: 0);
        Tensor prediction = relu.MatMul(_w2);
        double loss = (prediction - _y).Square().Sum().Item();

        Tensor gradPrediction = 2.0 * (prediction - _y);
        Tensor gradW2 = relu.T.MatMul(gradPrediction);
        Tensor gradH = gradPrediction.MatMul(_w2.T);
        gradH[h < 0] = 0;
        Tensor gradW1 = _x.T.MatMul(gradH);
        _w1.Sub_(LineageProblem.LearningRate * gradW1);
        _w2.Sub_(LineageProblem.LearningRate * gradW2);
        return loss;
    }
}
