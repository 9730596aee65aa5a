using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd.Optim;

/// <summary>Lion: steps by the sign of a running mean of the gradient, which is updated after the step by a slower one.</summary>
/// <remarks>
/// p −= lr · (sign(β₁·m + (1 − β₁)·g) + weightDecay · p); m = β₂·m + (1 − β₂)·g. Every element moves by lr, so lr is a third to a tenth of
/// <see cref="AdamW"/>'s, and the weight decay as much larger. Source: Chen et al. (2023), "Symbolic discovery of optimization algorithms".
/// </remarks>
public sealed class Lion : Optimizer<LionGroup>
{
    private static readonly string[] s_stateNames = ["exp_avg"];

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas"><inheritdoc cref="LionGroup.Betas" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="LionGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="LionGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is given twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    /// <exception cref="DTypeException">A tensor is not floating.</exception>
    [OverloadResolutionPriority(1)] // for [], which could be either
    public Lion(
        IEnumerable<Tensor> parameters,
        double lr = LionGroup.DefaultLr,
        (double Beta1, double Beta2)? betas = null,
        double weightDecay = 0,
        bool maximize = false)
        : this([new LionGroup(parameters)], lr, betas, weightDecay, maximize)
    {
    }

    /// <summary>Creates the optimizer over groups. The hyper-parameters given here are those of the groups that do not set them.</summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas"><inheritdoc cref="LionGroup.Betas" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="LionGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="LionGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public Lion(
        IEnumerable<LionGroup> groups,
        double lr = LionGroup.DefaultLr,
        (double Beta1, double Beta2)? betas = null,
        double weightDecay = 0,
        bool maximize = false)
        : base(groups, new LionGroup([])
        {
            Lr = lr,
            Betas = betas ?? LionGroup.DefaultBetas,
            WeightDecay = weightDecay,
            Maximize = maximize,
        })
    {
    }

    /// <summary>Creates the optimizer over groups; a hyper-parameter that a group does not set takes its default.</summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public Lion(params ReadOnlySpan<LionGroup> groups)
        : this([.. groups], lr: LionGroup.DefaultLr)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> StateNames => s_stateNames;

    /// <inheritdoc/>
    protected override void Update(LionGroup group, Tensor parameter, Tensor gradient, ParameterState state) =>
        Run(new Kernel(group), parameter, gradient, state.GetOrCreate(0, parameter));

    private readonly struct Kernel(LionGroup group) : IUpdateKernel
    {
        public void Invoke<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
            where T : unmanaged, IFloatingPointIeee754<T>
            => UpdateLoop.Run(new Formula<T>(group), parameter, gradient, state0, state1, state2);
    }

    private readonly struct Formula<T>(LionGroup group) : IUpdateFormula<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _sign = new(group.Maximize ? -T.One : T.One);
        private readonly Vector<T> _step = new(T.CreateTruncating(-group.Lr));
        private readonly Vector<T> _shrink = new(T.CreateTruncating(1 - group.Lr * group.WeightDecay));
        private readonly Vector<T> _beta1 = new(T.CreateTruncating(group.Betas.Beta1));
        private readonly Vector<T> _beta2 = new(T.CreateTruncating(group.Betas.Beta2));
        private readonly Vector<T> _rest1 = new(T.CreateTruncating(1 - group.Betas.Beta1));
        private readonly Vector<T> _rest2 = new(T.CreateTruncating(1 - group.Betas.Beta2));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> mean, ref Vector<T> state1, ref Vector<T> state2)
        {
            Vector<T> g = gradient * _sign, direction = mean * _beta1 + g * _rest1;
            Vector<T> up = Vector.ConditionalSelect(Vector.GreaterThan(direction, Vector<T>.Zero), Vector<T>.One, Vector<T>.Zero);
            Vector<T> down = Vector.ConditionalSelect(Vector.LessThan(direction, Vector<T>.Zero), Vector<T>.One, Vector<T>.Zero);
            parameter = parameter * _shrink + _step * (up - down);
            mean = mean * _beta2 + g * _rest2;
        }
    }
}

/// <summary>Parameters with the hyper-parameters of <see cref="Lion"/>. What is not set takes the optimizer's value.</summary>
/// <param name="parameters">Floating leaf tensors.</param>
/// <param name="lr">The learning rate; the optimizer's if null.</param>
public sealed class LionGroup(IEnumerable<Tensor> parameters, double? lr = null) : ParameterGroup(s_all, parameters, lr)
{
    internal const double DefaultLr = 1e-4;

    internal static readonly (double Beta1, double Beta2) DefaultBetas = (0.9, 0.99);

    private static readonly HyperParameters s_all = new(DefaultLr);
    private static readonly HyperParameter<double> s_beta1 = s_all.Number("Beta1", DefaultBetas.Beta1, NumberRange.BelowOne);
    private static readonly HyperParameter<double> s_beta2 = s_all.Number("Beta2", DefaultBetas.Beta2, NumberRange.BelowOne);
    private static readonly HyperParameter<double> s_weightDecay = s_all.Number(nameof(WeightDecay), 0);
    private static readonly HyperParameter<bool> s_maximize = s_all.Flag(nameof(Maximize));

    /// <summary>How much of the running mean counts in a step, and how much of it stays after the step; (0.9, 0.99) by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is below 0, or 1 or above, or NaN.</exception>
    public (double Beta1, double Beta2) Betas
    {
        get => (this[s_beta1], this[s_beta2]);
        set => (this[s_beta1], this[s_beta2]) = value;
    }

    /// <summary>By how much of itself, times lr, a parameter shrinks at each step.</summary>
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
