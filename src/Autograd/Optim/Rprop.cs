using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd.Optim;

/// <summary>
/// Rprop: steps by the gradient's sign alone, each element by its own step size, which grows while the sign stays and shrinks when it
/// turns.
/// </summary>
/// <remarks>
/// d = η₋ where g·previous &lt; 0, η₊ where it is above 0, else 1; s = clamp(s·d, min, max), which starts as lr; g = 0 where the sign
/// turned; p −= s·sign(g); previous = g. Source: Riedmiller and Braun (1993), "A direct adaptive method for faster backpropagation
/// learning: the RPROP algorithm"; in PyTorch's form.
/// </remarks>
public sealed class Rprop : Optimizer<RpropGroup>
{
    private static readonly string[] s_stateNames = ["prev", "step_size"];

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">What every step size starts as.</param>
    /// <param name="etas"><inheritdoc cref="RpropGroup.Etas" path="/summary/node()"/></param>
    /// <param name="stepSizes"><inheritdoc cref="RpropGroup.StepSizes" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="RpropGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, one is given twice, or the step sizes are in the wrong order.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    /// <exception cref="DTypeException">A tensor is not floating.</exception>
    [OverloadResolutionPriority(1)] // for [], which could be either
    public Rprop(
        IEnumerable<Tensor> parameters,
        double lr = RpropGroup.DefaultLr,
        (double Minus, double Plus)? etas = null,
        (double Min, double Max)? stepSizes = null,
        bool maximize = false)
        : this([new RpropGroup(parameters)], lr, etas, stepSizes, maximize)
    {
    }

    /// <summary>
    /// Creates the optimizer over groups. The hyper-parameters given here apply to the groups that do not set their own, as in PyTorch.
    /// </summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <param name="lr">What every step size starts as.</param>
    /// <param name="etas"><inheritdoc cref="RpropGroup.Etas" path="/summary/node()"/></param>
    /// <param name="stepSizes"><inheritdoc cref="RpropGroup.StepSizes" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="RpropGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no group, a parameter is in two, or the step sizes are in the wrong order.</exception>
    public Rprop(
        IEnumerable<RpropGroup> groups,
        double lr = RpropGroup.DefaultLr,
        (double Minus, double Plus)? etas = null,
        (double Min, double Max)? stepSizes = null,
        bool maximize = false)
        : base(groups, new RpropGroup([])
        {
            Lr = lr,
            Etas = etas ?? RpropGroup.DefaultEtas,
            StepSizes = stepSizes ?? RpropGroup.DefaultStepSizes,
            Maximize = maximize,
        })
    {
    }

    /// <summary>Creates the optimizer over groups; a hyper-parameter that a group does not set takes its default.</summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <exception cref="ArgumentException">There is no group, a parameter is in two, or the step sizes are in the wrong order.</exception>
    public Rprop(params ReadOnlySpan<RpropGroup> groups)
        : this([.. groups], lr: RpropGroup.DefaultLr)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> StateNames => s_stateNames;

    /// <inheritdoc/>
    protected override void Update(RpropGroup group, Tensor parameter, Tensor gradient, ParameterState state)
    {
        bool first = state[1] is null;
        Tensor previous = state.GetOrCreate(0, parameter), stepSize = state.GetOrCreate(1, parameter);
        if (first) stepSize.Fill_(group.Lr);
        Run(new Kernel(group), parameter, gradient, previous, stepSize);
    }

    private readonly struct Kernel(RpropGroup group) : IUpdateKernel
    {
        public void Invoke<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
            where T : unmanaged, IFloatingPointIeee754<T>
            => UpdateLoop.Run(new Formula<T>(group), parameter, gradient, state0, state1, state2);
    }

    private readonly struct Formula<T>(RpropGroup group) : IUpdateFormula<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _sign = new(group.Maximize ? -T.One : T.One);
        private readonly Vector<T> _minus = new(T.CreateTruncating(group.Etas.Minus));
        private readonly Vector<T> _plus = new(T.CreateTruncating(group.Etas.Plus));
        private readonly Vector<T> _min = new(T.CreateTruncating(group.StepSizes.Min));
        private readonly Vector<T> _max = new(T.CreateTruncating(group.StepSizes.Max));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(
            ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> previous, ref Vector<T> stepSize, ref Vector<T> state2)
        {
            Vector<T> g = gradient * _sign, zero = Vector<T>.Zero, one = Vector<T>.One;
            Vector<T> stays = Vector.GreaterThan(g * previous, zero), turns = Vector.LessThan(g * previous, zero);
            stepSize *= Vector.ConditionalSelect(stays, _plus, Vector.ConditionalSelect(turns, _minus, one));
            stepSize = Vector.Min(Vector.Max(stepSize, _min), _max);
            g = Vector.ConditionalSelect(turns, zero, g);
            Vector<T> sign = Vector.ConditionalSelect(
                Vector.GreaterThan(g, zero), one, Vector.ConditionalSelect(Vector.LessThan(g, zero), -one, zero));
            parameter -= sign * stepSize;
            previous = g;
        }
    }
}

/// <summary>Parameters with the hyper-parameters of <see cref="Rprop"/>. What is not set takes the optimizer's value.</summary>
/// <param name="parameters">Floating leaf tensors.</param>
/// <param name="lr">What every step size starts as; the optimizer's if null.</param>
public sealed class RpropGroup(IEnumerable<Tensor> parameters, double? lr = null) : ParameterGroup(s_all, parameters, lr)
{
    internal const double DefaultLr = 1e-2;

    internal static readonly (double Minus, double Plus) DefaultEtas = (0.5, 1.2);
    internal static readonly (double Min, double Max) DefaultStepSizes = (1e-6, 50);

    private static readonly HyperParameters s_all = new(DefaultLr);
    private static readonly HyperParameter<double> s_etaMinus =
        s_all.Number("EtaMinus", DefaultEtas.Minus, NumberRange.Between(0, 1, includesMin: false, includesMax: false));
    private static readonly HyperParameter<double> s_etaPlus = s_all.Number("EtaPlus", DefaultEtas.Plus, NumberRange.Above(1));
    private static readonly HyperParameter<double> s_stepSizeMin = s_all.Number("StepSizeMin", DefaultStepSizes.Min);
    private static readonly HyperParameter<double> s_stepSizeMax = s_all.Number("StepSizeMax", DefaultStepSizes.Max);
    private static readonly HyperParameter<bool> s_maximize = s_all.Flag(nameof(Maximize));

    /// <summary>By what a step size is multiplied when the gradient's sign turned, and when it stayed; (0.5, 1.2) by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The first is not between 0 and 1, or the second not above 1.</exception>
    public (double Minus, double Plus) Etas
    {
        get => (this[s_etaMinus], this[s_etaPlus]);
        set => (this[s_etaMinus], this[s_etaPlus]) = value;
    }

    /// <summary>The smallest and the largest step size; (1e-6, 50) by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is negative, infinite or NaN.</exception>
    public (double Min, double Max) StepSizes
    {
        get => (this[s_stepSizeMin], this[s_stepSizeMax]);
        set => (this[s_stepSizeMin], this[s_stepSizeMax]) = value;
    }

    /// <summary>Steps up the gradient instead of down, to maximize.</summary>
    public bool Maximize
    {
        get => this[s_maximize];
        set => this[s_maximize] = value;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The smallest step size is above the largest.</exception>
    protected internal override void Validate()
    {
        if (StepSizes.Min > StepSizes.Max)
            throw new ArgumentException(
                $"rprop: the smallest step size must not be above the largest: {StepSizes.Min} and {StepSizes.Max}");
    }
}
