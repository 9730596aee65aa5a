using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd.Optim;

/// <summary>Adagrad: steps by the gradient over the root of the sum of all its squares so far.</summary>
/// <remarks>
/// g = gradient + weightDecay · p; s = s + g²; p −= lr / (1 + (t − 1)·lrDecay) · g / (√s + eps). Source: Duchi, Hazan and Singer (2011), "Adaptive
/// subgradient methods for online learning and stochastic optimization"; in PyTorch's form.
/// </remarks>
public sealed class Adagrad : Optimizer<AdagradGroup>
{
    private static readonly string[] s_stateNames = ["sum"];

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="lrDecay">How fast the learning rate falls.</param>
    /// <param name="weightDecay">The L2 penalty, added to the gradient.</param>
    /// <param name="initialAccumulatorValue">What the sums of squares start from.</param>
    /// <param name="eps">Added to the divisor.</param>
    /// <param name="maximize">Goes up the gradient instead of down.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is there twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    public Adagrad(
        IEnumerable<Tensor> parameters,
        double lr = 1e-2,
        double lrDecay = 0,
        double weightDecay = 0,
        double initialAccumulatorValue = 0,
        double eps = 1e-10,
        bool maximize = false)
        : this(new AdagradGroup(parameters, lr)
        {
            LrDecay = lrDecay,
            WeightDecay = weightDecay,
            InitialAccumulatorValue = initialAccumulatorValue,
            Eps = eps,
            Maximize = maximize,
        })
    {
    }

    /// <summary>Creates the optimizer over groups with hyper-parameters of their own.</summary>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public Adagrad(params ReadOnlySpan<AdagradGroup> groups)
        : base(groups)
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

    private readonly struct Formula<T>(AdagradGroup group, long step) : IUpdateStep<T>
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
