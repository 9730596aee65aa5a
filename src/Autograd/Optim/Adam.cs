using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd.Optim;

/// <summary>Adam: steps by the running mean of the gradient over the root of that of its square.</summary>
/// <remarks>
/// g = gradient + weightDecay · p; m = β₁·m + (1 − β₁)·g; v = β₂·v + (1 − β₂)·g²; p −= lr / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + eps).
/// With <c>amsGrad</c> the largest v so far stands in its place. Sources: Kingma and Ba (2015), "Adam: a method for stochastic
/// optimization"; Reddi et al. (2018), "On the convergence of Adam and beyond"; in PyTorch's form.
/// </remarks>
public class Adam : Optimizer<AdamGroup>
{
    private static readonly string[] s_stateNames = ["exp_avg", "exp_avg_sq", "max_exp_avg_sq"];

    private readonly bool _decoupled;

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas">How much of the two running means stays; (0.9, 0.999) if not given.</param>
    /// <param name="eps">Added to the divisor.</param>
    /// <param name="weightDecay">The L2 penalty, added to the gradient.</param>
    /// <param name="amsGrad">Divides by the largest mean square so far.</param>
    /// <param name="maximize">Goes up the gradient instead of down.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite, or a beta is not in [0, 1).</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is there twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    public Adam(
        IEnumerable<Tensor> parameters,
        double lr = 1e-3,
        (double Beta1, double Beta2)? betas = null,
        double eps = 1e-8,
        double weightDecay = 0,
        bool amsGrad = false,
        bool maximize = false)
        : this(false, new AdamGroup(parameters, lr)
        {
            Betas = betas ?? (0.9, 0.999),
            Eps = eps,
            WeightDecay = weightDecay,
            AmsGrad = amsGrad,
            Maximize = maximize,
        })
    {
    }

    /// <summary>Creates the optimizer over groups with hyper-parameters of their own.</summary>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public Adam(params ReadOnlySpan<AdamGroup> groups)
        : this(false, groups)
    {
    }

    private protected Adam(bool decoupled, params ReadOnlySpan<AdamGroup> groups)
        : base(groups) => _decoupled = decoupled;

    /// <inheritdoc/>
    protected override IReadOnlyList<string> StateNames => s_stateNames;

    /// <inheritdoc/>
    protected override void Update(AdamGroup group, Tensor parameter, Tensor gradient, ParameterState state)
    {
        Tensor mean = state.GetOrCreate(0, parameter), square = state.GetOrCreate(1, parameter);
        Tensor? largest = group.AmsGrad ? state.GetOrCreate(2, parameter) : null;
        Run(new Kernel(group, state.Step, _decoupled), parameter, gradient, mean, square, largest);
    }

    private readonly struct Kernel(AdamGroup group, long step, bool decoupled) : IUpdateKernel
    {
        public void Invoke<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
            where T : unmanaged, IFloatingPointIeee754<T>
            => UpdateLoop.Run(new Formula<T>(group, step, decoupled), parameter, gradient, state0, state1, state2);
    }

    private readonly struct Formula<T>(AdamGroup group, long step, bool decoupled) : IUpdateStep<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _sign = new(group.Maximize ? -T.One : T.One);
        private readonly Vector<T> _penalty = new(T.CreateTruncating(decoupled ? 0 : group.WeightDecay));
        private readonly Vector<T> _shrink = new(T.CreateTruncating(decoupled ? 1 - group.Lr * group.WeightDecay : 1));
        private readonly Vector<T> _beta1 = new(T.CreateTruncating(group.Betas.Beta1));
        private readonly Vector<T> _beta2 = new(T.CreateTruncating(group.Betas.Beta2));
        private readonly Vector<T> _rest1 = new(T.CreateTruncating(1 - group.Betas.Beta1));
        private readonly Vector<T> _rest2 = new(T.CreateTruncating(1 - group.Betas.Beta2));
        // The correction of the square mean, √(1 − β₂ᵗ), is multiplied into eps and the step: one division an element instead of two.
        private readonly Vector<T> _eps = new(T.CreateTruncating(group.Eps * Root(group, step)));
        private readonly Vector<T> _step = new(T.CreateTruncating(-group.Lr * Root(group, step) / (1 - Math.Pow(group.Betas.Beta1, step))));
        private readonly bool _hasPenalty = !decoupled && group.WeightDecay != 0;
        private readonly bool _keepsLargest = group.AmsGrad;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> mean, ref Vector<T> square, ref Vector<T> largest)
        {
            Vector<T> g = gradient * _sign;
            if (_hasPenalty) g = UpdateLoop.MultiplyAdd(_penalty, parameter, g);
            mean = UpdateLoop.MultiplyAdd(_rest1, g, mean * _beta1);
            square = UpdateLoop.MultiplyAdd(_rest2 * g, g, square * _beta2);
            if (_keepsLargest) largest = Vector.Max(largest, square);
            Vector<T> divisor = Vector.SquareRoot(_keepsLargest ? largest : square) + _eps;
            parameter = parameter * _shrink + _step * mean / divisor;
        }

        private static double Root(AdamGroup group, long step) => Math.Sqrt(1 - Math.Pow(group.Betas.Beta2, step));
    }
}
