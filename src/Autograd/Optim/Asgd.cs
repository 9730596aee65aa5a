using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd.Optim;

/// <summary>
/// Averaged stochastic gradient descent: a rate that falls, and from a given step on the mean of the parameters beside them.
/// </summary>
/// <remarks>
/// g = gradient + weightDecay · p; p = p · (1 − lambd · η) − η · g; a += μ · (p − a); then η = lr / (1 + lambd · lr · t)^alpha and
/// μ = 1 / max(1, t − t0). The mean is <c>state.0.ax</c> in the state dict. Source: Polyak and Juditsky (1992), "Acceleration of stochastic
/// approximation by averaging"; in PyTorch's form.
/// </remarks>
public sealed class Asgd : Optimizer<AsgdGroup>
{
    private static readonly string[] s_stateNames = ["ax", "eta", "mu"];

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="lambd"><inheritdoc cref="AsgdGroup.Lambd" path="/summary/node()"/></param>
    /// <param name="alpha"><inheritdoc cref="AsgdGroup.Alpha" path="/summary/node()"/></param>
    /// <param name="t0"><inheritdoc cref="AsgdGroup.T0" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="AsgdGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="AsgdGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is given twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    /// <exception cref="DTypeException">A tensor is not floating.</exception>
    [OverloadResolutionPriority(1)] // for [], which could be either
    public Asgd(
        IEnumerable<Tensor> parameters,
        double lr = AsgdGroup.DefaultLr,
        double lambd = AsgdGroup.DefaultLambd,
        double alpha = AsgdGroup.DefaultAlpha,
        double t0 = AsgdGroup.DefaultT0,
        double weightDecay = 0,
        bool maximize = false)
        : this([new AsgdGroup(parameters)], lr, lambd, alpha, t0, weightDecay, maximize)
    {
    }

    /// <summary>
    /// Creates the optimizer over groups. The hyper-parameters given here apply to the groups that do not set their own, as in PyTorch.
    /// </summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="lambd"><inheritdoc cref="AsgdGroup.Lambd" path="/summary/node()"/></param>
    /// <param name="alpha"><inheritdoc cref="AsgdGroup.Alpha" path="/summary/node()"/></param>
    /// <param name="t0"><inheritdoc cref="AsgdGroup.T0" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="AsgdGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="AsgdGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public Asgd(
        IEnumerable<AsgdGroup> groups,
        double lr = AsgdGroup.DefaultLr,
        double lambd = AsgdGroup.DefaultLambd,
        double alpha = AsgdGroup.DefaultAlpha,
        double t0 = AsgdGroup.DefaultT0,
        double weightDecay = 0,
        bool maximize = false)
        : base(groups, new AsgdGroup([]) { Lr = lr, Lambd = lambd, Alpha = alpha, T0 = t0, WeightDecay = weightDecay, Maximize = maximize })
    {
    }

    /// <summary>Creates the optimizer over groups; a hyper-parameter that a group does not set takes its default.</summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public Asgd(params ReadOnlySpan<AsgdGroup> groups)
        : this([.. groups], lr: AsgdGroup.DefaultLr)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> StateNames => s_stateNames;

    /// <inheritdoc/>
    protected override TensorSpec StateSpec(int slot, Tensor parameter) => slot == 0 ? parameter.Spec : new TensorSpec([], DType.Float64);

    /// <inheritdoc/>
    protected override void Update(AsgdGroup group, Tensor parameter, Tensor gradient, ParameterState state)
    {
        // The rate and the weight of the mean are those that the step before left: of the learning rate as it was then.
        state[1] ??= Tensor.Scalar(group.Lr, DType.Float64);
        state[2] ??= Tensor.Scalar(1, DType.Float64);
        ref double eta = ref state[1]!.AsSpan<double>()[0], mu = ref state[2]!.AsSpan<double>()[0];
        Run(new Kernel(group, eta, mu), parameter, gradient, state.GetOrCreate(0, parameter));
        eta = group.Lr / Math.Pow(1 + group.Lambd * group.Lr * state.Step, group.Alpha);
        mu = 1 / Math.Max(1, state.Step - group.T0);
    }

    private readonly struct Kernel(AsgdGroup group, double eta, double mu) : IUpdateKernel
    {
        public void Invoke<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
            where T : unmanaged, IFloatingPointIeee754<T>
            => UpdateLoop.Run(new Formula<T>(group, eta, mu), parameter, gradient, state0, state1, state2);
    }

    private readonly struct Formula<T>(AsgdGroup group, double eta, double mu) : IUpdateFormula<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _sign = new(group.Maximize ? -T.One : T.One);
        private readonly Vector<T> _weightDecay = new(T.CreateTruncating(group.WeightDecay));
        private readonly Vector<T> _shrink = new(T.CreateTruncating(1 - group.Lambd * eta));
        private readonly Vector<T> _step = new(T.CreateTruncating(-eta));
        private readonly Vector<T> _share = new(T.CreateTruncating(mu));
        private readonly bool _decays = group.WeightDecay != 0;
        private readonly bool _copies = mu == 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> mean, ref Vector<T> state1, ref Vector<T> state2)
        {
            Vector<T> g = gradient * _sign;
            if (_decays) g = UpdateLoop.MultiplyAdd(_weightDecay, parameter, g);
            parameter = UpdateLoop.MultiplyAdd(_step, g, parameter * _shrink);
            mean = _copies ? parameter : mean + (parameter - mean) * _share;
        }
    }
}

/// <summary>Parameters with the hyper-parameters of <see cref="Asgd"/>. What is not set takes the optimizer's value.</summary>
/// <param name="parameters">Floating leaf tensors.</param>
/// <param name="lr">The learning rate; the optimizer's if null.</param>
public sealed class AsgdGroup(IEnumerable<Tensor> parameters, double? lr = null) : ParameterGroup(s_all, parameters, lr)
{
    internal const double DefaultLr = 1e-2, DefaultLambd = 1e-4, DefaultAlpha = 0.75, DefaultT0 = 1e6;

    private static readonly HyperParameters s_all = new(DefaultLr);
    private static readonly HyperParameter<double> s_lambd = s_all.Number(nameof(Lambd), DefaultLambd);
    private static readonly HyperParameter<double> s_alpha = s_all.Number(nameof(Alpha), DefaultAlpha);
    private static readonly HyperParameter<double> s_t0 = s_all.Number(nameof(T0), DefaultT0, key: "t0");
    private static readonly HyperParameter<double> s_weightDecay = s_all.Number(nameof(WeightDecay), 0);
    private static readonly HyperParameter<bool> s_maximize = s_all.Flag(nameof(Maximize));

    /// <summary>How fast the rate falls, and by how much of itself, times the rate, a parameter shrinks; 10⁻⁴ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double Lambd
    {
        get => this[s_lambd];
        set => this[s_lambd] = value;
    }

    /// <summary>The power by which the rate falls; 0.75 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double Alpha
    {
        get => this[s_alpha];
        set => this[s_alpha] = value;
    }

    /// <summary>The step from which on the parameters are averaged; 10⁶ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double T0
    {
        get => this[s_t0];
        set => this[s_t0] = value;
    }

    /// <summary>The L2 penalty: this times the parameter is added to the gradient.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double WeightDecay
    {
        get => this[s_weightDecay];
        set => this[s_weightDecay] = value;
    }

    /// <summary>Steps up the gradient instead of down, to maximize.</summary>
    public bool Maximize
    {
        get => this[s_maximize];
        set => this[s_maximize] = value;
    }
}
