using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd.Optim;

/// <summary>Adagrad: steps by the gradient over the root of the sum of all its squares so far.</summary>
/// <remarks>
/// g = gradient + weightDecay · p; s = s + g²; p −= lr / (1 + (t − 1)·lrDecay) · g / (√s + eps). Source: Duchi, Hazan and Singer (2011),
/// "Adaptive subgradient methods for online learning and stochastic optimization"; in PyTorch's form.
/// </remarks>
public sealed class Adagrad : Optimizer<AdagradGroup>
{
    private static readonly string[] s_stateNames = ["sum"];

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="lrDecay"><inheritdoc cref="AdagradGroup.LrDecay" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="AdagradGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="initialAccumulatorValue"><inheritdoc cref="AdagradGroup.InitialAccumulatorValue" path="/summary/node()"/></param>
    /// <param name="eps"><inheritdoc cref="AdagradGroup.Eps" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="AdagradGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is given twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    /// <exception cref="DTypeException">A tensor is not floating.</exception>
    [OverloadResolutionPriority(1)] // for [], which could be either
    public Adagrad(
        IEnumerable<Tensor> parameters,
        double lr = AdagradGroup.DefaultLr,
        double lrDecay = 0,
        double weightDecay = 0,
        double initialAccumulatorValue = 0,
        double eps = AdagradGroup.DefaultEps,
        bool maximize = false)
        : this([new AdagradGroup(parameters)], lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize)
    {
    }

    /// <summary>
    /// Creates the optimizer over groups. The hyper-parameters given here apply to the groups that do not set their own, as in PyTorch.
    /// </summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="lrDecay"><inheritdoc cref="AdagradGroup.LrDecay" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="AdagradGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="initialAccumulatorValue"><inheritdoc cref="AdagradGroup.InitialAccumulatorValue" path="/summary/node()"/></param>
    /// <param name="eps"><inheritdoc cref="AdagradGroup.Eps" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="AdagradGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public Adagrad(
        IEnumerable<AdagradGroup> groups,
        double lr = AdagradGroup.DefaultLr,
        double lrDecay = 0,
        double weightDecay = 0,
        double initialAccumulatorValue = 0,
        double eps = AdagradGroup.DefaultEps,
        bool maximize = false)
        : base(groups, new AdagradGroup([])
        {
            Lr = lr,
            LrDecay = lrDecay,
            WeightDecay = weightDecay,
            InitialAccumulatorValue = initialAccumulatorValue,
            Eps = eps,
            Maximize = maximize,
        })
    {
    }

    /// <summary>Creates the optimizer over groups; a hyper-parameter that a group does not set takes its default.</summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public Adagrad(params ReadOnlySpan<AdagradGroup> groups)
        : this([.. groups], lr: AdagradGroup.DefaultLr)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> StateNames => s_stateNames;

    /// <inheritdoc/>
    protected override void Update(AdagradGroup group, Tensor parameter, Tensor gradient, ParameterState state)
    {
        bool first = state[0] is null;
        Tensor sum = state.GetOrCreate(0, parameter);
        if (first) sum.Fill_(group.InitialAccumulatorValue);
        Run(new Kernel(group, state.Step), parameter, gradient, sum);
    }

    private readonly struct Kernel(AdagradGroup group, long step) : IUpdateKernel
    {
        public void Invoke<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
            where T : unmanaged, IFloatingPointIeee754<T>
            => UpdateLoop.Run(new Formula<T>(group, step), parameter, gradient, state0, state1, state2);
    }

    private readonly struct Formula<T>(AdagradGroup group, long step) : IUpdateFormula<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _sign = new(group.Maximize ? -T.One : T.One);
        private readonly Vector<T> _weightDecay = new(T.CreateTruncating(group.WeightDecay));
        private readonly bool _decays = group.WeightDecay != 0;
        private readonly Vector<T> _eps = new(T.CreateTruncating(group.Eps));
        private readonly Vector<T> _step = new(T.CreateTruncating(-group.Lr / (1 + (step - 1) * group.LrDecay)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> sum, ref Vector<T> state1, ref Vector<T> state2)
        {
            Vector<T> g = gradient * _sign;
            if (_decays) g = UpdateLoop.MultiplyAdd(_weightDecay, parameter, g);
            sum = UpdateLoop.MultiplyAdd(g, g, sum);
            parameter += _step * g / (Vector.SquareRoot(sum) + _eps);
        }
    }
}

/// <summary>Parameters with the hyper-parameters of <see cref="Adagrad"/>. What is not set takes the optimizer's value.</summary>
/// <param name="parameters">Floating leaf tensors.</param>
/// <param name="lr">The learning rate; the optimizer's if null.</param>
public sealed class AdagradGroup(IEnumerable<Tensor> parameters, double? lr = null) : ParameterGroup(s_all, parameters, lr)
{
    internal const double DefaultLr = 1e-2, DefaultEps = 1e-10;

    private static readonly HyperParameters s_all = new(DefaultLr);
    private static readonly HyperParameter<double> s_lrDecay = s_all.Number(nameof(LrDecay), 0);
    private static readonly HyperParameter<double> s_eps = s_all.Number(nameof(Eps), DefaultEps);
    private static readonly HyperParameter<double> s_weightDecay = s_all.Number(nameof(WeightDecay), 0);
    private static readonly HyperParameter<double> s_initialAccumulatorValue = s_all.Number(nameof(InitialAccumulatorValue), 0);
    private static readonly HyperParameter<bool> s_maximize = s_all.Flag(nameof(Maximize));

    /// <summary>How fast the learning rate falls: lr / (1 + (step − 1) · this).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double LrDecay
    {
        get => this[s_lrDecay];
        set => this[s_lrDecay] = value;
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

    /// <summary>What the sums of squares start from.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double InitialAccumulatorValue
    {
        get => this[s_initialAccumulatorValue];
        set => this[s_initialAccumulatorValue] = value;
    }

    /// <summary>Steps up the gradient instead of down, to maximize.</summary>
    public bool Maximize
    {
        get => this[s_maximize];
        set => this[s_maximize] = value;
    }
}
