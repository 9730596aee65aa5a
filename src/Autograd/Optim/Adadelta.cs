using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd.Optim;

/// <summary>Adadelta: steps by the gradient times the root mean square of earlier steps over that of the gradient.</summary>
/// <remarks>
/// g = gradient + weightDecay · p; v = ρ·v + (1 − ρ)·g²; δ = √(u + eps) / √(v + eps) · g; u = ρ·u + (1 − ρ)·δ²; p −= lr · δ. Source: Zeiler (2012),
/// "ADADELTA: an adaptive learning rate method"; in PyTorch's form.
/// </remarks>
public sealed class Adadelta : Optimizer<AdadeltaGroup>
{
    private static readonly string[] s_stateNames = ["square_avg", "acc_delta"];

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="rho">How much of the running means of squares stays.</param>
    /// <param name="eps">Added inside both roots.</param>
    /// <param name="weightDecay">The L2 penalty, added to the gradient.</param>
    /// <param name="maximize">Goes up the gradient instead of down.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is there twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    public Adadelta(
        IEnumerable<Tensor> parameters,
        double lr = 1.0,
        double rho = 0.9,
        double eps = 1e-6,
        double weightDecay = 0,
        bool maximize = false)
        : this(new AdadeltaGroup(parameters, lr)
        {
            Rho = rho,
            Eps = eps,
            WeightDecay = weightDecay,
            Maximize = maximize,
        })
    {
    }

    /// <summary>Creates the optimizer over groups with hyper-parameters of their own.</summary>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public Adadelta(params ReadOnlySpan<AdadeltaGroup> groups)
        : base(groups)
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

    private readonly struct Formula<T>(AdadeltaGroup group) : IUpdateStep<T>
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
