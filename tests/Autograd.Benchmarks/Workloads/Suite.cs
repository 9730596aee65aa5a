namespace Autograd.Benchmarks.Workloads;

/// <summary>The workloads that are compared.</summary>
internal static class Suite
{
    public static readonly Workload[] All =
    [
        new("mnist_cnn_b1", "mnist_cnn", 1, Training.MnistCnn, 6) { IsTiny = true },
        new("mnist_cnn_b64", "mnist_cnn", 64, Training.MnistCnn, 3),
        new("sigmoid_mlp_b100", "sigmoid_mlp", 100, Training.SigmoidMlp, 2.5),
        new("digits_mlp_b100", "digits_mlp", 100, Training.DigitsMlp, 2.5),
        new("relu_fit_b64", "relu_fit", 64, Training.ReluFit, 2.5),
        new("bce_net_b64", "bce_net", 64, Training.BceNet, 2.5),
        new("big_mlp_b256", "big_mlp", 256, Training.BigMlp, 2.5),
        new("lenet_b64", "lenet", 64, Training.LeNet, 2),
        new("lstm", "lstm", 20, Training.Lstm, 1.5),
        new("gpt_block", "gpt_block", 8, Training.GptBlock),
        new("attention_4096", "attention", 4096, SingleCalls.Attention) { Flops = AttentionFlops },
        new("tiny_chain_100ops", "tiny_chain", 50, SingleCalls.TinyChain, 10) { IsTiny = true },
        new("exp_1M", "exp", 1 << 20, SingleCalls.Exp),
        new("softmax_1Kx1K", "softmax", 1024, SingleCalls.Softmax, 1.3),
        new("conv64_fwd", "conv64_fwd", 16, SingleCalls.Convolution) { Flops = ConvolutionFlops },
        new("conv64_fwdbwd", "conv64_fwdbwd", 16, SingleCalls.ConvolutionAndGradients) { Flops = 3 * ConvolutionFlops },
        new("matmul_512", "matmul_square", 512, SingleCalls.MatMul, 1.7) { Flops = 2.0 * 512 * 512 * 512 },
        new("matmul_2048", "matmul_square", 2048, SingleCalls.MatMul, 1.7) { Flops = 2.0 * 2048 * 2048 * 2048 },
        new("matmul_64x1000x100", "matmul_inner1000", 64, m => SingleCalls.MatMul(m, 1000, 100), 1.5) { Flops = 2.0 * 64 * 1000 * 100, IsTiny = true },
        new("matmul_100x784x100", "matmul_inner784", 100, m => SingleCalls.MatMul(m, 784, 100), 1.5) { Flops = 2.0 * 100 * 784 * 100 },
    ];

    // Every output pixel, padding included, takes 64 · 3 · 3 multiply-adds.
    private const double ConvolutionFlops = 2.0 * 16 * 64 * 28 * 28 * 64 * 9;

    // Two products forward, and five backward: the scores again, and four gradients.
    private const double AttentionFlops = 2.0 * 7 * 4 * 4096 * 4096 * 64;

    /// <summary>The workloads with this text in their names; <c>tiny</c> are those of the smoke test.</summary>
    public static Workload[] Select(string? only) => only switch
    {
        null => All,
        "tiny" => Array.FindAll(All, workload => workload.IsTiny),
        _ => Array.FindAll(All, workload => workload.Name.Contains(only, StringComparison.Ordinal)),
    };
}
