using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd.Optim;

/// <summary>RMSprop: steps by the gradient over the root of the running mean of its square.</summary>
/// <remarks>
/// g = gradient + weightDecay · p; v = α·v + (1 − α)·g²; d = √v + eps, or with <c>centered</c> √(v − m²) + eps, where m = α·m + (1 − α)·g;
/// b = momentum·b + g/d; p −= lr · b. Source: Hinton (2012), lecture 6e of "Neural networks for machine learning"; Graves (2013) for the
/// centred form; in PyTorch's form.
/// </remarks>
public sealed class RmsProp : Optimizer<RmsPropGroup>
{
    private static readonly string[] s_stateNames = ["square_avg", "momentum_buffer", "grad_avg"];

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="alpha"><inheritdoc cref="RmsPropGroup.Alpha" path="/summary/node()"/></param>
    /// <param name="eps"><inheritdoc cref="RmsPropGroup.Eps" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="RmsPropGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="momentum"><inheritdoc cref="RmsPropGroup.Momentum" path="/summary/node()"/></param>
    /// <param name="centered"><inheritdoc cref="RmsPropGroup.Centered" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="RmsPropGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is given twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    /// <exception cref="DTypeException">A tensor is not floating.</exception>
    [OverloadResolutionPriority(1)] // for [], which could be either
    public RmsProp(
        IEnumerable<Tensor> parameters,
        double lr = RmsPropGroup.DefaultLr,
        double alpha = RmsPropGroup.DefaultAlpha,
        double eps = RmsPropGroup.DefaultEps,
        double weightDecay = 0,
        double momentum = 0,
        bool centered = false,
        bool maximize = false)
        : this([new RmsPropGroup(parameters)], lr, alpha, eps, weightDecay, momentum, centered, maximize)
    {
    }

    /// <summary>
    /// Creates the optimizer over groups. The hyper-parameters given here apply to the groups that do not set their own, as in PyTorch.
    /// </summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="alpha"><inheritdoc cref="RmsPropGroup.Alpha" path="/summary/node()"/></param>
    /// <param name="eps"><inheritdoc cref="RmsPropGroup.Eps" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="RmsPropGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="momentum"><inheritdoc cref="RmsPropGroup.Momentum" path="/summary/node()"/></param>
    /// <param name="centered"><inheritdoc cref="RmsPropGroup.Centered" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="RmsPropGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public RmsProp(
        IEnumerable<RmsPropGroup> groups,
        double lr = RmsPropGroup.DefaultLr,
        double alpha = RmsPropGroup.DefaultAlpha,
        double eps = RmsPropGroup.DefaultEps,
        double weightDecay = 0,
        double momentum = 0,
        bool centered = false,
        bool maximize = false)
        : base(groups, new RmsPropGroup([])
        {
            Lr = lr,
            Alpha = alpha,
            Eps = eps,
            WeightDecay = weightDecay,
            Momentum = momentum,
            Centered = centered,
            Maximize = maximize,
        })
    {
    }

    /// <summary>Creates the optimizer over groups; a hyper-parameter that a group does not set takes its default.</summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public RmsProp(params ReadOnlySpan<RmsPropGroup> groups)
        : this([.. groups], lr: RmsPropGroup.DefaultLr)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> StateNames => s_stateNames;

    /// <inheritdoc/>
    protected override void Update(RmsPropGroup group, Tensor parameter, Tensor gradient, ParameterState state)
    {
        Tensor square = state.GetOrCreate(0, parameter);
        Tensor? buffer = group.Momentum > 0 ? state.GetOrCreate(1, parameter) : null;
        Tensor? mean = group.Centered ? state.GetOrCreate(2, parameter) : null;
        Run(new Kernel(group), parameter, gradient, square, buffer, mean);
    }

    private readonly struct Kernel(RmsPropGroup group) : IUpdateKernel
    {
        public void Invoke<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
            where T : unmanaged, IFloatingPointIeee754<T>
            => UpdateLoop.Run(new Formula<T>(group), parameter, gradient, state0, state1, state2);
    }

    private readonly struct Formula<T>(RmsPropGroup group) : IUpdateFormula<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _sign = new(group.Maximize ? -T.One : T.One);
        private readonly Vector<T> _weightDecay = new(T.CreateTruncating(group.WeightDecay));
        private readonly bool _decays = group.WeightDecay != 0;
        private readonly Vector<T> _alpha = new(T.CreateTruncating(group.Alpha));
        private readonly Vector<T> _rest = new(T.CreateTruncating(1 - group.Alpha));
        private readonly Vector<T> _eps = new(T.CreateTruncating(group.Eps));
        private readonly Vector<T> _momentum = new(T.CreateTruncating(group.Momentum));
        private readonly Vector<T> _step = new(T.CreateTruncating(-group.Lr));
        private readonly bool _centered = group.Centered;
        private readonly bool _moves = group.Momentum > 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> square, ref Vector<T> buffer, ref Vector<T> mean)
        {
            Vector<T> g = gradient * _sign;
            if (_decays) g = UpdateLoop.MultiplyAdd(_weightDecay, parameter, g);
            square = UpdateLoop.MultiplyAdd(_rest * g, g, square * _alpha);
            Vector<T> spread = square;
            if (_centered)
            {
                mean = UpdateLoop.MultiplyAdd(_rest, g, mean * _alpha);
                spread = UpdateLoop.MultiplyAdd(-mean, mean, square);
            }

            Vector<T> move = g / (Vector.SquareRoot(spread) + _eps);
            if (_moves) move = buffer = UpdateLoop.MultiplyAdd(buffer, _momentum, move);
            parameter = UpdateLoop.MultiplyAdd(_step, move, parameter);
        }
    }
}

/// <summary>Parameters with the hyper-parameters of <see cref="RmsProp"/>. What is not set takes the optimizer's value.</summary>
/// <param name="parameters">Floating leaf tensors.</param>
/// <param name="lr">The learning rate; the optimizer's if null.</param>
public sealed class RmsPropGroup(IEnumerable<Tensor> parameters, double? lr = null) : ParameterGroup(s_all, parameters, lr)
{
    internal const double DefaultLr = 1e-2, DefaultAlpha = 0.99, DefaultEps = 1e-8;

    private static readonly HyperParameters s_all = new(DefaultLr);
    private static readonly HyperParameter<double> s_momentum = s_all.Number(nameof(Momentum), 0);
    private static readonly HyperParameter<double> s_alpha = s_all.Number(nameof(Alpha), DefaultAlpha);
    private static readonly HyperParameter<double> s_eps = s_all.Number(nameof(Eps), DefaultEps);
    private static readonly HyperParameter<bool> s_centered = s_all.Flag(nameof(Centered));
    private static readonly HyperParameter<double> s_weightDecay = s_all.Number(nameof(WeightDecay), 0);
    private static readonly HyperParameter<bool> s_maximize = s_all.Flag(nameof(Maximize));

    /// <summary>How much of the last step's buffer stays: 0 for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double Momentum
    {
        get => this[s_momentum];
        set => this[s_momentum] = value;
    }

    /// <summary>How much of the running mean of squares stays at each step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double Alpha
    {
        get => this[s_alpha];
        set => this[s_alpha] = value;
    }

    /// <summary>Added to the divisor, so that it is not 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double Eps
    {
        get => this[s_eps];
        set => this[s_eps] = value;
    }

    /// <summary>Subtracts the square of the gradient's running mean: divides by a deviation.</summary>
    public bool Centered
    {
        get => this[s_centered];
        set => this[s_centered] = value;
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
