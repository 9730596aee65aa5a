using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd.Optim;

/// <summary>NAdam: Adam with Nesterov's look ahead.</summary>
/// <remarks>
/// g = gradient + weightDecay · p; m = β₁·m + (1 − β₁)·g; v = β₂·v + (1 − β₂)·g²; μₜ = β₁·(1 − 0.96^(t·momentumDecay) / 2);
/// p −= lr · ((1 − μₜ)·g / (1 − Πμ) + μₜ₊₁·m / (1 − Πμ·μₜ₊₁)) / (√(v / (1 − β₂ᵗ)) + eps). Source: Dozat (2016), "Incorporating
/// Nesterov momentum into Adam"; in PyTorch's form.
/// </remarks>
public sealed class NAdam : Optimizer<NAdamGroup>
{
    private const int ProductSlot = 2;

    private static readonly string[] s_stateNames = ["exp_avg", "exp_avg_sq", "mu_product"];

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas"><inheritdoc cref="NAdamGroup.Betas" path="/summary/node()"/></param>
    /// <param name="eps"><inheritdoc cref="NAdamGroup.Eps" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="NAdamGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="momentumDecay"><inheritdoc cref="NAdamGroup.MomentumDecay" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is given twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    /// <exception cref="DTypeException">A tensor is not floating.</exception>
    [OverloadResolutionPriority(1)] // for [], which could be either
    public NAdam(
        IEnumerable<Tensor> parameters,
        double lr = NAdamGroup.DefaultLr,
        (double Beta1, double Beta2)? betas = null,
        double eps = NAdamGroup.DefaultEps,
        double weightDecay = 0,
        double momentumDecay = NAdamGroup.DefaultMomentumDecay)
        : this([new NAdamGroup(parameters)], lr, betas, eps, weightDecay, momentumDecay)
    {
    }

    /// <summary>
    /// Creates the optimizer over groups. The hyper-parameters given here apply to the groups that do not set their own, as in PyTorch.
    /// </summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas"><inheritdoc cref="NAdamGroup.Betas" path="/summary/node()"/></param>
    /// <param name="eps"><inheritdoc cref="NAdamGroup.Eps" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="NAdamGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="momentumDecay"><inheritdoc cref="NAdamGroup.MomentumDecay" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public NAdam(
        IEnumerable<NAdamGroup> groups,
        double lr = NAdamGroup.DefaultLr,
        (double Beta1, double Beta2)? betas = null,
        double eps = NAdamGroup.DefaultEps,
        double weightDecay = 0,
        double momentumDecay = NAdamGroup.DefaultMomentumDecay)
        : base(groups, new NAdamGroup([])
        {
            Lr = lr,
            Betas = betas ?? NAdamGroup.DefaultBetas,
            Eps = eps,
            WeightDecay = weightDecay,
            MomentumDecay = momentumDecay,
        })
    {
    }

    /// <summary>Creates the optimizer over groups; a hyper-parameter that a group does not set takes its default.</summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public NAdam(params ReadOnlySpan<NAdamGroup> groups)
        : this([.. groups], lr: NAdamGroup.DefaultLr)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> StateNames => s_stateNames;

    /// <inheritdoc/>
    protected override TensorSpec StateSpec(int slot, Tensor parameter) =>
        slot == ProductSlot ? new([], DType.Float32) : base.StateSpec(slot, parameter);

    /// <inheritdoc/>
    protected override void Update(NAdamGroup group, Tensor parameter, Tensor gradient, ParameterState state)
    {
        Tensor mean = state.GetOrCreate(0, parameter), square = state.GetOrCreate(1, parameter);
        Tensor product = state[ProductSlot] ??= Tensor.Scalar(1);
        (double beta1, double decay) = (group.Betas.Beta1, group.MomentumDecay);
        double now = beta1 * (1 - 0.5 * Math.Pow(0.96, state.Step * decay));
        double next = beta1 * (1 - 0.5 * Math.Pow(0.96, (state.Step + 1) * decay));
        // A float32 as PyTorch's, for the same steps.
        Span<float> value = product.AsSpan<float>();
        float before = value[0], after = before * (float)now;
        float ahead = after * (float)now * (float)next;
        value[0] = after;
        double gradientStep = -group.Lr * (1 - now) / (1 - (double)after), meanStep = -group.Lr * next / (1 - (double)ahead);
        Run(new Kernel(group, state.Step, gradientStep, meanStep), parameter, gradient, mean, square);
    }

    private readonly struct Kernel(NAdamGroup group, long step, double gradientStep, double meanStep) : IUpdateKernel
    {
        public void Invoke<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
            where T : unmanaged, IFloatingPointIeee754<T>
            => UpdateLoop.Run(new Formula<T>(group, step, gradientStep, meanStep), parameter, gradient, state0, state1, state2);
    }

    private readonly struct Formula<T>(NAdamGroup group, long step, double gradientStep, double meanStep) : IUpdateFormula<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _weightDecay = new(T.CreateTruncating(group.WeightDecay));
        private readonly bool _decays = group.WeightDecay != 0;
        private readonly Vector<T> _beta1 = new(T.CreateTruncating(group.Betas.Beta1));
        private readonly Vector<T> _beta2 = new(T.CreateTruncating(group.Betas.Beta2));
        private readonly Vector<T> _rest1 = new(T.CreateTruncating(1 - group.Betas.Beta1));
        private readonly Vector<T> _rest2 = new(T.CreateTruncating(1 - group.Betas.Beta2));
        private readonly Vector<T> _correction = new(T.CreateTruncating(1 - Math.Pow(group.Betas.Beta2, step)));
        private readonly Vector<T> _eps = new(T.CreateTruncating(group.Eps));
        private readonly Vector<T> _gradientStep = new(T.CreateTruncating(gradientStep));
        private readonly Vector<T> _meanStep = new(T.CreateTruncating(meanStep));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> mean, ref Vector<T> square, ref Vector<T> state2)
        {
            Vector<T> g = _decays ? UpdateLoop.MultiplyAdd(_weightDecay, parameter, gradient) : gradient;
            mean = UpdateLoop.MultiplyAdd(_rest1, g, mean * _beta1);
            square = UpdateLoop.MultiplyAdd(_rest2 * g, g, square * _beta2);
            Vector<T> divisor = Vector.SquareRoot(square / _correction) + _eps;
            parameter = parameter + _gradientStep * g / divisor + _meanStep * mean / divisor;
        }
    }
}

/// <summary>Parameters with the hyper-parameters of <see cref="NAdam"/>. What is not set takes the optimizer's value.</summary>
/// <param name="parameters">Floating leaf tensors.</param>
/// <param name="lr">The learning rate; the optimizer's if null.</param>
public sealed class NAdamGroup(IEnumerable<Tensor> parameters, double? lr = null) : ParameterGroup(s_all, parameters, lr)
{
    internal const double DefaultLr = 2e-3, DefaultEps = 1e-8, DefaultMomentumDecay = 4e-3;

    internal static readonly (double Beta1, double Beta2) DefaultBetas = (0.9, 0.999);

    private static readonly HyperParameters s_all = new(DefaultLr);
    private static readonly HyperParameter<double> s_beta1 = s_all.Number("Beta1", DefaultBetas.Beta1, NumberRange.BelowOne);
    private static readonly HyperParameter<double> s_beta2 = s_all.Number("Beta2", DefaultBetas.Beta2, NumberRange.BelowOne);
    private static readonly HyperParameter<double> s_eps = s_all.Number(nameof(Eps), DefaultEps);
    private static readonly HyperParameter<double> s_weightDecay = s_all.Number(nameof(WeightDecay), 0);
    private static readonly HyperParameter<double> s_momentumDecay = s_all.Number(nameof(MomentumDecay), DefaultMomentumDecay);

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

    /// <summary>How fast the momentum rises to β₁.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double MomentumDecay
    {
        get => this[s_momentumDecay];
        set => this[s_momentumDecay] = value;
    }
}
