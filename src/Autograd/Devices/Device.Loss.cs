namespace Autograd.Devices;

/// <content>Losses of a class at each position. Everything is contiguous; classes are checked before anything is written.</content>
public abstract partial class Device
{
    /// <summary>y[n, …] = −weight[t] · x[n, t, …] for the classes t = target[n, …], 0 for the ignored one; or their sum.</summary>
    /// <param name="x">Floating, [batch, classes, …].</param>
    /// <param name="target">int64, [batch, …]. Checked here: see <see cref="NotAClass"/>.</param>
    /// <param name="weight">One number for each class, of the dtype of <paramref name="x"/>; or null.</param>
    /// <param name="ignoreIndex">The class that counts for nothing; it need not exist.</param>
    /// <param name="sum">True writes one number, the sum, added up in double.</param>
    /// <param name="y">One number, or of the shape of <paramref name="target"/>.</param>
    /// <returns>The sum of the weights (1 without weights) of the classes that were not ignored.</returns>
    protected internal abstract double NllLoss(View x, View target, View? weight, long ignoreIndex, bool sum, View y);

    /// <summary>The adjoint of <see cref="NllLoss"/>: x[n, t, …] = −weight[t] · grad[n, …] / divisor, all else 0.</summary>
    /// <param name="grad">Floating: one number for all positions, or of the shape of <paramref name="target"/>.</param>
    /// <param name="target">int64, [batch, …]. Checked here.</param>
    /// <param name="weight">One number for each class; or null.</param>
    /// <param name="ignoreIndex">The class that counts for nothing.</param>
    /// <param name="divisor">What a mean was divided by; 1 otherwise.</param>
    /// <param name="x">Receives the gradient, [batch, classes, …].</param>
    protected internal abstract void NllLossGrad(View grad, View target, View? weight, long ignoreIndex, double divisor, View x);

    /// <summary>
    /// The cross-entropy of each row of logits with its class: weight[t] · (ln Σ eˣ − x[t]); 0 for the ignored class. For the gradient,
    /// each row's maximum and Σ eˣ⁻ᵐᵃˣ are kept.
    /// </summary>
    /// <param name="x">Floating, […, classes].</param>
    /// <param name="target">int64, […]. Checked here: see <see cref="NotAClass"/>.</param>
    /// <param name="weight">One number for each class, of the dtype of <paramref name="x"/>; or null.</param>
    /// <param name="ignoreIndex">The class that counts for nothing; it need not exist.</param>
    /// <param name="losses">Receives the loss of each row, of the shape of <paramref name="target"/>.</param>
    /// <param name="max">Receives each row's maximum; the same shape.</param>
    /// <param name="sum">Receives each row's Σ eˣ⁻ᵐᵃˣ; the same shape.</param>
    /// <returns>The sum of the weights (1 without weights) of the classes that were not ignored.</returns>
    protected internal abstract double CrossEntropy(View x, View target, View? weight, long ignoreIndex, View losses, View max, View sum);

    /// <summary>
    /// The gradient of <see cref="CrossEntropy"/>: weight[t] · grad / divisor · (softmax(x) − one-hot(t)), row by row; 0 for the ignored
    /// class.
    /// </summary>
    /// <param name="grad">Floating: one number for all rows, or one for each.</param>
    /// <param name="x">The logits.</param>
    /// <param name="target">The classes, which were checked before.</param>
    /// <param name="weight">One number for each class; or null.</param>
    /// <param name="ignoreIndex">The class that counts for nothing.</param>
    /// <param name="divisor">What a mean was divided by; 1 otherwise.</param>
    /// <param name="max">The rows' maxima that <see cref="CrossEntropy"/> wrote.</param>
    /// <param name="sum">The rows' sums that it wrote.</param>
    /// <param name="gradInput">Receives the gradient, of the shape of <paramref name="x"/>.</param>
    protected internal abstract void CrossEntropyGrad(
        View grad, View x, View target, View? weight, long ignoreIndex, double divisor, View max, View sum, View gradInput);

    /// <summary>The error for a target that is not a class.</summary>
    /// <param name="op">The operation.</param>
    /// <param name="target">The target.</param>
    /// <param name="position">Its row-major position among the targets.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="ignoreIndex">The class that counts for nothing.</param>
    protected internal static TensorIndexException NotAClass(string op, long target, int position, int classes, long ignoreIndex) =>
        new($"{op}: target {target} (position {position} in row-major order) is not a class: there are {classes}, "
            + $"numbered from 0, and ignoreIndex is {ignoreIndex}");
}
