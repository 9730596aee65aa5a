using System.Runtime.CompilerServices;

namespace Autograd.Optim;

/// <summary>
/// Adafactor: divides by the root of a mean square of which it remembers, for a matrix, only the means of rows and columns.
/// </summary>
/// <remarks>
/// β = 1 − t^beta2Decay; r = β·r + (1 − β)·mean of g² along each row, c the same along each column (a vector: v = β·v + (1 − β)·g²); v =
/// r·c / mean(r); u = g / √max(v, eps1²); p −= max(eps2, RMS(p)) · min(lr, 1/√t) / max(1, RMS(u) / d) · u, after p = p · (1 − lr ·
/// weightDecay). More than two dimensions are a batch of matrices. Source: Shazeer and Stern (2018), "Adafactor: adaptive learning rates
/// with sublinear memory cost"; as in PyTorch 2.
/// </remarks>
public sealed class Adafactor : Optimizer<AdafactorGroup>
{
    private static readonly string[] s_stateNames = ["row_var", "col_var", "variance"];

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors, at least one.</param>
    /// <param name="lr">The learning rate: the largest relative step.</param>
    /// <param name="beta2Decay"><inheritdoc cref="AdafactorGroup.Beta2Decay" path="/summary/node()"/></param>
    /// <param name="eps1"><inheritdoc cref="AdafactorGroup.Eps1" path="/summary/node()"/></param>
    /// <param name="eps2"><inheritdoc cref="AdafactorGroup.Eps2" path="/summary/node()"/></param>
    /// <param name="d"><inheritdoc cref="AdafactorGroup.D" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="AdafactorGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="AdafactorGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, or one is given twice.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    /// <exception cref="DTypeException">A tensor is not floating.</exception>
    [OverloadResolutionPriority(1)] // for [], which could be either
    public Adafactor(
        IEnumerable<Tensor> parameters,
        double lr = AdafactorGroup.DefaultLr,
        double beta2Decay = AdafactorGroup.DefaultBeta2Decay,
        double eps1 = 0,
        double eps2 = AdafactorGroup.DefaultEps2,
        double d = 1,
        double weightDecay = 0,
        bool maximize = false)
        : this([new AdafactorGroup(parameters)], lr, beta2Decay, eps1, eps2, d, weightDecay, maximize)
    {
    }

    /// <summary>
    /// Creates the optimizer over groups. The hyper-parameters given here apply to the groups that do not set their own, as in PyTorch.
    /// </summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <param name="lr">The learning rate: the largest relative step.</param>
    /// <param name="beta2Decay"><inheritdoc cref="AdafactorGroup.Beta2Decay" path="/summary/node()"/></param>
    /// <param name="eps1"><inheritdoc cref="AdafactorGroup.Eps1" path="/summary/node()"/></param>
    /// <param name="eps2"><inheritdoc cref="AdafactorGroup.Eps2" path="/summary/node()"/></param>
    /// <param name="d"><inheritdoc cref="AdafactorGroup.D" path="/summary/node()"/></param>
    /// <param name="weightDecay"><inheritdoc cref="AdafactorGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="maximize"><inheritdoc cref="AdafactorGroup.Maximize" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public Adafactor(
        IEnumerable<AdafactorGroup> groups,
        double lr = AdafactorGroup.DefaultLr,
        double beta2Decay = AdafactorGroup.DefaultBeta2Decay,
        double eps1 = 0,
        double eps2 = AdafactorGroup.DefaultEps2,
        double d = 1,
        double weightDecay = 0,
        bool maximize = false)
        : base(groups, new AdafactorGroup([])
        {
            Lr = lr,
            Beta2Decay = beta2Decay,
            Eps1 = eps1,
            Eps2 = eps2,
            D = d,
            WeightDecay = weightDecay,
            Maximize = maximize,
        })
    {
    }

    /// <summary>Creates the optimizer over groups; a hyper-parameter that a group does not set takes its default.</summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <exception cref="ArgumentException">There is no group, or a parameter is in two.</exception>
    public Adafactor(params ReadOnlySpan<AdafactorGroup> groups)
        : this([.. groups], lr: AdafactorGroup.DefaultLr)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> StateNames => s_stateNames;

    /// <inheritdoc/>
    protected override TensorSpec StateSpec(int slot, Tensor parameter) => parameter.Rank < 2 || slot == 2
        ? parameter.Spec
        : new TensorSpec(slot == 0 ? Rows(parameter) : Columns(parameter), parameter.DType);

    /// <inheritdoc/>
    protected override void Update(AdafactorGroup group, Tensor parameter, Tensor gradient, ParameterState state)
    {
        if (parameter.Numel == 0) return;
        Tensor g = group.Maximize ? -gradient : gradient;
        double share = Math.Pow(state.Step, group.Beta2Decay), rate = Math.Min(group.Lr, 1 / Math.Sqrt(state.Step));
        double eps1 = group.Eps1 > 0 ? group.Eps1 : parameter.DType == DType.Float32 ? 1.1920928955078125e-07 : 2.220446049250313e-16;
        double step = Math.Max(group.Eps2, RootMeanSquare(parameter)) * rate;
        if (group.WeightDecay != 0) parameter.Mul_(1 - group.Lr * group.WeightDecay);

        Tensor square = g.Square();
        Tensor variance;
        if (parameter.Rank < 2) variance = state.GetOrCreate(2, parameter).Lerp_(square, share);
        else
        {
            Tensor rows = state.GetOrCreate(0, parameter, Rows(parameter)).Lerp_(square.Mean(-1, keepDim: true), share);
            Tensor columns = state.GetOrCreate(1, parameter, Columns(parameter)).Lerp_(square.Mean(-2, keepDim: true), share);
            variance = rows.MatMul(columns) / rows.Mean(-2, keepDim: true).Clamp(min: eps1);
        }

        Tensor update = variance.Clamp(min: eps1 * eps1).Rsqrt().Mul_(g);
        parameter.Add_(update, -step / Math.Max(1, RootMeanSquare(update) / group.D));
    }

    private static double RootMeanSquare(Tensor x) => x.Norm().Item() / Math.Sqrt(x.Numel);

    private static Shape Rows(Tensor parameter) => WithOne(parameter.Shape, ^1);

    private static Shape Columns(Tensor parameter) => WithOne(parameter.Shape, ^2);

    private static Shape WithOne(Shape shape, Index at)
    {
        int[] sizes = [.. shape];
        sizes[at] = 1;
        return Shape.Create(sizes);
    }
}

/// <summary>Parameters with the hyper-parameters of <see cref="Adafactor"/>. What is not set takes the optimizer's value.</summary>
/// <param name="parameters">Floating leaf tensors.</param>
/// <param name="lr">The learning rate; the optimizer's if null.</param>
public sealed class AdafactorGroup(IEnumerable<Tensor> parameters, double? lr = null) : ParameterGroup(s_all, parameters, lr)
{
    internal const double DefaultLr = 1e-2, DefaultBeta2Decay = -0.8, DefaultEps2 = 1e-3;

    private static readonly NumberRange s_notPositive = NumberRange.Between(double.NegativeInfinity, 0, includesMin: false);
    private static readonly HyperParameters s_all = new(DefaultLr);
    private static readonly HyperParameter<double> s_beta2Decay =
        s_all.Number(nameof(Beta2Decay), DefaultBeta2Decay, s_notPositive, key: "beta2_decay");
    private static readonly HyperParameter<double> s_eps1 = s_all.Number(nameof(Eps1), 0, key: "eps1");
    private static readonly HyperParameter<double> s_eps2 = s_all.Number(nameof(Eps2), DefaultEps2, key: "eps2");
    private static readonly HyperParameter<double> s_d = s_all.Number(nameof(D), 1, NumberRange.Above(0));
    private static readonly HyperParameter<double> s_weightDecay = s_all.Number(nameof(WeightDecay), 0);
    private static readonly HyperParameter<bool> s_maximize = s_all.Flag(nameof(Maximize));

    /// <summary>The power of the step's number by which new squares count less and less; −0.8 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a positive number, infinity or NaN.</exception>
    public double Beta2Decay
    {
        get => this[s_beta2Decay];
        set => this[s_beta2Decay] = value;
    }

    /// <summary>The least divisor; 0, by default, for the distance of 1 from the next number of the parameter's dtype.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double Eps1
    {
        get => this[s_eps1];
        set => this[s_eps1] = value;
    }

    /// <summary>The least size of a parameter that a step is measured by; 10⁻³ by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double Eps2
    {
        get => this[s_eps2];
        set => this[s_eps2] = value;
    }

    /// <summary>The root mean square above which an update is scaled down; 1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that is not above 0.</exception>
    public double D
    {
        get => this[s_d];
        set => this[s_d] = value;
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
