using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd.Optim;

/// <summary>Stochastic gradient descent, with momentum if asked for.</summary>
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
    /// <param name="momentum">How much of the last step's buffer stays.</param>
    /// <param name="dampening">How much of the gradient is held back from the buffer, after the first step.</param>
    /// <param name="weightDecay">The L2 penalty.</param>
    /// <param name="nesterov">Looks one step of momentum ahead. Needs momentum, and no dampening.</param>
    /// <param name="maximize">Goes up the gradient instead of down.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative or not finite.</exception>
    /// <exception cref="ArgumentException">There is no parameter, one is there twice, or Nesterov lacks what it needs.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    public Sgd(
        IEnumerable<Tensor> parameters,
        double lr,
        double momentum = 0,
        double dampening = 0,
        double weightDecay = 0,
        bool nesterov = false,
        bool maximize = false)
        : this(new SgdGroup(parameters, lr)
        {
            Momentum = momentum,
            Dampening = dampening,
            WeightDecay = weightDecay,
            Nesterov = nesterov,
            Maximize = maximize,
        })
    {
    }

    /// <summary>Creates the optimizer over groups with hyper-parameters of their own.</summary>
    /// <exception cref="ArgumentException">There is no group, a parameter is in two, or Nesterov lacks what it needs.</exception>
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
            => UpdateLoop.Run(new Step<T>(group, first), parameter, gradient, state0, state1, state2);
    }

    private readonly struct Step<T>(SgdGroup group, bool first) : IUpdateStep<T>
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
