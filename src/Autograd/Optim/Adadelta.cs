using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd.Optim;

/// <summary>Adadelta: steps by the gradient times the root mean square of earlier steps over that of the gradient.</summary>
/// <remarks>
/// g = gradient + weightDecay · p; v = ρ·v + (1 − ρ)·g²; δ = √(u + eps) / √(v + eps) · g; u = ρ·u + (1 − ρ)·δ²; p −= lr · δ. Source: Zeiler
/// (2012), "ADADELTA: an adaptive learning rate method"; in PyTorch's form.
/// </remarks>
public sealed class Adadelta : Optimizer<AdadeltaGroup>
{
    private static readonly string[] s_stateNames = ["square_avg", "acc_delta"];

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="rho"><inheritdoc cref="AdadeltaGroup.Rho" path="/summary/node()"/></param>
    /// <param name="eps"><inheritdoc cref="AdadeltaGroup.Eps" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="AdadeltaGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="AdadeltaGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is given twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    /// <exception cref="DTypeException">A tensor is not floating.</exception>
    [OverloadResolutionPriority(1)] // for [], which could be either
    public Adadelta(
        IEnumerable<Tensor> parameters,
        double lr = AdadeltaGroup.DefaultLr,
        double rho = AdadeltaGroup.DefaultRho,
        double eps = AdadeltaGroup.DefaultEps,
        double weightDecay = 0,
        bool maximize = false)
        : this([new AdadeltaGroup(parameters)], lr, rho, eps, weightDecay, maximize)
    {
    }

    /// <summary>
    /// Creates the optimizer over groups. The hyper-parameters given here apply to the groups that do not set their own, as in PyTorch.
    /// </summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="rho"><inheritdoc cref="AdadeltaGroup.Rho" path="/summary/node()"/></param>
    /// <param name="eps"><inheritdoc cref="AdadeltaGroup.Eps" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="AdadeltaGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="AdadeltaGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public Adadelta(
        IEnumerable<AdadeltaGroup> groups,
        double lr = AdadeltaGroup.DefaultLr,
        double rho = AdadeltaGroup.DefaultRho,
        double eps = AdadeltaGroup.DefaultEps,
        double weightDecay = 0,
        bool maximize = false)
        : base(groups, new AdadeltaGroup([])
        {
            Lr = lr,
            Rho = rho,
            Eps = eps,
            WeightDecay = weightDecay,
            Maximize = maximize,
        })
    {
    }

    /// <summary>Creates the optimizer over groups; a hyper-parameter that a group does not set takes its default.</summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public Adadelta(params ReadOnlySpan<AdadeltaGroup> groups)
        : this([.. groups], lr: AdadeltaGroup.DefaultLr)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> StateNames => s_stateNames;

    /// <inheritdoc/>
    protected override void Update(AdadeltaGroup group, Tensor parameter, Tensor gradient, ParameterState state)
    {
        Tensor square = state.GetOrCreate(0, parameter), steps = state.GetOrCreate(1, parameter);
        Run(new Kernel(group), parameter, gradient, square, steps);
    }

    private readonly struct Kernel(AdadeltaGroup group) : IUpdateKernel
    {
        public void Invoke<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
            where T : unmanaged, IFloatingPointIeee754<T>
            => UpdateLoop.Run(new Formula<T>(group), parameter, gradient, state0, state1, state2);
    }

    private readonly struct Formula<T>(AdadeltaGroup group) : IUpdateFormula<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _sign = new(group.Maximize ? -T.One : T.One);
        private readonly Vector<T> _weightDecay = new(T.CreateTruncating(group.WeightDecay));
        private readonly bool _decays = group.WeightDecay != 0;
        private readonly Vector<T> _rho = new(T.CreateTruncating(group.Rho));
        private readonly Vector<T> _rest = new(T.CreateTruncating(1 - group.Rho));
        private readonly Vector<T> _eps = new(T.CreateTruncating(group.Eps));
        private readonly Vector<T> _step = new(T.CreateTruncating(-group.Lr));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> square, ref Vector<T> steps, ref Vector<T> state2)
        {
            Vector<T> g = gradient * _sign;
            if (_decays) g = UpdateLoop.MultiplyAdd(_weightDecay, parameter, g);
            square = UpdateLoop.MultiplyAdd(_rest * g, g, square * _rho);
            Vector<T> move = Vector.SquareRoot(steps + _eps) / Vector.SquareRoot(square + _eps) * g;
            steps = UpdateLoop.MultiplyAdd(_rest * move, move, steps * _rho);
            parameter = UpdateLoop.MultiplyAdd(_step, move, parameter);
        }
    }
}

/// <summary>Parameters with the hyper-parameters of <see cref="Adadelta"/>. What is not set takes the optimizer's value.</summary>
/// <param name="parameters">Floating leaf tensors.</param>
/// <param name="lr">The learning rate; the optimizer's if null.</param>
public sealed class AdadeltaGroup(IEnumerable<Tensor> parameters, double? lr = null) : ParameterGroup(s_all, parameters, lr)
{
    internal const double DefaultLr = 1.0, DefaultRho = 0.9, DefaultEps = 1e-6;

    private static readonly HyperParameters s_all = new(DefaultLr);
    private static readonly HyperParameter<double> s_rho = s_all.Number(nameof(Rho), DefaultRho, NumberRange.ZeroToOne);
    private static readonly HyperParameter<double> s_eps = s_all.Number(nameof(Eps), DefaultEps);
    private static readonly HyperParameter<double> s_weightDecay = s_all.Number(nameof(WeightDecay), 0);
    private static readonly HyperParameter<bool> s_maximize = s_all.Flag(nameof(Maximize));

    /// <summary>How much of the running means of squares stays at each step: from 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number below 0 or above 1, or NaN.</exception>
    public double Rho
    {
        get => this[s_rho];
        set => this[s_rho] = value;
    }

    /// <summary>Added inside both roots.</summary>
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

    /// <summary>Steps up the gradient instead of down, to maximize.</summary>
    public bool Maximize
    {
        get => this[s_maximize];
        set => this[s_maximize] = value;
    }
}
