using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Autograd.Nn;

namespace Autograd.Tests.Nn;

/// <summary>Start values are PyTorch's to the bit: digests are the first 32 hexadecimal digits of the SHA-256 of PyTorch's bytes.</summary>
public sealed class InitTests
{
    // A row: the PyTorch expression, the same here, and for the seeds 0 and 7 the digests of the parameters in order.
    private static readonly Dictionary<string, (Func<Generator, Module> Make, string[] Seed0, string[] Seed7)> s_layers = new()
    {
        ["torch.nn.Linear(3, 2)"] = (g => new Linear(3, 2, generator: g),
            ["ff5b07730abaf7c3908a45418b866c2c", "4be25c22ce93e0e3a274780d85f60dc5"],
            ["21fab2c14e43aedaca5bdae71df611d0", "510beac189f9fada13239c1f1db0c40f"]),
        ["torch.nn.Linear(784, 100)"] = (g => new Linear(784, 100, generator: g),
            ["0330a078dfb9f50a8efc1bb10624b7d7", "df9397464942aeed9e491d3426256d13"],
            ["d9d975d25203c60f7a971f744c047f26", "caca76555c6f790beaf1625f591b5263"]),
        ["torch.nn.Linear(17, 5, bias=False)"] = (g => new Linear(17, 5, bias: false, generator: g),
            ["daebdd80b35ffea4293d587beb3c795f"],
            ["9f2241f09c8d2c6325f22763b3be6b9a"]),
        ["torch.nn.Conv2d(1, 4, 3)"] = (g => new Conv2d(1, 4, 3, generator: g),
            ["131c14efbe49c5e84c4a421c1c2dcada", "79e87d901563a1c85e7b94d99bc9c2d7"],
            ["03f981236839fbc7e4e9a9bcfd89dd6a", "034c6a491f8b70fce56164e81231af74"]),
        ["torch.nn.Conv2d(6, 8, (3, 5), groups=2)"] = (g => new Conv2d(6, 8, (3, 5), groups: 2, generator: g),
            ["ad221734a79670f959d3f90f96568d13", "738b29fbd57bd5bb0c083214b7510c23"],
            ["e941bea4141dd1cd9640a2d4633d2411", "25a269f96c2c5a04bb5add9d082b41de"]),
        ["torch.nn.Conv1d(4, 6, 3, groups=2)"] = (g => new Conv1d(4, 6, 3, groups: 2, generator: g),
            ["96343d0aa694de23286ef72f6e8812cd", "5bf2a940017f8412f266c2c04394c8a1"],
            ["7c0576edfb9e7985dbe6e702ed84ce3c", "ee0f0fc3f81eb6e62be03599d91a13b2"]),
        ["torch.nn.Conv3d(2, 3, (2, 3, 1))"] = (g => new Conv3d(2, 3, (2, 3, 1), generator: g),
            ["b888155dbe2f1d1618e3d4228c67fc90", "082d6eed73600b2d9ac86adcd3c56691"],
            ["db994c5aa666439c05adcefa261e94e7", "db2e4f1cd607d2277f115ba537a9a9e7"]),
        ["torch.nn.ConvTranspose1d(3, 5, 4)"] = (g => new ConvTranspose1d(3, 5, 4, generator: g),
            ["bf6410fb18b08a6ebdc21487f255d7d0", "3a325020bd5e8ec031e2feeee2392d53"],
            ["9cc1bb47142a6a7d328c7d3d03ea5420", "c850a0c9c1e983a58e4b83c8202addb6"]),
        ["torch.nn.ConvTranspose2d(6, 4, (3, 5), groups=2)"] = (g => new ConvTranspose2d(6, 4, (3, 5), groups: 2, generator: g),
            ["e5dd475af8ec1c5c5bc580bfb6f4d336", "abc1a1e19b4e82a3f26399c93a01b66c"],
            ["bd25a57ea5dec80c3702d684feca928b", "e3f6de6ce7fbe2eadfebe2f9bb581898"]),
        ["torch.nn.ConvTranspose3d(2, 3, (2, 3, 1), bias=False)"] = (g => new ConvTranspose3d(2, 3, (2, 3, 1), bias: false, generator: g),
            ["9b9d7e773cb355adb677a8466f4b1d62"],
            ["e850851a50dbb81f3b50dee992657282"]),
        ["torch.nn.Linear(0, 3)"] = (g => new Linear(0, 3, generator: g),
            ["e3b0c44298fc1c149afbf4c8996fb924", "15ec7bf0b50732b49f8228e07d243653"],
            ["e3b0c44298fc1c149afbf4c8996fb924", "15ec7bf0b50732b49f8228e07d243653"]),
        ["torch.nn.Linear(5, 4, dtype=torch.float64)"] = (g => new Linear(5, 4, dtype: DType.Float64, generator: g),
            ["25fb3a988f6d230f664084db8513af1a", "e24cfe8297255f4f7b7b1cd405a7b5fd"],
            ["3f5eac72fc983a29f130bc605ce58522", "686a0fa783e7779fd99e7a626587f9ad"]),
    };

    // After torch.manual_seed(5).
    private static readonly Dictionary<string, (Func<Generator, Tensor> Make, string Digest)> s_uniform = new()
    {
        ["torch.nn.init.kaiming_uniform_(torch.empty(8, 5, 3), nonlinearity='relu')"] =
            (g => Init.KaimingUniform_(Tensor.Empty([8, 5, 3]), nonlinearity: Nonlinearity.Relu, generator: g), "1347ca8e3aad6dc825fa4c6cdc3db9cf"),
        ["torch.nn.init.kaiming_uniform_(torch.empty(8, 5, 3), a=0.2, mode='fan_out')"] =
            (g => Init.KaimingUniform_(Tensor.Empty([8, 5, 3]), 0.2, FanMode.FanOut, generator: g), "2f4f5f4ba9c2903d82745e65969136cd"),
        ["torch.nn.init.xavier_uniform_(torch.empty(8, 5), gain=5/3)"] =
            (g => Init.XavierUniform_(Tensor.Empty([8, 5]), Init.CalculateGain(Nonlinearity.Tanh), g), "0784682a6ee5d445811760b7367a01f6"),
        ["torch.nn.init.uniform_(torch.empty(9), -2, 3)"] =
            (g => Init.Uniform_(Tensor.Empty([9]), -2, 3, g), "ae5d6bca8a88261164d0d9da69747795"),
        ["torch.nn.functional.dropout(torch.arange(1., 41).reshape(5, 8), 0.3)"] =
            (g => F.Dropout(Numbers(), 0.3, generator: g), "5fe59518d39a48010c166219c95c42c9"),
        ["torch.nn.functional.dropout(torch.arange(1., 41).reshape(5, 8).T, 0.3).contiguous()"] =
            (g => F.Dropout(Numbers().T, 0.3, generator: g).Contiguous(), "dfda4abe2b2d78fe65fefdfdeca07118"),
        ["torch.nn.functional.dropout1d(torch.arange(1., 121).reshape(2, 3, 4, 5)[0], 0.3)"] =
            (g => F.Dropout1d(Volume()[0], 0.3, generator: g), "252cd5c93c1764cf741b0bd0a0f19e91"),
        ["torch.nn.functional.dropout1d(torch.arange(1., 121).reshape(2, 3, 4, 5)[0, 0], 0.3)"] =
            (g => F.Dropout1d(Volume()[0, 0], 0.3, generator: g), "9ac7cd5904bba895294b20fd38298ee1"),
        ["torch.nn.functional.dropout2d(torch.arange(1., 121).reshape(2, 3, 4, 5), 0.3)"] =
            (g => F.Dropout2d(Volume(), 0.3, generator: g), "194ab450187f66cb67cfffe2b78aa217"),
        ["torch.nn.functional.dropout3d(torch.arange(1., 121).reshape(2, 3, 4, 5), 0.3)"] =
            (g => F.Dropout3d(Volume(), 0.3, generator: g), "e7b27505ba688582e7f7a1a8a4943743"),
        ["torch.nn.functional.alpha_dropout(torch.arange(1., 121).reshape(2, 3, 4, 5), 0.3, True)"] =
            (g => F.AlphaDropout(Volume(), 0.3, training: true, g), "1cb47518cb31765966028aa003e34d6e"),
        ["torch.nn.functional.feature_alpha_dropout(torch.arange(1., 121).reshape(2, 3, 4, 5), 0.3, True)"] =
            (g => F.FeatureAlphaDropout(Volume(), 0.3, training: true, g), "067d6ff9e29dfe069fec0534e1052849"),
    };

    // After torch.manual_seed(5), the first four.
    private static readonly Dictionary<string, (Func<Generator, Tensor> Make, double[] Start)> s_normal = new()
    {
        ["torch.nn.init.kaiming_normal_(torch.empty(8, 5, 3), mode='fan_out', nonlinearity='tanh')"] =
            (g => Init.KaimingNormal_(Tensor.Empty([8, 5, 3]), 0, FanMode.FanOut, Nonlinearity.Tanh, g), [0.626773357, 0.176529005, -0.582407475, -0.578821003]),
        ["torch.nn.init.xavier_normal_(torch.empty(8, 5))"] =
            (g => Init.XavierNormal_(Tensor.Empty([8, 5]), generator: g), [0.722621202, 0.203524292, -0.671470761, -0.667335868]),
        ["torch.nn.init.normal_(torch.empty(20), 1, 2)"] =
            (g => Init.Normal_(Tensor.Empty([20]), 1, 2, g), [4.68465996, 2.03777432, -2.42384267, -2.4027586]),
    };

    public static TheoryData<string> Layers() => [.. s_layers.Keys];

    public static TheoryData<string> Uniform() => [.. s_uniform.Keys];

    public static TheoryData<string> Normal() => [.. s_normal.Keys];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Layers_start_with_PyTorchs_numbers_to_the_bit(string torch)
    {
        (Func<Generator, Module> make, string[] seed0, string[] seed7) = s_layers[torch];
        Assert.Equal(seed0, make(new Generator(0)).Parameters().Select(Digest));
        Assert.Equal(seed7, make(new Generator(7)).Parameters().Select(Digest));
    }

    [Theory]
    [MemberData(nameof(Uniform))]
    public void Uniform_numbers_are_PyTorchs_to_the_bit(string torch) =>
        Assert.Equal(s_uniform[torch].Digest, Digest(s_uniform[torch].Make(new Generator(5))));

    [Theory]
    [MemberData(nameof(Normal))]
    public void Normal_numbers_are_PyTorchs(string torch) =>
        GoldenJson.AssertClose(s_normal[torch].Start, s_normal[torch].Make(new Generator(5)).ToArray<double>().AsSpan(0, 4), 1e-6, 0, torch);

    [Fact]
    public void A_linear_layer_of_seed_zero_holds_these_numbers()
    {
        // torch.manual_seed(0); torch.nn.Linear(3, 2)
        var layer = new Linear(3, 2, generator: new Generator(0));
        GoldenJson.AssertClose(
            [-0.004322517663240433, 0.3097158372402191, -0.4751853346824646, -0.4248946011066437, -0.2223689705133438, 0.15482072532176971],
            layer.Weight.ToArray<double>(), 0, 0, "weight");
        GoldenJson.AssertClose([-0.011439144611358643, 0.45777493715286255], layer.Bias!.ToArray<double>(), 0, 0, "bias");
    }

    [Fact]
    public void Start_values_are_not_recorded_and_count_as_a_change()
    {
        Tensor leaf = Tensor.Zeros([2, 2], requiresGrad: true);
        int version = leaf.Version;
        Assert.Same(leaf, Init.Ones_(leaf));
        Assert.True(leaf.IsLeaf && leaf.RequiresGrad && leaf.Version > version);
        Assert.Equal([1, 1, 1, 1], leaf.ToArray<int>());
    }

    [Fact]
    public void Fans_need_two_dimensions()
    {
        Assert.Equal((15, 24), Init.CalculateFan([8, 5, 3]));
        Assert.Throws<ShapeException>(() => Init.XavierUniform_(Tensor.Empty([3])));
        Assert.Throws<ShapeException>(() => Init.KaimingNormal_(Tensor.Empty([3])));
    }

    private static Tensor Volume() => (Tensor.Arange(120) + 1).To(DType.Float32).Reshape(2, 3, 4, 5);

    private static Tensor Numbers() => Tensor.Arange(1, 41, 1).To(DType.Float32).Reshape(5, 8);

    private static string Digest(Tensor tensor)
    {
        ReadOnlySpan<byte> bytes = tensor.DType == DType.Float32
            ? MemoryMarshal.AsBytes(tensor.AsReadOnlySpan<float>())
            : MemoryMarshal.AsBytes(tensor.AsReadOnlySpan<double>());
        return Convert.ToHexStringLower(SHA256.HashData(bytes))[..32];
    }
}
