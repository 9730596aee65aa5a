using Autograd.Nn;
using Xunit.Sdk;

namespace Autograd.Tests.Nn;

public sealed class ModuleAssertTests
{
    private static readonly Dictionary<Type, Func<Module>> s_samples = new()
    {
        [typeof(Linear)] = () => new Linear(3, 2),
        [typeof(Bilinear)] = () => new Bilinear(3, 4, 2),
        [typeof(Threshold)] = () => new Threshold(0.5, 7),
        [typeof(Conv2d)] = () => new Conv2d(2, 4, 3, groups: 2),
        [typeof(AvgPool2d)] = () => new AvgPool2d(2),
        [typeof(MaxPool2d)] = () => new MaxPool2d(2),
        [typeof(Conv1d)] = () => new Conv1d(2, 4, 3),
        [typeof(Conv3d)] = () => new Conv3d(2, 4, 3),
        [typeof(ConvTranspose1d)] = () => new ConvTranspose1d(2, 4, 3),
        [typeof(ConvTranspose2d)] = () => new ConvTranspose2d(2, 4, 3),
        [typeof(ConvTranspose3d)] = () => new ConvTranspose3d(2, 4, 3),
        [typeof(AvgPool1d)] = () => new AvgPool1d(2),
        [typeof(MaxPool1d)] = () => new MaxPool1d(2),
        [typeof(AdaptiveAvgPool1d)] = () => new AdaptiveAvgPool1d(2),
        [typeof(AdaptiveAvgPool2d)] = () => new AdaptiveAvgPool2d(2),
        [typeof(AdaptiveMaxPool1d)] = () => new AdaptiveMaxPool1d(2),
        [typeof(AdaptiveMaxPool2d)] = () => new AdaptiveMaxPool2d(2),
        [typeof(MaxUnpool1d)] = () => new MaxUnpool1d(2),
        [typeof(MaxUnpool2d)] = () => new MaxUnpool2d(2),
        [typeof(ZeroPad2d)] = () => new ZeroPad2d(1),
        [typeof(ReflectionPad2d)] = () => new ReflectionPad2d(1),
        [typeof(ReplicationPad2d)] = () => new ReplicationPad2d(1),
        [typeof(Flatten)] = () => new Flatten(),
        [typeof(Relu)] = () => new Relu(),
        [typeof(Sigmoid)] = () => new Sigmoid(),
        [typeof(Autograd.Nn.Tanh)] = () => new Autograd.Nn.Tanh(),
        [typeof(LeakyRelu)] = () => new LeakyRelu(),
        [typeof(RRelu)] = () => new RRelu(),
        [typeof(Softmax2d)] = () => new Softmax2d(),
        [typeof(PRelu)] = () => new PRelu(),
        [typeof(Relu6)] = () => new Relu6(),
        [typeof(Elu)] = () => new Elu(),
        [typeof(Selu)] = () => new Selu(),
        [typeof(Celu)] = () => new Celu(),
        [typeof(Gelu)] = () => new Gelu(),
        [typeof(Silu)] = () => new Silu(),
        [typeof(Mish)] = () => new Mish(),
        [typeof(Glu)] = () => new Glu(),
        [typeof(LogSigmoid)] = () => new LogSigmoid(),
        [typeof(Hardsigmoid)] = () => new Hardsigmoid(),
        [typeof(Hardswish)] = () => new Hardswish(),
        [typeof(Hardtanh)] = () => new Hardtanh(),
        [typeof(Tanhshrink)] = () => new Tanhshrink(),
        [typeof(Hardshrink)] = () => new Hardshrink(),
        [typeof(Softshrink)] = () => new Softshrink(),
        [typeof(Softplus)] = () => new Softplus(),
        [typeof(Softsign)] = () => new Softsign(),
        [typeof(Softmin)] = () => new Softmin(-1),
        [typeof(Softmax)] = () => new Softmax(-1),
        [typeof(LogSoftmax)] = () => new LogSoftmax(-1),
        [typeof(Dropout)] = () => new Dropout(),
        [typeof(Dropout1d)] = () => new Dropout1d(),
        [typeof(Dropout2d)] = () => new Dropout2d(),
        [typeof(Dropout3d)] = () => new Dropout3d(),
        [typeof(AlphaDropout)] = () => new AlphaDropout(),
        [typeof(FeatureAlphaDropout)] = () => new FeatureAlphaDropout(),
        [typeof(BatchNorm1d)] = () => new BatchNorm1d(3),
        [typeof(BatchNorm2d)] = () => new BatchNorm2d(3),
        [typeof(BatchNorm3d)] = () => new BatchNorm3d(3),
        [typeof(InstanceNorm1d)] = () => new InstanceNorm1d(3, affine: true, trackRunningStats: true),
        [typeof(InstanceNorm2d)] = () => new InstanceNorm2d(3),
        [typeof(InstanceNorm3d)] = () => new InstanceNorm3d(3),
        [typeof(LayerNorm)] = () => new LayerNorm([3, 4]),
        [typeof(RmsNorm)] = () => new RmsNorm(3),
        [typeof(GroupNorm)] = () => new GroupNorm(2, 4),
        [typeof(Embedding)] = () => new Embedding(3, 2),
        [typeof(MultiheadAttention)] = () => new MultiheadAttention(4, 2, kDim: 3),
        [typeof(Identity)] = () => new Identity(),
        [typeof(Sequential)] = () => new Sequential(new Linear(3, 2), new Relu()),
        [typeof(ModuleList<>)] = () => new ModuleList<Linear>(new Linear(3, 2), new Linear(2, 1)),
        [typeof(MseLoss)] = () => new MseLoss(),
        [typeof(BceLoss)] = () => new BceLoss(Tensor.Ones([2])),
        [typeof(BceWithLogitsLoss)] = () => new BceWithLogitsLoss(Tensor.Ones([2]), posWeight: Tensor.Ones([2])),
        [typeof(NllLoss)] = () => new NllLoss(Tensor.Ones([2])),
        [typeof(CrossEntropyLoss)] = () => new CrossEntropyLoss(Tensor.Ones([2])),
        [typeof(L1Loss)] = () => new L1Loss(),
        [typeof(SmoothL1Loss)] = () => new SmoothL1Loss(),
        [typeof(HuberLoss)] = () => new HuberLoss(),
        [typeof(KlDivLoss)] = () => new KlDivLoss(),
        [typeof(CosineEmbeddingLoss)] = () => new CosineEmbeddingLoss(),
        [typeof(TripletMarginLoss)] = () => new TripletMarginLoss(),
        [typeof(HingeEmbeddingLoss)] = () => new HingeEmbeddingLoss(),
        [typeof(MarginRankingLoss)] = () => new MarginRankingLoss(),
        [typeof(SoftMarginLoss)] = () => new SoftMarginLoss(),
        [typeof(PoissonNllLoss)] = () => new PoissonNllLoss(),
        [typeof(GaussianNllLoss)] = () => new GaussianNllLoss(),
    };

    /// <summary>Every layer and loss of the library; one without a sample fails.</summary>
    public static TheoryData<string> Layers() =>
        [.. typeof(Module).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(Module)) && !t.IsAbstract).Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Every_layer_registers_what_it_holds(string name)
    {
        Func<Module>? sample = s_samples.FirstOrDefault(s => s.Key.Name == name).Value;
        Assert.True(sample is not null, $"{name} has no sample here: add one");
        ModuleAssert.NothingUnregistered(sample());
    }

    [Fact]
    public void A_forgotten_module_parameter_or_list_is_found()
    {
        Assert.Throws<TrueException>(() => ModuleAssert.NothingUnregistered(new ForgetsModule()));
        Assert.Throws<TrueException>(() => ModuleAssert.NothingUnregistered(new ForgetsTensor()));
        Assert.Throws<TrueException>(() => ModuleAssert.NothingUnregistered(new ForgetsList()));
        Assert.Throws<TrueException>(() => ModuleAssert.NothingUnregistered(new Sequential(new ForgetsModule())));
    }

#pragma warning disable AG0001 // Forgotten on purpose: the compiler sees what these tests are about.
    private sealed class ForgetsModule : Module<Tensor, Tensor>
    {
        private readonly Linear _linear = new(3, 2);

        protected override Tensor Forward(Tensor input) => _linear.Call(input);
    }

    private sealed class ForgetsTensor : Module
    {
        public Tensor Scale { get; } = Tensor.Ones([2]);
    }

    private sealed class ForgetsList : Module
    {
        public List<Linear> Layers { get; } = [new(3, 2)];
    }
#pragma warning restore AG0001
}
