using Autograd.Nn;
using Autograd.Tests.Ops;

namespace Autograd.Tests.Nn;

internal static partial class ModuleCases
{
    private static Tensor Two => Tensor.Create([0.5f, 2]);

    private static ModuleCase[] Losses() =>
    [
        Loss("nn.MSELoss()", () => new MseLoss(), (3, 4), Fixed((3, 4), Domain.Plain)),
        Loss("nn.BCELoss(torch.tensor([0.5, 2]))", () => new BceLoss(Two), Unit((3, 2)), Fixed((3, 2), Domain.Unit)),
        Loss(
            "nn.BCEWithLogitsLoss(torch.tensor([0.5, 2]), pos_weight=torch.tensor([0.5, 2]))", () => new BceWithLogitsLoss(Two, posWeight: Two),
            (3, 2), Fixed((3, 2), Domain.Unit)),
        Loss("nn.NLLLoss(torch.tensor([0.5, 2]))", () => new NllLoss(Two), (3, 2), Index(3, 2)),
        Loss(
            "nn.CrossEntropyLoss(torch.tensor([0.5, 2]), label_smoothing=0.1)", () => new CrossEntropyLoss(Two, labelSmoothing: 0.1),
            (3, 2), Index(3, 2)),
        Loss("nn.L1Loss()", () => new L1Loss(), (3, 4), Fixed((3, 4), Domain.Plain)),
        Loss("nn.SmoothL1Loss(beta=0.5)", () => new SmoothL1Loss(beta: 0.5), (3, 4), Fixed((3, 4), Domain.Plain)),
        Loss("nn.HuberLoss(delta=0.5)", () => new HuberLoss(delta: 0.5), (3, 4), Fixed((3, 4), Domain.Plain)),
        Loss("nn.KLDivLoss()", () => new KlDivLoss(), (3, 4), Fixed((3, 4), Domain.Unit)),
        Loss("nn.HingeEmbeddingLoss(0.5)", () => new HingeEmbeddingLoss(0.5), (3, 4), Fixed((3, 4), Domain.Ties)),
        Loss("nn.SoftMarginLoss()", () => new SoftMarginLoss(), (3, 4), Fixed((3, 4), Domain.Ties)),
        Loss(
            "nn.MultiLabelSoftMarginLoss(torch.tensor([0.5, 2]))", () => new MultiLabelSoftMarginLoss(Two), (3, 2), Fixed((3, 2), Domain.Unit)),
        Loss("nn.PoissonNLLLoss(full=True)", () => new PoissonNllLoss(full: true), (3, 4), Fixed((3, 4), Domain.Positive)),
        Of(
            "nn.GaussianNLLLoss()", _ => new GaussianNllLoss(), (m, x) => m.Call(x[0], x[1], x[2]),
            (3, 4), Fixed((3, 4), Domain.Plain), Positive((3, 4))),
        Of("nn.CosineEmbeddingLoss(0.1)", _ => new CosineEmbeddingLoss(0.1), (m, x) => m.Call(x[0], x[1], x[2]), (6, 4), (6, 4), Fixed(6, Domain.Ties)),
        Of("nn.MarginRankingLoss(0.2)", _ => new MarginRankingLoss(0.2), (m, x) => m.Call(x[0], x[1], x[2]), 6, 6, Fixed(6, Domain.Ties)),
        Of(
            "nn.TripletMarginLoss(0.7, swap=True)", _ => new TripletMarginLoss(0.7, swap: true), (m, x) => m.Call(x[0], x[1], x[2]),
            (5, 4), (5, 4), (5, 4)),
    ];
}
