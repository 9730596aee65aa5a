namespace Autograd.Examples.ReluFit.Lineage;

/// <summary>
/// One way to write the training of a two-layer ReLU network: relu(x·w1)·w2, squared error summed, plain gradient descent (but for the
/// last).
/// </summary>
internal interface ILineageForm
{
    string Name { get; }

    /// <summary>The learning rate.</summary>
    double LearningRate => LineageProblem.LearningRate;

    /// <summary>One step. Returns the loss before it.</summary>
    double Step();
}
