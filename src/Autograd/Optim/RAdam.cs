using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd.Optim;

/// <summary>
/// RAdam: Adam that divides by the root mean square only when enough steps have been averaged, and corrects for how few they were.
/// </summary>
/// <remarks>
/// g = gradient + weightDecay · p; m = β₁·m + (1 − β₁)·g; v = β₂·v + (1 − β₂)·g²; ρ∞ = 2 / (1 − β₂) − 1; ρ = ρ∞ − 2t·β₂ᵗ / (1 − β₂ᵗ);
/// p −= lr · m / (1 − β₁ᵗ), times r·√(1 − β₂ᵗ) / (√v + eps) where ρ is above 5, with r² = (ρ − 4)(ρ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρ). Source:
/// Liu et al.
/// (2020), "On the variance of the adaptive learning rate and beyond"; in PyTorch's form.
/// </remarks>
public sealed class RAdam : Optimizer<RAdamGroup>
{
    private static readonly string[] s_stateNames = ["exp_avg", "exp_avg_sq"];

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas"><inheritdoc cref="RAdamGroup.Betas" path="/summary/node()"/></param>
    /// <param name="eps"><inheritdoc cref="RAdamGroup.Eps" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="RAdamGroup.WeightDecay" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is given twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    /// <exception cref="DTypeException">A tensor is not floating.</exception>
    [OverloadResolutionPriority(1)] // for [], which could be either
    public RAdam(
        IEnumerable<Tensor> parameters,
        double lr = RAdamGroup.DefaultLr,
        (double Beta1, double Beta2)? betas = null,
        double eps = RAdamGroup.DefaultEps,
        double weightDecay = 0)
        : this([new RAdamGroup(parameters)], lr, betas, eps, weightDecay)
    {
    }

    /// <summary>
    /// Creates the optimizer over groups. The hyper-parameters given here apply to the groups that do not set their own, as in PyTorch.
    /// </summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas"><inheritdoc cref="RAdamGroup.Betas" path="/summary/node()"/></param>
    /// <param name="eps"><inheritdoc cref="RAdamGroup.Eps" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="RAdamGroup.WeightDecay" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public RAdam(
        IEnumerable<RAdamGroup> groups,
        double lr = RAdamGroup.DefaultLr,
        (double Beta1, double Beta2)? betas = null,
        double eps = RAdamGroup.DefaultEps,
        double weightDecay = 0)
        : base(groups, new RAdamGroup([])
        {
            Lr = lr,
            Betas = betas ?? RAdamGroup.DefaultBetas,
            Eps = eps,
            WeightDecay = weightDecay,
        })
    {
    }

    /// <summary>Creates the optimizer over groups; a hyper-parameter that a group does not set takes its default.</summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public RAdam(params ReadOnlySpan<RAdamGroup> groups)
        : this([.. groups], lr: RAdamGroup.DefaultLr)
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
            => UpdateLoop.Run(
                new Formula<T>(group, step, Rectification(group.Betas.Beta2, step)), parameter, gradient, state0, state1, state2);
    }

    /// <summary>r·√(1 − β₂ᵗ), or 0 where too few steps have been averaged.</summary>
    private static double Rectification(double beta2, long step)
    {
        double decayed = Math.Pow(beta2, step), correction = 1 - decayed;
        double limit = 2 / (1 - beta2) - 1, length = limit - 2 * step * decayed / correction;
        if (length <= 5) return 0;
        return Math.Sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length)) * Math.Sqrt(correction);
    }

    private readonly struct Formula<T>(RAdamGroup group, long step, double rectification) : IUpdateFormula<T>
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

/// <summary>Parameters with the hyper-parameters of <see cref="RAdam"/>. What is not set takes the optimizer's value.</summary>
/// <param name="parameters">Floating leaf tensors.</param>
/// <param name="lr">The learning rate; the optimizer's if null.</param>
public sealed class RAdamGroup(IEnumerable<Tensor> parameters, double? lr = null) : ParameterGroup(s_all, parameters, lr)
{
    internal const double DefaultLr = 1e-3, DefaultEps = 1e-8;

    internal static readonly (double Beta1, double Beta2) DefaultBetas = (0.9, 0.999);

    private static readonly HyperParameters s_all = new(DefaultLr);
    private static readonly HyperParameter<double> s_beta1 = s_all.Number("Beta1", DefaultBetas.Beta1, NumberRange.BelowOne);
    private static readonly HyperParameter<double> s_beta2 = s_all.Number("Beta2", DefaultBetas.Beta2, NumberRange.BelowOne);
    private static readonly HyperParameter<double> s_eps = s_all.Number(nameof(Eps), DefaultEps);
    private static readonly HyperParameter<double> s_weightDecay = s_all.Number(nameof(WeightDecay), 0);

    /// <summary>How much of the running means of the gradient and of its square stays at each step; (0.9, 0.999) by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is below 0, or 1 or above, or NaN.</exception>
    public (double Beta1, double Beta2) Betas
    {
        get => (this[s_beta1], this[s_beta2]);
        set => (this[s_beta1], this[s_beta2]) = value;
    }

    /// <summary>Added to the divisor, so that it is not 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double Eps
    {
        get => this[s_eps];
        set => this[s_eps] = value;
    }

    /// <summary>The L2 penalty: this times the parameter is added to the gradient.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double WeightDecay
    {
        get => this[s_weightDecay];
        set => this[s_weightDecay] = value;
    }
}
