using System.Runtime.CompilerServices;

namespace Autograd.Optim;

/// <summary>
/// Muon: momentum whose matrix is made orthogonal, nearly, by Newton and Schulz's iteration before the step. For the matrices inside a
/// model.
/// </summary>
/// <remarks>
/// m = momentum·m + (1 − momentum)·g; u = (1 − momentum)·g + momentum·m with Nesterov, or else m; X = u / |u|, five times
/// X = a·X + (b·A + c·A²)·X where A = X·Xᵀ; p = p · (1 − lr · weightDecay) − lr · √max(1, rows / columns) · X. A parameter of more than two
/// dimensions (a convolution's) is the matrix of its first one by all others. Embeddings, output layers, biases and gains are left to
/// another optimizer. Source: Jordan et al. (2024), "Muon: an optimizer for hidden layers in neural networks"; as in PyTorch 2.
/// </remarks>
public sealed class Muon : Optimizer<MuonGroup>
{
    private static readonly string[] s_stateNames = ["momentum_buffer"];

    /// <summary>Creates the optimizer over parameters with the same hyper-parameters.</summary>
    /// <param name="parameters">Floating leaf tensors of at least two dimensions, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="weightDecay"><inheritdoc cref="MuonGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="momentum"><inheritdoc cref="MuonGroup.Momentum" path="/summary/node()"/></param>
    /// <param name="nesterov"><inheritdoc cref="MuonGroup.Nesterov" path="/summary/node()"/></param>
    /// <param name="nsSteps"><inheritdoc cref="MuonGroup.NsSteps" path="/summary/node()"/></param>
    /// <param name="matchRmsAdamW"><inheritdoc cref="MuonGroup.MatchRmsAdamW" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no parameter, one is given twice, or one has fewer than two dimensions.</exception>
    /// <exception cref="GraphException">A tensor is not a leaf.</exception>
    /// <exception cref="DTypeException">A tensor is not floating.</exception>
    [OverloadResolutionPriority(1)] // for [], which could be either
    public Muon(
        IEnumerable<Tensor> parameters,
        double lr = MuonGroup.DefaultLr,
        double weightDecay = MuonGroup.DefaultWeightDecay,
        double momentum = MuonGroup.DefaultMomentum,
        bool nesterov = true,
        int nsSteps = MuonGroup.DefaultNsSteps,
        bool matchRmsAdamW = false)
        : this([new MuonGroup(parameters)], lr, weightDecay, momentum, nesterov, nsSteps, matchRmsAdamW)
    {
    }

    /// <summary>
    /// Creates the optimizer over groups. The hyper-parameters given here apply to the groups that do not set their own, as in PyTorch.
    /// </summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="weightDecay"><inheritdoc cref="MuonGroup.WeightDecay" path="/summary/node()"/></param>
    /// <param name="momentum"><inheritdoc cref="MuonGroup.Momentum" path="/summary/node()"/></param>
    /// <param name="nesterov"><inheritdoc cref="MuonGroup.Nesterov" path="/summary/node()"/></param>
    /// <param name="nsSteps"><inheritdoc cref="MuonGroup.NsSteps" path="/summary/node()"/></param>
    /// <param name="matchRmsAdamW"><inheritdoc cref="MuonGroup.MatchRmsAdamW" path="/summary/node()"/></param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter has a value that it cannot have.</exception>
    /// <exception cref="ArgumentException">There is no group, a parameter is in two, or one has fewer than two dimensions.</exception>
    public Muon(
        IEnumerable<MuonGroup> groups,
        double lr = MuonGroup.DefaultLr,
        double weightDecay = MuonGroup.DefaultWeightDecay,
        double momentum = MuonGroup.DefaultMomentum,
        bool nesterov = true,
        int nsSteps = MuonGroup.DefaultNsSteps,
        bool matchRmsAdamW = false)
        : base(groups, new MuonGroup([])
        {
            Lr = lr,
            WeightDecay = weightDecay,
            Momentum = momentum,
            Nesterov = nesterov,
            NsSteps = nsSteps,
            MatchRmsAdamW = matchRmsAdamW,
        })
    {
    }

    /// <summary>Creates the optimizer over groups; a hyper-parameter that a group does not set takes its default.</summary>
    /// <param name="groups">Groups, at least one.</param>
    /// <exception cref="ArgumentException">There is no group, a parameter is in two, or one has fewer than two dimensions.</exception>
    public Muon(params ReadOnlySpan<MuonGroup> groups)
        : this([.. groups], lr: MuonGroup.DefaultLr)
    {
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> StateNames => s_stateNames;

    /// <inheritdoc/>
    protected override void Update(MuonGroup group, Tensor parameter, Tensor gradient, ParameterState state)
    {
        if (parameter.Numel == 0) return;
        Tensor mean = state.GetOrCreate(0, parameter).Lerp_(gradient, 1 - group.Momentum);
        Tensor update = group.Nesterov ? gradient.Lerp(mean, group.Momentum) : mean;
        int rows = parameter.Shape[0], columns = parameter.Numel / rows;
        double scale = group.MatchRmsAdamW ? 0.2 * Math.Sqrt(Math.Max(rows, columns)) : Math.Sqrt(Math.Max(1, (double)rows / columns));
        Tensor direction = Orthogonal(update.Reshape(rows, columns), group.NsSteps).Reshape(parameter.Shape);
        if (group.WeightDecay != 0) parameter.Mul_(1 - group.Lr * group.WeightDecay);
        parameter.Add_(direction, -group.Lr * scale);
    }

    /// <summary>
    /// Singular values near 1 with the same singular vectors: Newton and Schulz's iteration with the coefficients of the paper.
    /// </summary>
    private static Tensor Orthogonal(Tensor matrix, int steps)
    {
        const double a = 3.4445, b = -4.7750, c = 2.0315, eps = 1e-7;
        bool tall = matrix.Shape[0] > matrix.Shape[1];
        Tensor x = (tall ? matrix.T : matrix) / Math.Max(matrix.Norm().Item(), eps);
        for (int i = 0; i < steps; i++)
        {
            Tensor square = x.MatMul(x.T), polynomial = (square.MatMul(square) * c).Add_(square * b);
            x = polynomial.MatMul(x).Add_(x * a);
        }

        return tall ? x.T : x;
    }
}

/// <summary>Parameters with the hyper-parameters of <see cref="Muon"/>. What is not set takes the optimizer's value.</summary>
/// <param name="parameters">Floating leaf tensors of at least two dimensions.</param>
/// <param name="lr">The learning rate; the optimizer's if null.</param>
public sealed class MuonGroup(IEnumerable<Tensor> parameters, double? lr = null) : ParameterGroup(s_all, parameters, lr)
{
    internal const double DefaultLr = 1e-3, DefaultWeightDecay = 0.1, DefaultMomentum = 0.95;
    internal const int DefaultNsSteps = 5;

    private static readonly HyperParameters s_all = new(DefaultLr);
    private static readonly HyperParameter<double> s_weightDecay = s_all.Number(nameof(WeightDecay), DefaultWeightDecay);
    private static readonly HyperParameter<double> s_momentum = s_all.Number(nameof(Momentum), DefaultMomentum, NumberRange.BelowOne);
    private static readonly HyperParameter<bool> s_nesterov = s_all.Flag(nameof(Nesterov), defaultValue: true);
    private static readonly HyperParameter<double> s_nsSteps = s_all.Number(nameof(NsSteps), DefaultNsSteps, NumberRange.Between(0, 99));
    private static readonly HyperParameter<bool> s_matchRmsAdamW = s_all.Flag(nameof(MatchRmsAdamW), key: "match_rms_adamw");

    /// <summary>By how much of itself, times lr, a parameter shrinks at each step; 0.1 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, infinity or NaN.</exception>
    public double WeightDecay
    {
        get => this[s_weightDecay];
        set => this[s_weightDecay] = value;
    }

    /// <summary>How much of the running mean of the gradient stays at each step; 0.95 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set below 0, to 1 or above, or to NaN.</exception>
    public double Momentum
    {
        get => this[s_momentum];
        set => this[s_momentum] = value;
    }

    /// <summary>Looks one step of momentum ahead; true by default.</summary>
    public bool Nesterov
    {
        get => this[s_nesterov];
        set => this[s_nesterov] = value;
    }

    /// <summary>The number of iterations that make the matrix orthogonal; 5 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a negative number, or above 99.</exception>
    public int NsSteps
    {
        get => (int)this[s_nsSteps];
        set => this[s_nsSteps] = value;
    }

    /// <summary>
    /// Scales the step by 0.2 · √max(rows, columns), so that rates and decays found for <see cref="AdamW"/> serve here too.
    /// </summary>
    public bool MatchRmsAdamW
    {
        get => this[s_matchRmsAdamW];
        set => this[s_matchRmsAdamW] = value;
    }

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        for (int i = 0; i < All.Length; i++)
        {
            if (All[i].Rank < 2)
            {
                throw new ArgumentException(
                    $"muon: parameter {i} is {All[i].Spec}: only matrices can be made orthogonal; "
                    + "give biases, gains and embeddings to AdamW");
            }
        }

        if (this[s_nsSteps] != Math.Floor(this[s_nsSteps]))
        {
            throw new ArgumentException(
                $"muon: ns_steps must be a whole number, not {this[s_nsSteps]}");
        }
    }
}
