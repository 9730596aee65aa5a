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
    /// <param name="betas"><inheritdoc cref="AdamGroup.Betas" path="/summary/node()"/></param>
    /// <param name="eps"><inheritdoc cref="AdamGroup.Eps" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="AdamGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="amsGrad"><inheritdoc cref="AdamGroup.AmsGrad" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="AdamGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is given twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    /// <exception cref="DTypeException">A tensor is not floating.</exception>
    [OverloadResolutionPriority(1)] // for [], which could be either
    public Adam(
        IEnumerable<Tensor> parameters,
        double lr = AdamGroup.DefaultLr,
        (double Beta1, double Beta2)? betas = null,
        double eps = AdamGroup.DefaultEps,
        double weightDecay = 0,
        bool amsGrad = false,
        bool maximize = false)
        : this([new AdamGroup(parameters)], lr, betas, eps, weightDecay, amsGrad, maximize)
    {
    }

    /// <summary>
    /// Creates the optimizer over groups. The hyper-parameters given here apply to the groups that do not set their own, as in PyTorch.
    /// </summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas"><inheritdoc cref="AdamGroup.Betas" path="/summary/node()"/></param>
    /// <param name="eps"><inheritdoc cref="AdamGroup.Eps" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="AdamGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="amsGrad"><inheritdoc cref="AdamGroup.AmsGrad" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="AdamGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public Adam(
        IEnumerable<AdamGroup> groups,
        double lr = AdamGroup.DefaultLr,
        (double Beta1, double Beta2)? betas = null,
        double eps = AdamGroup.DefaultEps,
        double weightDecay = 0,
        bool amsGrad = false,
        bool maximize = false)
        : this(groups, new AdamGroup([])
        {
            Lr = lr,
            Betas = betas ?? AdamGroup.DefaultBetas,
            Eps = eps,
            WeightDecay = weightDecay,
            AmsGrad = amsGrad,
            Maximize = maximize,
        }, decoupled: false)
    {
    }

    /// <summary>Creates the optimizer over groups; a hyper-parameter that a group does not set takes its default.</summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public Adam(params ReadOnlySpan<AdamGroup> groups)
        : this([.. groups], lr: AdamGroup.DefaultLr)
    {
    }

    private protected Adam(IEnumerable<AdamGroup> groups, AdamGroup defaults, bool decoupled)
        : base(groups, defaults) => _decoupled = decoupled;

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

    private readonly struct Formula<T>(AdamGroup group, long step, bool decoupled) : IUpdateFormula<T>
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

/// <summary>
/// Parameters with the hyper-parameters of <see cref="Adam"/> and <see cref="AdamW"/>. What is not set takes the optimizer's value.
/// </summary>
/// <param name="parameters">Floating leaf tensors.</param>
/// <param name="lr">The learning rate; the optimizer's if null.</param>
public sealed class AdamGroup(IEnumerable<Tensor> parameters, double? lr = null) : ParameterGroup(s_all, parameters, lr)
{
    internal const double DefaultLr = 1e-3, DefaultEps = 1e-8;

    internal static readonly (double Beta1, double Beta2) DefaultBetas = (0.9, 0.999);

    private static readonly HyperParameters s_all = new(DefaultLr);
    private static readonly HyperParameter<double> s_beta1 = s_all.Number("Beta1", DefaultBetas.Beta1, NumberRange.BelowOne);
    private static readonly HyperParameter<double> s_beta2 = s_all.Number("Beta2", DefaultBetas.Beta2, NumberRange.BelowOne);
    private static readonly HyperParameter<double> s_eps = s_all.Number(nameof(Eps), DefaultEps);
    private static readonly HyperParameter<double> s_weightDecay = s_all.Number(nameof(WeightDecay), 0);
    private static readonly HyperParameter<bool> s_amsGrad = s_all.Flag(nameof(AmsGrad), key: "amsgrad");
    private static readonly HyperParameter<bool> s_maximize = s_all.Flag(nameof(Maximize));

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

    /// <summary>
    /// Adam: this times the parameter is added to the gradient. AdamW: the parameter shrinks by lr times this, by default 0.01.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double WeightDecay
    {
        get => this[s_weightDecay];
        set => this[s_weightDecay] = value;
    }

    /// <summary>Divides by the largest mean square so far instead of the present one.</summary>
    public bool AmsGrad
    {
        get => this[s_amsGrad];
        set => this[s_amsGrad] = value;
    }

    /// <summary>Steps up the gradient instead of down, to maximize.</summary>
    public bool Maximize
    {
        get => this[s_maximize];
        set => this[s_maximize] = value;
    }
}
