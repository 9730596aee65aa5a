using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;
using Autograd.Optim;

namespace Autograd.CustomOps;

/// <summary>Signum: steps by the sign of a running mean of the gradient.</summary>
/// <remarks>
/// m = β·m + (1 − β)·g; p −= lr · (sign(m) + weightDecay · p). Source: Bernstein et al. (2018), "signSGD: compressed optimisation for non-convex
/// problems".
/// </remarks>
public sealed class Signum : Optimizer<SignumGroup>
{
    private static readonly string[] s_stateNames = ["exp_avg"];

    /// <summary>Creates the optimizer over groups. The hyper-parameters given here are those of the groups that do not set them.</summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="weightDecay">By how much of itself, times lr, a parameter shrinks at each step.</param>
    public Signum(IEnumerable<SignumGroup> groups, double lr = 1e-4, double weightDecay = 0)
        : base(groups, new SignumGroup([], lr) { WeightDecay = weightDecay })
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> StateNames => s_stateNames;

    /// <inheritdoc/>
    protected override void Update(SignumGroup group, Tensor parameter, Tensor gradient, ParameterState state) =>
        Run(new Kernel(group), parameter, gradient, state.GetOrCreate(0, parameter));

    private readonly struct Kernel(SignumGroup group) : IUpdateKernel
    {
        public void Invoke<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
            where T : unmanaged, IFloatingPointIeee754<T>
            => UpdateLoop.Run(new Formula<T>(group), parameter, gradient, state0, state1, state2);
    }

    private readonly struct Formula<T>(SignumGroup group) : IUpdateFormula<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _step = new(T.CreateTruncating(-group.Lr));
        private readonly Vector<T> _weightDecay = new(T.CreateTruncating(group.WeightDecay));
        private readonly Vector<T> _beta = new(T.CreateTruncating(group.Beta));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> mean, ref Vector<T> state1, ref Vector<T> state2)
        {
            mean = mean * _beta + gradient * (Vector<T>.One - _beta);
            Vector<T> up = Vector.ConditionalSelect(Vector.GreaterThan(mean, Vector<T>.Zero), Vector<T>.One, Vector<T>.Zero);
            Vector<T> down = Vector.ConditionalSelect(Vector.LessThan(mean, Vector<T>.Zero), Vector<T>.One, Vector<T>.Zero);
            parameter += _step * (up - down + _weightDecay * parameter);
        }
    }
}

/// <summary>Parameters with the hyper-parameters of <see cref="Signum"/>.</summary>
/// <param name="parameters">Floating leaf tensors.</param>
/// <param name="lr">The learning rate; the optimizer's, if not given.</param>
public sealed class SignumGroup(IEnumerable<Tensor> parameters, double? lr = null) : ParameterGroup(s_all, parameters, lr)
{
    private static readonly HyperParameters s_all = new(lr: 1e-4);
    private static readonly HyperParameter<double> s_beta = s_all.Number(nameof(Beta), 0.9, NumberRange.BelowOne);
    private static readonly HyperParameter<double> s_weightDecay = s_all.Number(nameof(WeightDecay), 0);

    /// <summary>How much of the running mean stays at each step; 0.9 by default.</summary>
    public double Beta
    {
        get => this[s_beta];
        set => this[s_beta] = value;
    }

    /// <summary>By how much of itself, times lr, a parameter shrinks at each step.</summary>
    public double WeightDecay
    {
        get => this[s_weightDecay];
        set => this[s_weightDecay] = value;
    }
}
