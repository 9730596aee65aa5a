using System.Globalization;
using Autograd.Nn;

namespace Autograd.Examples.Shared;

/// <summary>
/// Stops a program whose training has diverged to infinity or NaN: nothing it computes from then on is meaningful.
/// </summary>
public static class Divergence
{
    /// <summary>Fails unless a loss is finite.</summary>
    /// <param name="loss">The loss of a training step.</param>
    /// <param name="step">The number of the step, from 1, over the whole run.</param>
    /// <param name="place">Where that is: <c>epoch 2, batch 7 of 938</c>.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="advice">What to try.</param>
    /// <exception cref="AutogradException">It is not; nothing has been saved.</exception>
    public static void Check(double loss, long step, string place, double learningRate, string? advice = null)
    {
        if (double.IsFinite(loss)) return;
        string name = double.IsNaN(loss) ? "NaN" : "infinite";
        throw new AutogradException(string.Create(
            CultureInfo.InvariantCulture,
            $"the loss is {name} in step {step} ({place}) with learning rate {learningRate}, and nothing is saved; "
            + $"{advice ?? $"try --lr below {learningRate}"}"));
    }

    /// <summary>Fails unless every parameter is finite: the last step can corrupt them after a loss that was finite.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="step">The number of training steps done.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <exception cref="AutogradException">One is not; nothing has been saved.</exception>
    public static void Check(IEnumerable<Parameter> parameters, long step, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.All(IsFinite)) return;
        throw new AutogradException(string.Create(
            CultureInfo.InvariantCulture,
            $"the weights are not finite after step {step} with learning rate {learningRate}, and nothing is saved; "
            + $"try --lr below {learningRate}"));
    }

    /// <summary>Whether no element is NaN or infinite.</summary>
    public static bool IsFinite(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return tensor.Detach().ToArray<double>().All(double.IsFinite);
    }
}
