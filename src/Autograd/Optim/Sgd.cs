using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd.Optim;

/// <summary>Stochastic gradient descent, optionally with momentum.</summary>
/// <remarks>
/// g = gradient + weightDecay · p; b = g at first, then momentum · b + (1 − dampening) · g; p −= lr · b, or with Nesterov
/// p −= lr · (g + momentum · b). The learning rate stays outside the buffer. Source: Sutskever et al. (2013), "On the importance of
/// initialization and momentum in deep learning", in PyTorch's form.
/// </remarks>
public sealed class Sgd : Optimizer<SgdGroup>
{
    private static readonly string[] s_stateNames = ["momentum_buffer"];

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="momentum"><inheritdoc cref="SgdGroup.Momentum" path="/summary/node()"/></param>
    /// <param name="dampening"><inheritdoc cref="SgdGroup.Dampening" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="SgdGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="nesterov"><inheritdoc cref="SgdGroup.Nesterov" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="SgdGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, one is given twice, or Nesterov lacks what it needs.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    /// <exception cref="DTypeException">A tensor is not floating.</exception>
    [OverloadResolutionPriority(1)] // for [], which could be either
    public Sgd(
        IEnumerable<Tensor> parameters,
        double lr,
        double momentum = 0,
        double dampening = 0,
        double weightDecay = 0,
        bool nesterov = false,
        bool maximize = false)
        : this([new SgdGroup(parameters)], lr, momentum, dampening, weightDecay, nesterov, maximize)
    {
    }

    /// <summary>
    /// Creates the optimizer over groups. The hyper-parameters given here apply to the groups that do not set their own, as in PyTorch.
    /// </summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="momentum"><inheritdoc cref="SgdGroup.Momentum" path="/summary/node()"/></param>
    /// <param name="dampening"><inheritdoc cref="SgdGroup.Dampening" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="SgdGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="nesterov"><inheritdoc cref="SgdGroup.Nesterov" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="SgdGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no group, a parameter is in two, or Nesterov lacks what it needs.</exception>
    public Sgd(
        IEnumerable<SgdGroup> groups,
        double lr,
        double momentum = 0,
        double dampening = 0,
        double weightDecay = 0,
        bool nesterov = false,
        bool maximize = false)
        : base(groups, new SgdGroup([])
        {
            Lr = lr,
            Momentum = momentum,
            Dampening = dampening,
            WeightDecay = weightDecay,
            Nesterov = nesterov,
            Maximize = maximize,
        })
    {
    }

    /// <summary>Creates the optimizer over groups; a hyper-parameter that a group does not set takes its default.</summary>
    /// <param name="groups">Groups, at least one, each with its learning rate.</param>
    /// <exception cref="ArgumentException">
    /// There is no group, a parameter is in two, one has no learning rate, or Nesterov lacks what it needs.
    /// </exception>
    public Sgd(params ReadOnlySpan<SgdGroup> groups)
        : base(groups)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> StateNames => s_stateNames;

    /// <inheritdoc/>
    protected override void Update(SgdGroup group, Tensor parameter, Tensor gradient, ParameterState state)
    {
        bool first = state[0] is null;
        Tensor? buffer = group.Momentum == 0 ? null : state.GetOrCreate(0, parameter);
        Run(new Kernel(group, first), parameter, gradient, buffer);
    }

    private readonly struct Kernel(SgdGroup group, bool first) : IUpdateKernel
    {
        public void Invoke<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
            where T : unmanaged, IFloatingPointIeee754<T>
            => UpdateLoop.Run(new Formula<T>(group, first), parameter, gradient, state0, state1, state2);
    }

    private readonly struct Formula<T>(SgdGroup group, bool first) : IUpdateFormula<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _sign = new(group.Maximize ? -T.One : T.One);
        private readonly Vector<T> _weightDecay = new(T.CreateTruncating(group.WeightDecay));
        private readonly Vector<T> _momentum = new(T.CreateTruncating(group.Momentum));
        private readonly Vector<T> _share = new(T.CreateTruncating(first ? 1 : 1 - group.Dampening));
        private readonly Vector<T> _step = new(T.CreateTruncating(-group.Lr));
        private readonly bool _decays = group.WeightDecay != 0;
        private readonly bool _moves = group.Momentum != 0;
        private readonly bool _nesterov = group.Nesterov;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> buffer, ref Vector<T> state1, ref Vector<T> state2)
        {
            Vector<T> g = gradient * _sign;
            if (_decays) g = UpdateLoop.MultiplyAdd(_weightDecay, parameter, g);
            if (_moves)
            {
                buffer = UpdateLoop.MultiplyAdd(_share, g, buffer * _momentum);
                g = _nesterov ? UpdateLoop.MultiplyAdd(_momentum, buffer, g) : buffer;
            }

            parameter = UpdateLoop.MultiplyAdd(_step, g, parameter);
        }
    }
}

/// <summary>Parameters with the hyper-parameters of <see cref="Sgd"/>. What is not set takes the optimizer's value.</summary>
/// <param name="parameters">Floating leaf tensors.</param>
/// <param name="lr">The learning rate; the optimizer's if null.</param>
public sealed class SgdGroup(IEnumerable<Tensor> parameters, double? lr = null) : ParameterGroup(s_all, parameters, lr)
{
    private static readonly HyperParameters s_all = new();
    private static readonly HyperParameter<double> s_momentum = s_all.Number(nameof(Momentum), 0);
    private static readonly HyperParameter<double> s_dampening = s_all.Number(nameof(Dampening), 0, NumberRange.Finite);
    private static readonly HyperParameter<double> s_weightDecay = s_all.Number(nameof(WeightDecay), 0);
    private static readonly HyperParameter<bool> s_nesterov = s_all.Flag(nameof(Nesterov));
    private static readonly HyperParameter<bool> s_maximize = s_all.Flag(nameof(Maximize));

    /// <summary>How much of the last step's buffer stays: 0 for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double Momentum
    {
        get => this[s_momentum];
        set => this[s_momentum] = value;
    }

    /// <summary>How much of the gradient is held back from the buffer, after the first step.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to infinity or NaN.</exception>
    public double Dampening
    {
        get => this[s_dampening];
        set => this[s_dampening] = value;
    }

    /// <summary>The L2 penalty: this times the parameter is added to the gradient.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double WeightDecay
    {
        get => this[s_weightDecay];
        set => this[s_weightDecay] = value;
    }

    /// <summary>Looks one step of momentum ahead. Needs momentum, and no dampening.</summary>
    public bool Nesterov
    {
        get => this[s_nesterov];
        set => this[s_nesterov] = value;
    }

    /// <summary>Steps up the gradient instead of down, to maximize.</summary>
    public bool Maximize
    {
        get => this[s_maximize];
        set => this[s_maximize] = value;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Nesterov without momentum or with dampening.</exception>
    protected internal override void Validate()
    {
        if (Nesterov && (Momentum <= 0 || Dampening != 0))
            throw new ArgumentException(
                $"sgd: nesterov needs momentum above 0 and dampening 0, not momentum {Momentum} and dampening {Dampening}");
    }
}
