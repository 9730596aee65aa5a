using Autograd.Nn;

namespace Autograd.Tests.Nn;

internal static partial class ModuleCases
{
    private static ModuleCase[] Layers() =>
    [
        Layer("nn.Linear(3, 2)", g => new Linear(3, 2, generator: g), (4, 3)),
        Of("nn.Bilinear(3, 4, 2)", g => new Bilinear(3, 4, 2, generator: g), (m, x) => m.Call(x[0], x[1]), (5, 3), (5, 4)),
        Layer("nn.Flatten()", _ => new Flatten(), (2, 3, 4)),
        Layer("nn.Identity()", _ => new Identity(), (2, 3)),
        Layer("nn.PixelShuffle(2)", _ => new PixelShuffle(2), (2, 8, 3, 2)),
        Layer("nn.PixelUnshuffle(2)", _ => new PixelUnshuffle(2), (2, 3, 4, 6)),

        Layer("nn.Conv1d(2, 4, 3, padding=1)", g => new Conv1d(2, 4, 3, padding: 1, generator: g), (2, 2, 5)),
        Layer("nn.Conv2d(2, 4, 3, stride=2, groups=2)", g => new Conv2d(2, 4, 3, stride: 2, groups: 2, generator: g), (2, 2, 5, 7)),
        Layer("nn.Conv3d(2, 3, 2)", g => new Conv3d(2, 3, 2, generator: g), (1, 2, 3, 3, 4)),
        Layer("nn.ConvTranspose1d(2, 4, 3)", g => new ConvTranspose1d(2, 4, 3, generator: g), (2, 2, 4)),
        Layer("nn.ConvTranspose2d(2, 4, 3, stride=2)", g => new ConvTranspose2d(2, 4, 3, stride: 2, generator: g), (2, 2, 3, 2)),
        Layer("nn.ConvTranspose3d(2, 3, 2)", g => new ConvTranspose3d(2, 3, 2, generator: g), (1, 2, 2, 3, 2)),

        Layer("nn.AvgPool1d(2)", _ => new AvgPool1d(2), (2, 3, 6)),
        Layer("nn.AvgPool2d(2)", _ => new AvgPool2d(2), (2, 3, 4, 6)),
        Layer("nn.MaxPool1d(2)", _ => new MaxPool1d(2), (2, 3, 6)),
        Layer("nn.MaxPool2d(3, 2, padding=1)", _ => new MaxPool2d(3, 2, padding: 1), (2, 3, 4, 6)),
        Layer("nn.AdaptiveAvgPool1d(2)", _ => new AdaptiveAvgPool1d(2), (2, 3, 5)),
        Layer("nn.AdaptiveAvgPool2d(2)", _ => new AdaptiveAvgPool2d(2), (2, 3, 5, 4)),
        Layer("nn.AdaptiveMaxPool1d(2)", _ => new AdaptiveMaxPool1d(2), (2, 3, 5)),
        Layer("nn.AdaptiveMaxPool2d(2)", _ => new AdaptiveMaxPool2d(2), (2, 3, 5, 4)),
        Of(
            "lambda x: nn.MaxUnpool1d(2)(*F.max_pool1d(x, 2, return_indices=True))", _ => new MaxUnpool1d(2),
            (m, x) => Unpooled(F.MaxPool1dWithIndices(x[0], 2), (values, indices) => m.Call(values, indices)), (2, 3, 6)),
        Of(
            "lambda x: nn.MaxUnpool2d(2)(*F.max_pool2d(x, 2, return_indices=True))", _ => new MaxUnpool2d(2),
            (m, x) => Unpooled(F.MaxPool2dWithIndices(x[0], 2), (values, indices) => m.Call(values, indices)), (2, 3, 4, 6)),

        Layer("nn.ZeroPad2d(1)", _ => new ZeroPad2d(1), (2, 3, 4, 5)),
        Layer("nn.ReflectionPad2d(1)", _ => new ReflectionPad2d(1), (2, 3, 4, 5)),
        Layer("nn.ReplicationPad2d(1)", _ => new ReplicationPad2d(1), (2, 3, 4, 5)),

        Layer("nn.Dropout(0.4)", g => new Dropout(0.4, g), (6, 7)),
        Layer("nn.Dropout1d(0.4)", g => new Dropout1d(0.4, g), (6, 5, 3)),
        Layer("nn.Dropout2d(0.4)", g => new Dropout2d(0.4, g), (4, 5, 3, 2)),
        Layer("nn.Dropout3d(0.4)", g => new Dropout3d(0.4, g), (4, 5, 2, 3, 2)),
        Layer("nn.AlphaDropout(0.4)", g => new AlphaDropout(0.4, g), (6, 7)),
        Layer("nn.FeatureAlphaDropout(0.4)", g => new FeatureAlphaDropout(0.4, g), (4, 5, 3)),

        Layer("nn.BatchNorm1d(3)", _ => new BatchNorm1d(3), (5, 3)),
        Layer("nn.BatchNorm2d(3)", _ => new BatchNorm2d(3), (2, 3, 4, 2)),
        Layer("nn.BatchNorm3d(3)", _ => new BatchNorm3d(3), (2, 3, 2, 3, 2)),
        Layer(
            "nn.InstanceNorm1d(3, affine=True, track_running_stats=True)", _ => new InstanceNorm1d(3, affine: true, trackRunningStats: true),
            (2, 3, 5)),
        Layer("nn.InstanceNorm2d(3)", _ => new InstanceNorm2d(3), (2, 3, 4, 2)),
        Layer("nn.InstanceNorm3d(3)", _ => new InstanceNorm3d(3), (2, 3, 2, 3, 2)),
        Layer("nn.LayerNorm([3, 4])", _ => new LayerNorm([3, 4]), (2, 3, 4)),
        Layer("nn.LocalResponseNorm(3, alpha=0.1, k=2)", _ => new LocalResponseNorm(3, alpha: 0.1, k: 2), (2, 5, 4, 2)),
        Layer("nn.GroupNorm(2, 4)", _ => new GroupNorm(2, 4), (2, 4, 3)),
        Layer(
            "lambda x: x / (x.square().mean(-1, keepdim=True) + torch.finfo(x.dtype).eps).sqrt()", _ => new RmsNorm(3), (4, 3)),

        Layer("nn.Embedding(6, 2)", g => new Embedding(6, 2, generator: g), Index((3, 4), 6)),
        Of(
            "nn.MultiheadAttention(4, 2, kdim=3)", g => new MultiheadAttention(4, 2, kDim: 3, generator: g),
            (m, x) => m.Call(x[0], x[1], x[2]).Output, (5, 2, 4), (3, 2, 3), (3, 2, 4)),

        Layer("nn.Sequential(nn.Linear(3, 2), nn.ReLU())", g => new Sequential(new Linear(3, 2, generator: g), new Relu()), (4, 3)),
        new("ModuleList", typeof(ModuleList<>), null, g => new ModuleList<Linear>(new Linear(3, 2, generator: g), new Linear(2, 1, generator: g)), NotCalled, [])
        {
            NoJudge = "it computes nothing",
        },
    ];

    private static Tensor Unpooled((Tensor Values, Tensor Indices) pooled, Func<Tensor, Tensor, Tensor> unpool) => unpool(pooled.Values, pooled.Indices);

    private static Tensor NotCalled(Module module, Tensor[] x) => throw new InvalidOperationException($"{module} has no output");
}
