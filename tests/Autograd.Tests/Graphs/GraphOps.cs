using Autograd.Nn;
using static Autograd.Tests.Graphs.Fits;

namespace Autograd.Tests.Graphs;

/// <summary>The steps that random graphs are made of. One more line here is in every graph after the next run of <c>Golden/graphs.py</c>.</summary>
internal static class GraphOps
{
    public static IReadOnlyList<GraphOp> All { get; } =
    [
        // Pointwise on two.
        new("add", 2, "(x[0] + x[1]) * 0.5", (x, _) => (x[0] + x[1]) * 0.5, Spreading) { Keeps = Kept.None },
        new("sub", 2, "(x[0] - x[1]) * 0.5", (x, _) => (x[0] - x[1]) * 0.5, Spreading) { Keeps = Kept.None },
        new("mul", 2, "x[0] * x[1] * 0.5", (x, _) => x[0] * x[1] * 0.5, Spreading) { Keeps = Kept.First | Kept.Second },
        new("div", 2, "x[0] / (x[1] * x[1] + 1)", (x, _) => x[0] / ((x[1] * x[1]) + 1), Spreading),
        new("pow", 2, "(x[0].square() + 0.5) ** (x[1] * 0.25) * 0.9", (x, _) => (x[0].Square() + 0.5).Pow(x[1] * 0.25) * 0.9, Spreading),
        new("maximum", 2, "torch.maximum(x[0], x[1])", (x, _) => x[0].Maximum(x[1]), Spreading) { FromKink = x => x[0] - x[1] },
        new("minimum", 2, "torch.minimum(x[0], x[1])", (x, _) => x[0].Minimum(x[1]), Spreading) { FromKink = x => x[0] - x[1] },
        new("where", 2, "torch.where(x[0] > x[1], x[0].sin(), x[1])", (x, _) => Tensor.Where(x[0] > x[1], x[0].Sin(), x[1]), Spreading) { FromKink = x => x[0] - x[1] },

        // Pointwise on one.
        new("tanh", 1, "x[0].tanh()", (x, _) => x[0].Tanh(), Anything),
        new("sigmoid", 1, "x[0].sigmoid()", (x, _) => x[0].Sigmoid(), Anything),
        new("exp", 1, "(x[0] * 0.5).exp() * 0.7", (x, _) => (x[0] * 0.5).Exp() * 0.7, Anything),
        new("sin", 1, "x[0].sin()", (x, _) => x[0].Sin(), Anything),
        new("cos", 1, "x[0].cos()", (x, _) => x[0].Cos(), Anything),
        new("log", 1, "(x[0].square() + 0.5).log()", (x, _) => (x[0].Square() + 0.5).Log(), Anything),
        new("log1p", 1, "x[0].square().log1p()", (x, _) => x[0].Square().Log1p(), Anything),
        new("sqrt", 1, "(x[0].square() + 0.5).sqrt() * 0.9", (x, _) => (x[0].Square() + 0.5).Sqrt() * 0.9, Anything),
        new("cube", 1, "x[0] ** 3 * 0.25", (x, _) => x[0].Pow(3) * 0.25, Anything),
        new("reciprocal", 1, "1 / (x[0] * x[0] + 1)", (x, _) => 1 / ((x[0] * x[0]) + 1), Anything),
        new("neg", 1, "-x[0]", (x, _) => -x[0], Anything) { Keeps = Kept.None },
        new("scale", 1, "1.5 - x[0] * 0.25", (x, _) => 1.5 - (x[0] * 0.25), Anything) { Keeps = Kept.None },
        new("relu", 1, "x[0].relu()", (x, _) => x[0].Relu(), Anything) { FromKink = x => x[0] },
        new("abs", 1, "x[0].abs()", (x, _) => x[0].Abs(), Anything) { FromKink = x => x[0] },
        new("clamp", 1, "x[0].clamp(-0.7, 0.8)", (x, _) => x[0].Clamp(-0.7, 0.8), Anything) { FromKink = x => (x[0] + 0.7) * (x[0] - 0.8) },
        new("masked_fill", 1, "x[0].masked_fill((torch.arange(n[0]) % 2 == 0).reshape(x[0].shape), 0.5)",
            (x, n) => x[0].MaskedFill((Tensor.Arange(n[0]) % 2).Eq(0).Reshape(x[0].Shape), 0.5), (x, _) => [x[0].Numel]) { Keeps = Kept.None },

        new("gelu", 1, "F.gelu(x[0])", (x, _) => x[0].Gelu(), Anything),
        new("silu", 1, "F.silu(x[0])", (x, _) => x[0].Silu(), Anything),
        new("softplus", 1, "F.softplus(x[0]) * 0.9", (x, _) => x[0].Softplus() * 0.9, Anything),
        new("elu", 1, "F.elu(x[0], 0.7)", (x, _) => x[0].Elu(0.7), Anything) { FromKink = x => x[0] },
        new("leaky_relu", 1, "F.leaky_relu(x[0], 0.1)", (x, _) => x[0].LeakyRelu(0.1), Anything) { FromKink = x => x[0] },
        new("erf", 1, "x[0].erf()", (x, _) => x[0].Erf(), Anything),
        new("atan", 1, "x[0].atan()", (x, _) => x[0].Atan(), Anything),

        // Reductions: n is a dimension, whether to keep it, and its size.
        new("sum", 1, "x[0].sum(n[0], keepdim=n[1] == 1) / n[2]", (x, n) => x[0].Sum(n[0], keepDim: n[1] == 1) / n[2], Along) { Keeps = Kept.None },
        new("mean", 1, "x[0].mean()", (x, _) => x[0].Mean(), Anything) { Keeps = Kept.None },
        new("mean.dim", 1, "x[0].mean(n[0], keepdim=n[1] == 1)", (x, n) => x[0].Mean(n[0], keepDim: n[1] == 1), Along) { Keeps = Kept.First }, // PyTorch 1.13 saves it
        new("var", 1, "x[0].var((n[0],), unbiased=False, keepdim=n[1] == 1) * 0.5", (x, n) => x[0].Var([n[0]], 0, keepDim: n[1] == 1) * 0.5, Along),
        new("std", 1, "(x[0].var((n[0],), unbiased=False) + 0.1).sqrt() * 0.9", (x, n) => (x[0].Var([n[0]], 0) + 0.1).Sqrt() * 0.9, Along),
        new("logsumexp", 1, "x[0].logsumexp(n[0], keepdim=n[1] == 1) * 0.4", (x, n) => x[0].LogSumExp(n[0], keepDim: n[1] == 1) * 0.4, Along),
        new("prod", 1, "(x[0] * 0.5).prod(n[0], keepdim=n[1] == 1)", (x, n) => (x[0] * 0.5).Prod(n[0], keepDim: n[1] == 1), Short),
        new("norm", 1, "(x[0] + 3).norm(2, n[0], keepdim=n[1] == 1) * (0.4 / n[2])", (x, n) => (x[0] + 3).Norm(2, n[0], keepDim: n[1] == 1) * (0.4 / n[2]), Along),
        new("cumsum", 1, "x[0].cumsum(n[0]) / n[2]", (x, n) => x[0].CumSum(n[0]) / n[2], Along) { Keeps = Kept.None },
        new("sort", 1, "x[0].sort(n[0], descending=n[1] == 1)[0]", (x, n) => x[0].Sort(n[0], descending: n[1] == 1).Values, Along) { FromKink = Gaps },
        new("softmax", 1, "x[0].softmax(n[0])", (x, n) => x[0].Softmax(n[0]), Along),
        new("log_softmax", 1, "x[0].log_softmax(n[0]) * 0.25", (x, n) => x[0].LogSoftmax(n[0]) * 0.25, Along),
        new("amax", 1, "x[0].amax(n[0], keepdim=n[1] == 1)", (x, n) => x[0].Amax(n[0], keepDim: n[1] == 1), Along) { FromKink = Gaps },
        new("max", 1, "x[0].max(n[0])[0]", (x, n) => x[0].Max(n[0]).Values, Along) { FromKink = Gaps },
        new("min", 1, "x[0].min(n[0], keepdim=True)[0]", (x, n) => x[0].Min(n[0], keepDim: true).Values, Along) { FromKink = Gaps },

        // Products.
        new("matmul", 2, "x[0] @ x[1] * (0.5 / n[0])", (x, n) => x[0].MatMul(x[1]) * (0.5 / n[0]), Multiplying) { Keeps = Kept.First | Kept.Second },
        new("gram", 1, "x[0] @ x[0].transpose(-1, -2) * (0.5 / n[0])", (x, n) => x[0].MatMul(x[0].Transpose(-1, -2)) * (0.5 / n[0]),
            (x, _) => x[0].Rank >= 2 ? [x[0].Shape[^1]] : null),
        new("linear", 2, "F.linear(x[0], x[1]) * (0.5 / n[0])", (x, n) => F.Linear(x[0], x[1]) * (0.5 / n[0]),
            (x, _) => x[0].Rank >= 1 && x[1].Rank == 2 && x[0].Shape[^1] == x[1].Shape[1] ? [x[1].Shape[1]] : null),
        new("conv2d", 2, "F.conv2d(x[0].reshape(n[:4]), x[1].reshape(-1)[:n[8]].reshape(n[4:8]), padding=1) * (0.5 / n[8])",
            (x, n) => F.Conv2d(x[0].Reshape(n.AsSpan(0, 4)), x[1].Reshape(-1)[..n[8]].Reshape(n.AsSpan(4, 4)), padding: 1) * (0.5 / n[8]), Convolving),
        new("conv1d", 2, "F.conv1d(x[0].reshape(n[:3]), x[1].reshape(-1)[:n[6]].reshape(n[3:6]), stride=2, padding=1) * (0.5 / n[6])",
            (x, n) => F.Conv1d(x[0].Reshape(n.AsSpan(0, 3)), x[1].Reshape(-1)[..n[6]].Reshape(n.AsSpan(3, 3)), stride: 2, padding: 1) * (0.5 / n[6]), ConvolvingLines),
        new("einsum", 2, "torch.einsum('...i,...i->...', x[0], x[1]) * (0.5 / n[0])", (x, n) => Tensor.Einsum("...i,...i->...", x[0], x[1]) * (0.5 / n[0]),
            (x, _) => x[0].Rank > 0 && x[0].Shape == x[1].Shape ? [x[0].Shape[^1]] : null),
        new("layer_norm", 1, "F.layer_norm(x[0], x[0].shape[-1:], eps=0.1) * 0.5", (x, _) => F.LayerNorm(x[0], [x[0].Shape[^1]], eps: 0.1) * 0.5,
            (x, _) => x[0].Rank > 0 ? [] : null),
        new("avg_pool2d", 1, "F.avg_pool2d(x[0].reshape(n), 2, 1)", (x, n) => F.AvgPool2d(x[0].Reshape(n), 2, 1), (x, dice) => Image(x[0], dice)),
        new("max_pool2d", 1, "F.max_pool2d(x[0].reshape(n), 2, 1)", (x, n) => F.MaxPool2d(x[0].Reshape(n), 2, 1), (x, dice) => Image(x[0], dice)) { FromKink = Gaps },
        new("cross_entropy", 1, "F.cross_entropy(x[0], torch.tensor(n)) * 0.25", (x, n) => F.CrossEntropy(x[0], Tensor.Create(n)) * 0.25,
            (x, dice) => x[0].Rank == 2 ? [.. Enumerable.Range(0, x[0].Shape[0]).Select(_ => dice.Below(x[0].Shape[1]))] : null),
        new("mse_loss", 2, "F.mse_loss(x[0], x[1]) * 0.125", (x, _) => F.MseLoss(x[0], x[1]) * 0.125, (x, _) => x[0].Shape == x[1].Shape ? [] : null),

        // Views.
        View("transpose", "x[0].transpose(n[0], n[1])", (x, n) => x.Transpose(n[0], n[1]), (x, dice) => x.Rank > 0 ? [dice.Below(x.Rank), dice.Below(x.Rank)] : null),
        View("permute", "x[0].permute(n)", (x, n) => x.Permute(n), (x, dice) => x.Rank > 1 ? dice.Order(x.Rank) : null),
        View("row", "x[0][n[0]]", (x, n) => x[n[0]], (x, dice) => x.Rank > 0 ? [dice.Below(x.Shape[0])] : null),
        View("range", "x[0][n[0]:]", (x, n) => x[n[0]..], (x, dice) => x.Rank > 0 ? [dice.Below(x.Shape[0])] : null),
        View("step", "x[0][..., n[0]::2]", (x, n) => x[TensorIndex.Ellipsis, TensorIndex.Slice(n[0].., 2)], (x, dice) => x.Rank > 0 ? [dice.Below(Math.Min(2, x.Shape[^1]))] : null),
        View("narrow", "x[0].narrow(n[0], n[1], n[2])", (x, n) => x.Narrow(n[0], n[1], n[2]), Narrowing),
        View("select", "x[0].select(n[0], n[1])", (x, n) => x.Select(n[0], n[1]), Selecting),
        View("unsqueeze", "x[0].unsqueeze(n[0])", (x, n) => x.Unsqueeze(n[0]), (x, dice) => [dice.Below(x.Rank + 1)]),
        View("squeeze", "x[0].squeeze()", (x, _) => x.Squeeze(), (x, _) => x.Shape.ToArray().Contains(1) ? [] : null),
        View("reshape", "x[0].reshape(n)", (x, n) => x.Reshape(n), (x, dice) => Factors(x.Numel, dice)),
        View("flatten", "x[0].flatten()", (x, _) => x.Flatten(), (x, _) => x.Rank > 1 ? [] : null),
        View("expand", "x[0].expand(n)", (x, n) => x.Expand(n), (x, dice) => [dice.Between(1, 3), .. x.Shape.ToArray()]),

        View("diagonal", "x[0].diagonal(n[0], -2, -1)", (x, n) => x.Diagonal(n[0], -2, -1), (x, dice) => x.Rank > 1 ? [dice.Between(1 - x.Shape[^2], x.Shape[^1] - 1)] : null),

        // Copies.
        new("clone", 1, "x[0].clone()", (x, _) => x[0].Clone(), Anything) { Keeps = Kept.None },
        new("contiguous", 1, "x[0].contiguous()", (x, _) => x[0].Contiguous(), Anything) { Keeps = Kept.None, MayShare = true },
        new("cat", 2, "torch.cat([x[0], x[1], x[0]], n[0])", (x, n) => Tensor.Cat([x[0], x[1], x[0]], n[0]), Joining) { Keeps = Kept.None },
        new("stack", 2, "torch.stack([x[0], x[1]], n[0])", (x, n) => Tensor.Stack([x[0], x[1]], n[0]),
            (x, dice) => x[0].Shape == x[1].Shape ? [dice.Below(x[0].Rank + 1)] : null) { Keeps = Kept.None },
        new("index_select", 1, "x[0].index_select(n[0], torch.tensor(n[1:]))", (x, n) => x[0].IndexSelect(n[0], Tensor.Create(n.AsSpan(1))), Indexing) { Keeps = Kept.None },
        new("gather", 1, "x[0].gather(n[0], torch.tensor(n[2:]).reshape([n[1] if d == n[0] else 1 for d in range(x[0].dim())]))",
            (x, n) => x[0].Gather(n[0], PlacesAlong(x[0], n)), Gathering),
        new("index_add", 1, "x[0].index_add(n[0], torch.tensor(n[1:]), x[0].index_select(n[0], torch.tensor(n[1:]))) / len(n)",
            (x, n) => x[0].IndexAdd(n[0], Tensor.Create(n.AsSpan(1)), x[0].IndexSelect(n[0], Tensor.Create(n.AsSpan(1)))) / n.Length, Indexing),

        new("flip", 1, "x[0].flip(n[0])", (x, n) => x[0].Flip(n[0]), Along) { Keeps = Kept.None },
        new("roll", 1, "x[0].roll(n[0], n[1])", (x, n) => x[0].Roll(n[0], n[1]), (x, dice) => x[0].Rank > 0 ? [dice.Between(-3, 3), dice.Below(x[0].Rank)] : null) { Keeps = Kept.None },
        new("repeat", 1, "x[0].repeat(n)", (x, n) => x[0].Repeat(n), (x, dice) => [dice.Between(1, 2), .. x[0].Shape.ToArray().Select(_ => dice.Between(1, 2))]) { Keeps = Kept.None },
        new("tril", 1, "x[0].tril(n[0])", (x, n) => x[0].Tril(n[0]), (x, dice) => x[0].Rank > 1 ? [dice.Between(-1, 1)] : null) { Keeps = Kept.None },
        new("pad", 1, "F.pad(x[0], n, value=0.25)", (x, n) => x[0].Pad(n, value: 0.25), (x, dice) => x[0].Rank > 0 ? [dice.Below(3), dice.Below(3)] : null) { Keeps = Kept.None },
        new("pad.reflect", 1, "F.pad(x[0], n, 'reflect')", (x, n) => x[0].Pad(n, PadMode.Reflect), Mirroring),
        new("index", 1, "x[0][torch.tensor(n)]", (x, n) => x[0][Tensor.Create(n)], (x, dice) =>
            x[0].Rank > 0 ? Indexing(x, dice) is { } places ? [.. places.Skip(1).Select(p => p % x[0].Shape[0])] : null : null) { Keeps = Kept.None },
        new("scatter_add", 1, "(lambda x, dim, i: x.scatter_add(dim, i, x.gather(dim, i)))(x[0], n[0], torch.tensor(n[2:]).reshape([n[1] if d == n[0] else 1 for d in range(x[0].dim())])) * 0.25",
            (x, n) => x[0].ScatterAdd(n[0], PlacesAlong(x[0], n), x[0].Gather(n[0], PlacesAlong(x[0], n))) * 0.25, Gathering),
        new("scatter", 2, "x[0].scatter(0, torch.tensor(n), x[1])", (x, n) => x[0].Scatter(0, Tensor.Create(n), x[1]),
            (x, dice) => x[0].Rank == 1 && x[1].Rank == 1 && x[1].Shape[0] <= x[0].Shape[0] ? dice.Order(x[0].Shape[0])[..x[1].Shape[0]] : null) { Keeps = Kept.None },
        new("masked_select", 1, "x[0][(torch.arange(n[0]) % 2 == 0).reshape(x[0].shape)]",
            (x, n) => x[0][(Tensor.Arange(n[0]) % 2).Eq(0).Reshape(x[0].Shape)], (x, _) => x[0].Rank > 0 ? [x[0].Numel] : null) { Keeps = Kept.None },
        new("index.two", 1, "x[0][torch.tensor(n[:2]), ..., torch.tensor(n[2:])]", (x, n) => x[0][Tensor.Create(n.AsSpan(0, 2)), TensorIndex.Ellipsis, Tensor.Create(n.AsSpan(2))],
            (x, dice) => x[0].Rank > 1 ? [dice.Below(x[0].Shape[0]), dice.Below(x[0].Shape[0]), dice.Below(x[0].Shape[^1]), dice.Below(x[0].Shape[^1])] : null) { Keeps = Kept.None },

        // In place.
        Change("add_", 2, "x[0].add_(x[1]).mul_(0.5)", (x, _) => x[0].Add_(x[1]).Mul_(0.5), Into, Kept.None),
        Change("sub_", 2, "x[0].sub_(x[1]).mul_(0.5)", (x, _) => x[0].Sub_(x[1]).Mul_(0.5), Into, Kept.None),
        Change("mul_", 2, "x[0].mul_(x[1]).mul_(0.5)", (x, _) => x[0].Mul_(x[1]).Mul_(0.5), Into, Kept.Second),
        Change("div_", 2, "x[0].div_(x[1].square() + 1)", (x, _) => x[0].Div_(x[1].Square() + 1), Into, Kept.Second),
        Change("copy_", 2, "x[0].copy_(x[1])", (x, _) => x[0].Copy_(x[1]), Into, Kept.None),
        Change("scale_", 1, "x[0].mul_(-0.5).add_(0.75)", (x, _) => x[0].Mul_(-0.5).Add_(0.75), Anything, Kept.None),
        Change("neg_", 1, "x[0].neg_()", (x, _) => x[0].Neg_(), Anything, Kept.None),
        Change("sin_", 1, "x[0].sin_()", (x, _) => x[0].Sin_(), Anything, Kept.None),
        Change("square_", 1, "x[0].square_().mul_(0.5)", (x, _) => x[0].Square_().Mul_(0.5), Anything, Kept.None),
        Change("tanh_", 1, "x[0].tanh_()", (x, _) => x[0].Tanh_(), Anything, Kept.Output),
        Change("sigmoid_", 1, "x[0].sigmoid_()", (x, _) => x[0].Sigmoid_(), Anything, Kept.Output),
        Change("exp_", 1, "x[0].mul_(0.25).exp_()", (x, _) => x[0].Mul_(0.25).Exp_(), Anything, Kept.Output),
        Change("fill_row", 1, "after(x[0], lambda c: c[n[0]].fill_(0.25))", (x, n) => After(x[0], c => c[n[0]].Fill_(0.25)), Row, Kept.None),
        Change("set_masked", 1, "after(x[0], lambda c: c.__setitem__((torch.arange(n[0]) % 3 == 0).reshape(c.shape), 0.25))",
            (x, n) => After(x[0], c => c[(Tensor.Arange(n[0]) % 3).Eq(0).Reshape(c.Shape)] = 0.25), (x, _) => x[0].Rank > 0 ? [x[0].Numel] : null, Kept.None),
        Change("scale_row", 1, "after(x[0], lambda c: c[n[0]].mul_(-0.5))", (x, n) => After(x[0], c => c[n[0]].Mul_(-0.5)), Row, Kept.None),
        Change("sin_column", 1, "after(x[0], lambda c: c.transpose(0, -1)[n[0]:].sin_())", (x, n) => After(x[0], c => c.Transpose(0, -1)[n[0]..].Sin_()), Row, Kept.None),
        Change("set_row", 2, "after(x[0], lambda c: c.__setitem__(n[0], x[1]))", (x, n) => After(x[0], c => c[n[0]] = x[1]),
            (x, dice) => x[0].Rank > 0 && Within(x[1].Shape, x[0].Shape.AsSpan()[1..]) ? [dice.Below(x[0].Shape[0])] : null, Kept.None),
        Change("set_column", 2, "after(x[0], lambda c: c.__setitem__((..., n[0]), x[1]))", (x, n) => After(x[0], c => c[TensorIndex.Ellipsis, n[0]] = x[1]),
            (x, dice) => x[0].Rank > 0 && Within(x[1].Shape, x[0].Shape.AsSpan()[..^1]) ? [dice.Below(x[0].Shape[^1])] : null, Kept.None),
        Change("add_to_diagonal", 1, "after(x[0], lambda c: c.diagonal(0, 0, -1).add_(0.5).mul_(0.5))", (x, _) => After(x[0], c => c.Diagonal(0, 0, -1).Add_(0.5).Mul_(0.5)),
            (x, _) => x[0].Rank > 1 ? [] : null, Kept.None),
    ];

    public static GraphOp Named(string name) => All.Single(op => op.Name == name);

    private static GraphOp View(string name, string expression, Func<Tensor, int[], Tensor> apply, Func<Tensor, Dice, int[]?> fit) =>
        new(name, 1, expression, (x, n) => apply(x[0], n), (x, dice) => fit(x[0], dice)) { Keeps = Kept.None, MayShare = true };

    private static GraphOp Change(
        string name, int operands, string expression, Func<Tensor[], int[], Tensor> apply, Func<Tensor[], Dice, int[]?> fit, Kept keeps) =>
        new(name, operands, expression, apply, fit) { InPlace = true, Keeps = keeps };

    /// <summary>The places that <see cref="Gathering"/> drew, as a tensor of the operand's rank.</summary>
    private static Tensor PlacesAlong(Tensor x, int[] n) => Tensor.Create(n.AsSpan(2)).Reshape([.. Enumerable.Range(0, x.Rank).Select(d => d == n[0] ? n[1] : 1)]);

    private static Tensor After(Tensor tensor, Action<Tensor> change)
    {
        change(tensor);
        return tensor;
    }
}
