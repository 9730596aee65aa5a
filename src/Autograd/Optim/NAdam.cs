using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd.Optim;

/// <summary>NAdam: Adam with Nesterov's look ahead.</summary>
/// <remarks>
/// g = gradient + weightDecay · p; m = β₁·m + (1 − β₁)·g; v = β₂·v + (1 − β₂)·g²; μₜ = β₁·(1 − 0.96^(t·momentumDecay) / 2);
/// p −= lr · ((1 − μₜ)·g / (1 − Πμ) + μₜ₊₁·m / (1 − Πμ·μₜ₊₁)) / (√(v / (1 − β₂ᵗ)) + eps). Source: Dozat (2016), "Incorporating Nesterov momentum into
/// Adam"; in PyTorch's form.
/// </remarks>
public sealed class NAdam : Optimizer<NAdamGroup>
{
    private const int ProductSlot = 2;

    private static readonly string[] s_stateNames = ["exp_avg", "exp_avg_sq", "mu_product"];

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas">How much of the two running means stays; (0.9, 0.999) if not given.</param>
    /// <param name="eps">Added to the divisor.</param>
    /// <param name="weightDecay">The L2 penalty, added to the gradient.</param>
    /// <param name="momentumDecay">How fast the momentum rises to β₁.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is there twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    public NAdam(
        IEnumerable<Tensor> parameters,
        double lr = 2e-3,
        (double Beta1, double Beta2)? betas = null,
        double eps = 1e-8,
        double weightDecay = 0,
        double momentumDecay = 4e-3)
        : this(new NAdamGroup(parameters, lr)
        {
            Betas = betas ?? (0.9, 0.999),
            Eps = eps,
            WeightDecay = weightDecay,
            MomentumDecay = momentumDecay,
        })
    {
    }

    /// <summary>Creates the optimizer over groups with hyper-parameters of their own.</summary>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public NAdam(params ReadOnlySpan<NAdamGroup> groups)
        : base(groups)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> StateNames => s_stateNames;

    private protected override TensorSpec StateSpec(int slot, Tensor parameter) => slot == ProductSlot ? new([], DType.Float32) : base.StateSpec(slot, parameter);

    /// <inheritdoc/>
    protected override void Update(NAdamGroup group, Tensor parameter, Tensor gradient, ParameterState state)
    {
        Tensor mean = state.GetOrCreate(0, parameter), square = state.GetOrCreate(1, parameter), product = state[ProductSlot] ??= Tensor.Scalar(1);
        (double beta1, double decay) = (group.Betas.Beta1, group.MomentumDecay);
        double now = beta1 * (1 - 0.5 * Math.Pow(0.96, state.Step * decay)), next = beta1 * (1 - 0.5 * Math.Pow(0.96, (state.Step + 1) * decay));
        // A float32 as PyTorch's, for the same steps.
        Span<float> value = product.AsSpan<float>();
        float before = value[0], after = before * (float)now;
        float ahead = after * (float)now * (float)next;
        value[0] = after;
        double gradientStep = -group.Lr * (1 - now) / (1 - (double)after), meanStep = -group.Lr * next / (1 - (double)ahead);
        Run(new Kernel(group, state.Step, gradientStep, meanStep), parameter, gradient, mean, square);
    }

    private readonly struct Kernel(NAdamGroup group, long step, double gradientStep, double meanStep) : IUpdateKernel
    {
        public void Invoke<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
            where T : unmanaged, IFloatingPointIeee754<T>
            => UpdateLoop.Run(new Formula<T>(group, step, gradientStep, meanStep), parameter, gradient, state0, state1, state2);
    }

    private readonly struct Formula<T>(NAdamGroup group, long step, double gradientStep, double meanStep) : IUpdateStep<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _weightDecay = new(T.CreateTruncating(group.WeightDecay));
        private readonly bool _decays = group.WeightDecay != 0;
        private readonly Vector<T> _beta1 = new(T.CreateTruncating(group.Betas.Beta1));
        private readonly Vector<T> _beta2 = new(T.CreateTruncating(group.Betas.Beta2));
        private readonly Vector<T> _rest1 = new(T.CreateTruncating(1 - group.Betas.Beta1));
        private readonly Vector<T> _rest2 = new(T.CreateTruncating(1 - group.Betas.Beta2));
        private readonly Vector<T> _correction = new(T.CreateTruncating(1 - Math.Pow(group.Betas.Beta2, step)));
        private readonly Vector<T> _eps = new(T.CreateTruncating(group.Eps));
        private readonly Vector<T> _gradientStep = new(T.CreateTruncating(gradientStep));
        private readonly Vector<T> _meanStep = new(T.CreateTruncating(meanStep));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> mean, ref Vector<T> square, ref Vector<T> state2)
        {
            Vector<T> g = _decays ? UpdateLoop.MultiplyAdd(_weightDecay, parameter, gradient) : gradient;
            mean = UpdateLoop.MultiplyAdd(_rest1, g, mean * _beta1);
            square = UpdateLoop.MultiplyAdd(_rest2 * g, g, square * _beta2);
            Vector<T> divisor = Vector.SquareRoot(square / _correction) + _eps;
            parameter = parameter + _gradientStep * g / divisor + _meanStep * mean / divisor;
        }
    }
}
