using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd.Optim;

/// <summary>Adamax: Adam with the largest magnitude, which fades, in the place of the root mean square.</summary>
/// <remarks>
/// g = gradient + weightDecay · p; m = β₁·m + (1 − β₁)·g; u = max(β₂·u, |g| + eps); p −= lr / (1 − β₁ᵗ) · m / u. Source: Kingma and Ba (2015), "Adam: a
/// method for stochastic optimization", section 7; in PyTorch's form.
/// </remarks>
public sealed class Adamax : Optimizer<AdamaxGroup>
{
    private static readonly string[] s_stateNames = ["exp_avg", "exp_inf"];

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas">How much of the two running means stays; (0.9, 0.999) if not given.</param>
    /// <param name="eps">Added to the gradient's magnitude.</param>
    /// <param name="weightDecay">The L2 penalty, added to the gradient.</param>
    /// <param name="maximize">Goes up the gradient instead of down.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is there twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    public Adamax(
        IEnumerable<Tensor> parameters,
        double lr = 2e-3,
        (double Beta1, double Beta2)? betas = null,
        double eps = 1e-8,
        double weightDecay = 0,
        bool maximize = false)
        : this(new AdamaxGroup(parameters, lr)
        {
            Betas = betas ?? (0.9, 0.999),
            Eps = eps,
            WeightDecay = weightDecay,
            Maximize = maximize,
        })
    {
    }

    /// <summary>Creates the optimizer over groups with hyper-parameters of their own.</summary>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public Adamax(params ReadOnlySpan<AdamaxGroup> groups)
        : base(groups)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> StateNames => s_stateNames;

    /// <inheritdoc/>
    protected override void Update(AdamaxGroup group, Tensor parameter, Tensor gradient, ParameterState state)
    {
        Tensor mean = state.GetOrCreate(0, parameter), largest = state.GetOrCreate(1, parameter);
        Run(new Kernel(group, state.Step), parameter, gradient, mean, largest);
    }

    private readonly struct Kernel(AdamaxGroup group, long step) : IUpdateKernel
    {
        public void Invoke<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
            where T : unmanaged, IFloatingPointIeee754<T>
            => UpdateLoop.Run(new Formula<T>(group, step), parameter, gradient, state0, state1, state2);
    }

    private readonly struct Formula<T>(AdamaxGroup group, long step) : IUpdateStep<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _sign = new(group.Maximize ? -T.One : T.One);
        private readonly Vector<T> _weightDecay = new(T.CreateTruncating(group.WeightDecay));
        private readonly bool _decays = group.WeightDecay != 0;
        private readonly Vector<T> _beta1 = new(T.CreateTruncating(group.Betas.Beta1));
        private readonly Vector<T> _beta2 = new(T.CreateTruncating(group.Betas.Beta2));
        private readonly Vector<T> _rest = new(T.CreateTruncating(1 - group.Betas.Beta1));
        private readonly Vector<T> _eps = new(T.CreateTruncating(group.Eps));
        private readonly Vector<T> _step = new(T.CreateTruncating(-group.Lr / (1 - Math.Pow(group.Betas.Beta1, step))));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> mean, ref Vector<T> largest, ref Vector<T> state2)
        {
            Vector<T> g = gradient * _sign;
            if (_decays) g = UpdateLoop.MultiplyAdd(_weightDecay, parameter, g);
            mean = UpdateLoop.MultiplyAdd(_rest, g, mean * _beta1);
            largest = Vector.Max(largest * _beta2, Vector.Abs(g) + _eps);
            parameter += _step * mean / largest;
        }
    }
}
