using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd.Optim;

/// <summary>RMSprop: steps by the gradient over the root of the running mean of its square.</summary>
/// <remarks>
/// g = gradient + weightDecay · p; v = α·v + (1 − α)·g²; d = √v + eps, or with <c>centered</c> √(v − m²) + eps, where m = α·m + (1 − α)·g;
/// b = momentum·b + g/d; p −= lr · b. Source: Hinton (2012), lecture 6e of "Neural networks for machine learning"; Graves (2013) for the centred form;
/// in PyTorch's form.
/// </remarks>
public sealed class RmsProp : Optimizer<RmsPropGroup>
{
    private static readonly string[] s_stateNames = ["square_avg", "momentum_buffer", "grad_avg"];

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="alpha">How much of the running mean of squares stays.</param>
    /// <param name="eps">Added to the divisor.</param>
    /// <param name="weightDecay">The L2 penalty, added to the gradient.</param>
    /// <param name="momentum">How much of the last step's buffer stays: 0 for none.</param>
    /// <param name="centered">Divides by the deviation instead of the root mean square.</param>
    /// <param name="maximize">Goes up the gradient instead of down.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is there twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    public RmsProp(
        IEnumerable<Tensor> parameters,
        double lr = 1e-2,
        double alpha = 0.99,
        double eps = 1e-8,
        double weightDecay = 0,
        double momentum = 0,
        bool centered = false,
        bool maximize = false)
        : this(new RmsPropGroup(parameters, lr)
        {
            Alpha = alpha,
            Eps = eps,
            WeightDecay = weightDecay,
            Momentum = momentum,
            Centered = centered,
            Maximize = maximize,
        })
    {
    }

    /// <summary>Creates the optimizer over groups with hyper-parameters of their own.</summary>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public RmsProp(params ReadOnlySpan<RmsPropGroup> groups)
        : base(groups)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> StateNames => s_stateNames;

    /// <inheritdoc/>
    protected override void Update(RmsPropGroup group, Tensor parameter, Tensor gradient, ParameterState state)
    {
        Tensor square = state.GetOrCreate(0, parameter);
        Tensor? buffer = group.Momentum > 0 ? state.GetOrCreate(1, parameter) : null, mean = group.Centered ? state.GetOrCreate(2, parameter) : null;
        Run(new Kernel(group), parameter, gradient, square, buffer, mean);
    }

    private readonly struct Kernel(RmsPropGroup group) : IUpdateKernel
    {
        public void Invoke<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
            where T : unmanaged, IFloatingPointIeee754<T>
            => UpdateLoop.Run(new Formula<T>(group), parameter, gradient, state0, state1, state2);
    }

    private readonly struct Formula<T>(RmsPropGroup group) : IUpdateStep<T>
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
