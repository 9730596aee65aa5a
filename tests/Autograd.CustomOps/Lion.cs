using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Optim;

namespace Autograd.CustomOps;

/// <summary>Lion: steps by the sign of a running mean of the gradient, which is updated after the step by a slower one.</summary>
/// <remarks>
/// p −= lr · (sign(β₁·m + (1 − β₁)·g) + weightDecay · p); m = β₂·m + (1 − β₂)·g. Source: Chen et al. (2023), "Symbolic discovery of optimization
/// algorithms".
/// </remarks>
public sealed class Lion : Optimizer<LionGroup>
{
    private static readonly string[] s_stateNames = ["exp_avg"];

    /// <summary>Creates the optimizer over groups. The hyper-parameters given here are those of the groups that do not set them.</summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="weightDecay">By how much of itself, times lr, a parameter shrinks at each step.</param>
    public Lion(IEnumerable<LionGroup> groups, double lr = 1e-4, double weightDecay = 0)
        : base(groups, new LionGroup([], lr) { WeightDecay = weightDecay })
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
        private readonly Vector<T> _step = new(T.CreateTruncating(-group.Lr));
        private readonly Vector<T> _weightDecay = new(T.CreateTruncating(group.WeightDecay));
        private readonly Vector<T> _beta1 = new(T.CreateTruncating(group.Beta1));
        private readonly Vector<T> _beta2 = new(T.CreateTruncating(group.Beta2));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> mean, ref Vector<T> state1, ref Vector<T> state2)
        {
            Vector<T> direction = mean * _beta1 + gradient * (Vector<T>.One - _beta1);
            Vector<T> up = Vector.ConditionalSelect(Vector.GreaterThan(direction, Vector<T>.Zero), Vector<T>.One, Vector<T>.Zero);
            Vector<T> down = Vector.ConditionalSelect(Vector.LessThan(direction, Vector<T>.Zero), Vector<T>.One, Vector<T>.Zero);
            parameter += _step * (up - down + _weightDecay * parameter);
            mean = mean * _beta2 + gradient * (Vector<T>.One - _beta2);
        }
    }
}

/// <summary>Parameters with the hyper-parameters of <see cref="Lion"/>.</summary>
/// <param name="parameters">Floating leaf tensors.</param>
/// <param name="lr">The learning rate; the optimizer's, if not given.</param>
public sealed class LionGroup(IEnumerable<Tensor> parameters, double? lr = null) : ParameterGroup(s_all, parameters, lr)
{
    private static readonly HyperParameters s_all = new(lr: 1e-4);
    private static readonly HyperParameter<double> s_beta1 = s_all.Number(nameof(Beta1), 0.9, NumberRange.BelowOne);
    private static readonly HyperParameter<double> s_beta2 = s_all.Number(nameof(Beta2), 0.99, NumberRange.BelowOne);
    private static readonly HyperParameter<double> s_weightDecay = s_all.Number(nameof(WeightDecay), 0);

    /// <summary>How much of the running mean counts in a step; 0.9 by default.</summary>
    public double Beta1
    {
        get => this[s_beta1];
        set => this[s_beta1] = value;
    }

    /// <summary>How much of the running mean stays after a step; 0.99 by default.</summary>
    public double Beta2
    {
        get => this[s_beta2];
        set => this[s_beta2] = value;
    }

    /// <summary>By how much of itself, times lr, a parameter shrinks at each step.</summary>
    public double WeightDecay
    {
        get => this[s_weightDecay];
        set => this[s_weightDecay] = value;
    }
}
