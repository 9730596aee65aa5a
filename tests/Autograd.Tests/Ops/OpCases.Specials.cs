using Autograd.Nn;

namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    /// <summary>NaN, infinities and numbers at the ends of the range, where the rows of the operation itself have inputs of another shape.</summary>
    private static OpCase[] FurtherSpecials() =>
    [
        Pairs("special.mse_loss", (a, b) => F.MseLoss(a, b, Reduction.None), "F.mse_loss(*torch.broadcast_tensors(*x), reduction='none')"),
        Pairs("special.l1_loss", (a, b) => F.L1Loss(a, b, Reduction.None), "F.l1_loss(*torch.broadcast_tensors(*x), reduction='none')"),
        Pairs("special.smooth_l1_loss", (a, b) => F.SmoothL1Loss(a, b, Reduction.None), "F.smooth_l1_loss(*torch.broadcast_tensors(*x), reduction='none')"),
        Pairs("special.huber_loss", (a, b) => F.HuberLoss(a, b, Reduction.None), "F.huber_loss(*torch.broadcast_tensors(*x), reduction='none')"),
        Pairs("special.bce_with_logits", (a, b) => F.BceWithLogitsLoss(a, b.Clamp(0, 1), reduction: Reduction.None), "F.binary_cross_entropy_with_logits(*torch.broadcast_tensors(x[0], x[1].clamp(0, 1)), reduction='none')"),
        Pairs("special.kl_div.log", (a, b) => F.KlDivLoss(a, b, Reduction.None, logTarget: true), "F.kl_div(*torch.broadcast_tensors(*x), reduction='none', log_target=True)"),
        Pairs("special.poisson_nll_loss", (a, b) => F.PoissonNllLoss(a, b, reduction: Reduction.None), "F.poisson_nll_loss(*torch.broadcast_tensors(*x), reduction='none')"),
        Pairs("special.margin_ranking_loss", (a, b) => F.MarginRankingLoss(a, b, a.OnesLike(), reduction: Reduction.None), "F.margin_ranking_loss(*torch.broadcast_tensors(*x, torch.ones((), dtype=x[0].dtype)), reduction='none')"),
        Rows("special.cross_entropy", x => F.CrossEntropy(x, Tensor.Ones([x.Shape[0]], DType.Int64, device: x.Device), reduction: Reduction.None), "F.cross_entropy(x[0], torch.ones(len(x[0]), dtype=torch.long), reduction='none')"),
        Rows("special.nll_loss", x => F.NllLoss(x, Tensor.Ones([x.Shape[0]], DType.Int64, device: x.Device), reduction: Reduction.None), "F.nll_loss(x[0], torch.ones(len(x[0]), dtype=torch.long), reduction='none')"),

        Rows("special.layer_norm", x => F.LayerNorm(x, [4]), "F.layer_norm(x[0], (4,))"),
        Rows("special.group_norm", x => F.GroupNorm(x, 2), "F.group_norm(x[0], 2)"),
        Rows("special.instance_norm", x => F.InstanceNorm(x.Unsqueeze(0)), "F.instance_norm(x[0].unsqueeze(0))"),
        Rows("special.batch_norm", x => F.BatchNorm(x.T, null, null, training: true), "F.batch_norm(x[0].t(), None, None, training=True)"),
        Rows("special.normalize", x => F.Normalize(x), "F.normalize(x[0])"),
        Rows("special.cosine_similarity", x => F.CosineSimilarity(x, x.Flip(1)), "F.cosine_similarity(x[0], x[0].flip(1))"),

        Rows("special.max_pool1d", x => F.MaxPool1d(x.Unsqueeze(0), 2, 1, 1), "F.max_pool1d(x[0].unsqueeze(0), 2, 1, 1)"),
        Rows("special.max_pool2d", x => F.MaxPool2d(x.Unsqueeze(0).Unsqueeze(0), 2, 1), "F.max_pool2d(x[0][None, None], 2, 1)"),
        Rows("special.max_pool2d.indices", x => F.MaxPool2dWithIndices(x.Unsqueeze(0).Unsqueeze(0), 2, 1).Indices, "F.max_pool2d(x[0][None, None], 2, 1, return_indices=True)[1]"),
        Rows("special.avg_pool1d", x => F.AvgPool1d(x.Unsqueeze(0), 2, 1, 1), "F.avg_pool1d(x[0].unsqueeze(0), 2, 1, 1)"),
        Rows("special.avg_pool2d", x => F.AvgPool2d(x.Unsqueeze(0).Unsqueeze(0), 2, 1), "F.avg_pool2d(x[0][None, None], 2, 1)"),
        Rows("special.adaptive_avg_pool1d", x => F.AdaptiveAvgPool1d(x.Unsqueeze(0), 3), "F.adaptive_avg_pool1d(x[0].unsqueeze(0), 3)"),
        Rows("special.adaptive_max_pool1d", x => F.AdaptiveMaxPool1d(x.Unsqueeze(0), 3), "F.adaptive_max_pool1d(x[0].unsqueeze(0), 3)"),
        Rows("special.conv1d", x => F.Conv1d(x.Unsqueeze(1), Tensor.Create([1.0, 0.5], device: x.Device).To(x.DType).Reshape(1, 1, 2)), "F.conv1d(x[0].unsqueeze(1), torch.tensor([[[1.0, 0.5]]], dtype=x[0].dtype))"),

        Rows("special.matmul", x => x.MatMul(x.T), "x[0] @ x[0].t()"),
        Rows("special.mv", x => x.Mv(x[0] + 0), "x[0].mv(x[0][0])"),
        Rows("special.max", x => x.Max(), "x[0].max()"),
        Rows("special.min", x => x.Min(), "x[0].min()"),
        Rows("special.amax.dims", x => x.Amax([0, 1]), "x[0].amax((0, 1))"),
        Rows("special.argmax", x => x.ArgMax(), "x[0].argmax()"),
        Rows("special.argmin", x => x.ArgMin(), "x[0].argmin()"),
        Rows("special.argsort", x => x.ArgSort(1), "x[0].argsort(dim=1, stable=True)"),
        Rows("special.sort.first", x => x.Sort(0).Values, "x[0].sort(dim=0, stable=True)[0]"),
        Rows("special.std", x => x.Std(1), "x[0].std(1)"),
        Rows("special.var.biased", x => x.Var(1, 0), "x[0].var(1, unbiased=False)"),
        Rows("special.norm.0", x => x.Norm(0, 1), "torch.linalg.vector_norm(x[0], 0, 1)").OnKinks("a count"),
        Rows("special.norm.1.5", x => x.Norm(1.5, 1), "x[0].norm(1.5, 1)"),
        Rows("special.norm.-1", x => x.Norm(-1, 1), "x[0].norm(-1, 1)"),
        Rows("special.norm.-inf", x => x.Norm(double.NegativeInfinity, 1), "x[0].norm(float('-inf'), 1)"),
        Rows("special.logsumexp.dims", x => x.LogSumExp([0, 1]), "x[0].logsumexp((0, 1))"),
        Rows("special.softmin", x => x.Softmin(1), "F.softmin(x[0], 1)"),
        Rows("special.glu", x => x.Glu(1), "F.glu(x[0], 1)"),
        Rows("special.prelu", x => x.PRelu(Tensor.Full([1], 0.25, x.DType, device: x.Device)), "F.prelu(x[0], torch.tensor([0.25], dtype=x[0].dtype))"),
        Rows("special.dropout.none", x => F.Dropout(x, 0), "F.dropout(x[0], 0.0)"),
        Rows("special.dropout.all", x => F.Dropout(x, 1), "F.dropout(x[0], 1.0)"),
        Rows("special.masked_fill", x => x.MaskedFill(x.IsNaN(), 0), "x[0].masked_fill(x[0].isnan(), 0)"),
        Rows("special.where", x => Tensor.Where(x > 0, x, x * 0), "torch.where(x[0] > 0, x[0], x[0] * 0)"),
    ];

    /// <summary>A function of two tensors of one shape; every special number meets every other.</summary>
    private static OpCase Pairs(
        string name,
        Func<Tensor, Tensor, Tensor> function,
        string judge,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(function))] string source = "")
    {
        return Case(name, x => function(Spread(x[0], x[1]), Spread(x[1], x[0])), judge, Shapes(Nonzero((3, 4)), Positive((3, 4))), source: source).Specials().WithoutSizes();

        static Tensor Spread(Tensor x, Tensor other) => x.BroadcastTo(Broadcasting.Shapes("spread", x.Shape, other.Shape));
    }

    /// <summary>A function of rows of four.</summary>
    private static OpCase Rows(
        string name,
        Func<Tensor, Tensor> function,
        string judge,
        [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(function))] string source = "") =>
        Case(name, x => function(x[0]), judge, Shapes(Spaced((5, 4))), source: source).SpecialRows().WithoutSizes();

    /// <summary>Sizes of 0 and 1 are the business of the operation's own row.</summary>
    private static OpCase WithoutSizes(this OpCase row) => row with { Draws = [.. row.Draws.Where(d => d.Kind != DrawKind.Sizes)] };
}
