using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd.Optim;

/// <summary>RAdam: Adam that divides by the root mean square only when enough steps have been averaged, and corrects for how few they were.</summary>
/// <remarks>
/// g = gradient + weightDecay · p; m = β₁·m + (1 − β₁)·g; v = β₂·v + (1 − β₂)·g²; ρ∞ = 2 / (1 − β₂) − 1; ρ = ρ∞ − 2t·β₂ᵗ / (1 − β₂ᵗ);
/// p −= lr · m / (1 − β₁ᵗ), times r·√(1 − β₂ᵗ) / (√v + eps) where ρ is above 5, with r² = (ρ − 4)(ρ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρ). Source: Liu et al.
/// (2020), "On the variance of the adaptive learning rate and beyond"; in PyTorch's form.
/// </remarks>
public sealed class RAdam : Optimizer<RAdamGroup>
{
    private static readonly string[] s_stateNames = ["exp_avg", "exp_avg_sq"];

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas">How much of the two running means stays; (0.9, 0.999) if not given.</param>
    /// <param name="eps">Added to the divisor.</param>
    /// <param name="weightDecay">The L2 penalty, added to the gradient.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is there twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    public RAdam(
        IEnumerable<Tensor> parameters,
        double lr = 1e-3,
        (double Beta1, double Beta2)? betas = null,
        double eps = 1e-8,
        double weightDecay = 0)
        : this(new RAdamGroup(parameters, lr)
        {
            Betas = betas ?? (0.9, 0.999),
            Eps = eps,
            WeightDecay = weightDecay,
        })
    {
    }

    /// <summary>Creates the optimizer over groups with hyper-parameters of their own.</summary>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public RAdam(params ReadOnlySpan<RAdamGroup> groups)
        : base(groups)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> StateNames => s_stateNames;

    /// <inheritdoc/>
    protected override void Update(RAdamGroup group, Tensor parameter, Tensor gradient, ParameterState state)
    {
        Tensor mean = state.GetOrCreate(0, parameter), square = state.GetOrCreate(1, parameter);
        Run(new Kernel(group, state.Step), parameter, gradient, mean, square);
    }

    private readonly struct Kernel(RAdamGroup group, long step) : IUpdateKernel
    {
        public void Invoke<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
            where T : unmanaged, IFloatingPointIeee754<T>
            => UpdateLoop.Run(new Formula<T>(group, step, Rectification(group.Betas.Beta2, step)), parameter, gradient, state0, state1, state2);
    }

    /// <summary>r·√(1 − β₂ᵗ), or 0 where too few steps have been averaged.</summary>
    private static double Rectification(double beta2, long step)
    {
        double decayed = Math.Pow(beta2, step), correction = 1 - decayed;
        double limit = 2 / (1 - beta2) - 1, length = limit - 2 * step * decayed / correction;
        if (length <= 5) return 0;
        return Math.Sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length)) * Math.Sqrt(correction);
    }

    private readonly struct Formula<T>(RAdamGroup group, long step, double rectification) : IUpdateStep<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _weightDecay = new(T.CreateTruncating(group.WeightDecay));
        private readonly bool _decays = group.WeightDecay != 0;
        private readonly Vector<T> _beta1 = new(T.CreateTruncating(group.Betas.Beta1));
        private readonly Vector<T> _beta2 = new(T.CreateTruncating(group.Betas.Beta2));
        private readonly Vector<T> _rest1 = new(T.CreateTruncating(1 - group.Betas.Beta1));
        private readonly Vector<T> _rest2 = new(T.CreateTruncating(1 - group.Betas.Beta2));
        private readonly Vector<T> _eps = new(T.CreateTruncating(group.Eps));
        private readonly Vector<T> _step = new(T.CreateTruncating(-group.Lr / (1 - Math.Pow(group.Betas.Beta1, step))));
        private readonly Vector<T> _rectification = new(T.CreateTruncating(rectification));
        private readonly bool _adapts = rectification > 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> mean, ref Vector<T> square, ref Vector<T> state2)
        {
            Vector<T> g = _decays ? UpdateLoop.MultiplyAdd(_weightDecay, parameter, gradient) : gradient;
            mean = UpdateLoop.MultiplyAdd(_rest1, g, mean * _beta1);
            square = UpdateLoop.MultiplyAdd(_rest2 * g, g, square * _beta2);
            Vector<T> move = mean * _step;
            if (_adapts) move = move * _rectification / (Vector.SquareRoot(square) + _eps);
            parameter += move;
        }
    }
}
