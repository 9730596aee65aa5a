using System.Numerics;
using System.Runtime.CompilerServices;
using Autograd.Devices;

namespace Autograd.Optim;

/// <summary>LAMB: Adam's direction, with a step as long as a share of the parameter itself, for large batches.</summary>
/// <remarks>
/// m = β₁·m + (1 − β₁)·g; v = β₂·v + (1 − β₂)·g²; u = (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + eps) + weightDecay·p; p −= lr · ‖p‖ / ‖u‖ · u.
/// The norms are those of the whole tensor, which is the paper's layer; where one of them is 0, their quotient counts as 1. Give biases and
/// the weights of normalisations, whose norms say little, a group with weight decay 0. Source: You et al. (2019), "Large batch
/// optimization for deep learning: training BERT in 76 minutes", algorithm 2, with φ(z) = z.
/// </remarks>
public sealed class Lamb : Optimizer<LambGroup>
{
    private static readonly string[] s_stateNames = ["exp_avg", "exp_avg_sq"];

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate: a step's length as a share of the parameter's.</param>
    /// <param name="betas"><inheritdoc cref="LambGroup.Betas" path="/summary/node()"/></param>
    /// <param name="eps"><inheritdoc cref="LambGroup.Eps" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="LambGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="LambGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is given twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    /// <exception cref="DTypeException">A tensor is not floating.</exception>
    [OverloadResolutionPriority(1)] // for [], which could be either
    public Lamb(
        IEnumerable<Tensor> parameters,
        double lr = LambGroup.DefaultLr,
        (double Beta1, double Beta2)? betas = null,
        double eps = LambGroup.DefaultEps,
        double weightDecay = LambGroup.DefaultWeightDecay,
        bool maximize = false)
        : this([new LambGroup(parameters)], lr, betas, eps, weightDecay, maximize)
    {
    }

    /// <summary>Creates the optimizer over groups. The hyper-parameters given here are those of the groups that do not set them.</summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <param name="lr">The learning rate: a step's length as a share of the parameter's.</param>
    /// <param name="betas"><inheritdoc cref="LambGroup.Betas" path="/summary/node()"/></param>
    /// <param name="eps"><inheritdoc cref="LambGroup.Eps" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="LambGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="LambGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public Lamb(
        IEnumerable<LambGroup> groups,
        double lr = LambGroup.DefaultLr,
        (double Beta1, double Beta2)? betas = null,
        double eps = LambGroup.DefaultEps,
        double weightDecay = LambGroup.DefaultWeightDecay,
        bool maximize = false)
        : base(groups, new LambGroup([])
        {
            Lr = lr,
            Betas = betas ?? LambGroup.DefaultBetas,
            Eps = eps,
            WeightDecay = weightDecay,
            Maximize = maximize,
        })
    {
    }

    /// <summary>Creates the optimizer over groups; a hyper-parameter that a group does not set takes its default.</summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public Lamb(params ReadOnlySpan<LambGroup> groups)
        : this([.. groups], lr: LambGroup.DefaultLr)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> StateNames => s_stateNames;

    /// <inheritdoc/>
    protected override void Update(LambGroup group, Tensor parameter, Tensor gradient, ParameterState state)
    {
        if (parameter.Numel == 0) return;
        Tensor mean = state.GetOrCreate(0, parameter), square = state.GetOrCreate(1, parameter);
        // The length of the update is known only once all of it is, so it takes a second pass, and memory for one parameter until then.
        Tensor update = parameter.EmptyLike();
        Run(new Kernel(group, state.Step), parameter, gradient, mean, square, update);
        double size = parameter.Norm().Item(), length = update.Norm().Item();
        parameter.Add_(update, -group.Lr * (size > 0 && length > 0 ? size / length : 1));
    }

    private readonly struct Kernel(LambGroup group, long step) : IUpdateKernel
    {
        public void Invoke<T>(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> state0, Span<T> state1, Span<T> state2)
            where T : unmanaged, IFloatingPointIeee754<T>
            => UpdateLoop.Run(new Formula<T>(group, step), parameter, gradient, state0, state1, state2);
    }

    /// <summary>Moves the means and computes the update, which it does not take: the parameter stays as it is.</summary>
    private readonly struct Formula<T>(LambGroup group, long step) : IUpdateFormula<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        private readonly Vector<T> _sign = new(group.Maximize ? -T.One : T.One);
        private readonly Vector<T> _beta1 = new(T.CreateTruncating(group.Betas.Beta1));
        private readonly Vector<T> _beta2 = new(T.CreateTruncating(group.Betas.Beta2));
        private readonly Vector<T> _rest1 = new(T.CreateTruncating(1 - group.Betas.Beta1));
        private readonly Vector<T> _rest2 = new(T.CreateTruncating(1 - group.Betas.Beta2));
        // The correction of the square mean, √(1 − β₂ᵗ), is multiplied into eps and the factor: one division an element instead of two.
        private readonly Vector<T> _eps = new(T.CreateTruncating(group.Eps * Root(group, step)));
        private readonly Vector<T> _factor = new(T.CreateTruncating(Root(group, step) / (1 - Math.Pow(group.Betas.Beta1, step))));
        private readonly Vector<T> _weightDecay = new(T.CreateTruncating(group.WeightDecay));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Invoke(ref Vector<T> parameter, Vector<T> gradient, ref Vector<T> mean, ref Vector<T> square, ref Vector<T> update)
        {
            Vector<T> g = gradient * _sign;
            mean = UpdateLoop.MultiplyAdd(_rest1, g, mean * _beta1);
            square = UpdateLoop.MultiplyAdd(_rest2 * g, g, square * _beta2);
            update = UpdateLoop.MultiplyAdd(_weightDecay, parameter, _factor * mean / (Vector.SquareRoot(square) + _eps));
        }

        private static double Root(LambGroup group, long step) => Math.Sqrt(1 - Math.Pow(group.Betas.Beta2, step));
    }
}

/// <summary>Parameters with the hyper-parameters of <see cref="Lamb"/>. What is not set takes the optimizer's value.</summary>
/// <param name="parameters">Floating leaf tensors.</param>
/// <param name="lr">The learning rate; the optimizer's if null.</param>
public sealed class LambGroup(IEnumerable<Tensor> parameters, double? lr = null) : ParameterGroup(s_all, parameters, lr)
{
    internal const double DefaultLr = 1e-3, DefaultEps = 1e-6, DefaultWeightDecay = 0.01;

    internal static readonly (double Beta1, double Beta2) DefaultBetas = (0.9, 0.999);

    private static readonly HyperParameters s_all = new(DefaultLr);
    private static readonly HyperParameter<double> s_beta1 = s_all.Number("Beta1", DefaultBetas.Beta1, NumberRange.BelowOne);
    private static readonly HyperParameter<double> s_beta2 = s_all.Number("Beta2", DefaultBetas.Beta2, NumberRange.BelowOne);
    private static readonly HyperParameter<double> s_eps = s_all.Number(nameof(Eps), DefaultEps);
    private static readonly HyperParameter<double> s_weightDecay = s_all.Number(nameof(WeightDecay), DefaultWeightDecay);
    private static readonly HyperParameter<bool> s_maximize = s_all.Flag(nameof(Maximize));

    /// <summary>How much of the running means of the gradient and of its square stays at each step; (0.9, 0.999) by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is below 0, or 1 or above, or NaN.</exception>
    public (double Beta1, double Beta2) Betas
    {
        get => (this[s_beta1], this[s_beta2]);
        set => (this[s_beta1], this[s_beta2]) = value;
    }

    /// <summary>Added to the divisor, so that it is not 0; 10⁻⁶ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double Eps
    {
        get => this[s_eps];
        set => this[s_eps] = value;
    }

    /// <summary>How much of the parameter is added to Adam's direction, before its length is measured; 0.01 by default.</summary>
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
