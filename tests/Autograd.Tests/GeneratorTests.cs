using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Autograd.Tests;

/// <summary>The streams of <see cref="Generator"/> against the numbers of PyTorch 1.13.1 on the CPU (AVX2).</summary>
public class GeneratorTests
{
    private static readonly ulong[] s_seeds = [0, 1, 42, 67280421310721, ulong.MaxValue];

    // Around the block of 16 and beyond the 624 words of the twister.
    private static readonly int[] s_sizes = [1, 5, 15, 16, 17, 31, 32, 33, 100, 10000];

    // A row: the PyTorch expression that is evaluated for each size n in turn after torch.manual_seed(seed), and, for each seed, the first
    // 16 hexadecimal digits of the SHA-256 of the results' bytes, one after another.
    private static readonly Dictionary<string, Stream> s_streams = new()
    {
        ["torch.rand(n)"] = new((g, n) => Filled<float>(n, x => g.FillUniform(x, 0, 1)),
            ["a5c3296668984f6c", "422f7ac38028cb6c", "a385369e8ce0798e", "595cbec4ff22abcd", "f3c7c04e92f089f7"]),
        ["torch.rand(n, dtype=torch.float64)"] = new((g, n) => Filled<double>(n, x => g.FillUniform(x, 0, 1)),
            ["51dad43759e7b77d", "22a1ead44582d1be", "9af39498984e79af", "4bf36e5519f5d2ad", "172cb12c807f00b2"]),
        ["torch.empty(n).uniform_(-0.3, 1.9)"] = new((g, n) => Filled<float>(n, x => g.FillUniform(x, -0.3, 1.9)),
            ["a83a1a023c205dd6", "d753936f645bf5d6", "2f056c902b631d6c", "f182c52c2ac3e77e", "7966cabba9ae5255"]),
        ["torch.empty(n, dtype=torch.float64).uniform_(-0.3, 1.9)"] = new((g, n) => Filled<double>(n, x => g.FillUniform(x, -0.3, 1.9)),
            ["c81841a51f55d931", "ed2452ab57ee34a8", "6942db926e485271", "e642664cde2b9145", "df9210bb75939351"]),
        ["torch.randn(n)"] = new((g, n) => Filled<float>(n, x => g.FillNormal(x, 0, 1)),
            ["be033ca4bb49c15a", "32f30399cb28a77a", "4c88be5166e26941", "8a313bc2fbd5bd7d", "69d623ee3ca3d008"]),
        ["torch.empty(n).normal_(0.1, 0.7)"] = new((g, n) => Filled<float>(n, x => g.FillNormal(x, 0.1, 0.7)),
            ["e252c677c032685a", "c26bdc85127d1f50", "e57609b25e817058", "8b7bac88db22c0aa", "99e7c124b8bdccc0"]),
        ["torch.empty(n, 2)[:, 0].normal_(0.1, 0.7)"] = new((g, n) => Filled<float>(n, x => g.FillNormalScalar(x, 0.1, 0.7)),
            ["5633687df43c338c", "3d22d6a28bd51e72", "2d609269fd77032e", "903e4eb78bd77dbc", "31faf1cbad8f44ca"]),
        ["torch.randint(0, 10, (n,))"] = new((g, n) => Filled<long>(n, x => g.FillRandInt(x, 0, 10)),
            ["f90109e53026d993", "1f950326a3611e30", "3bc6032f78fca6d2", "beea98316fb384fc", "5c496802eeaab39c"]),
        ["torch.randint(-7, 2**31, (n,))"] = new((g, n) => Filled<long>(n, x => g.FillRandInt(x, -7, 1L << 31)),
            ["2d170803f7431095", "0d084e6ec10ea5dc", "3ee87c8b1d41be09", "fa13feb52e30f4f2", "28cede9a69816edf"]),
        ["torch.randint(-5, 2**32 - 5, (n,))"] = new((g, n) => Filled<long>(n, x => g.FillRandInt(x, -5, (1L << 32) - 5)),
            ["ce9303e8fd499f41", "650e51b30cd4eb4a", "1103796f7a267087", "3d09c6b821248078", "b34983fe268acdf4"]),
        ["torch.randint(-2**40, 2**40, (n,))"] = new((g, n) => Filled<long>(n, x => g.FillRandInt(x, -(1L << 40), 1L << 40)),
            ["50de702316120657", "58e37f5f6db51b47", "596be3810b23a15e", "221f39de5dac2dab", "283bdbc3d1a49491"]),
        ["torch.randint(-2**63, 2**63 - 1, (n,))"] = new((g, n) => Filled<long>(n, x => g.FillRandInt(x, long.MinValue, long.MaxValue)),
            ["c52d3518bd6a141a", "19d69bfd3cfc7d7f", "693b2fd37f67c1b8", "e3dc63bab40c1023", "4f8eaf364110db7e"]),
        ["torch.randint(0, 1000, (n,), dtype=torch.float32)"] = new((g, n) => Filled<float>(n, x => g.FillRandInt(x, 0, 1000)),
            ["ca22e7142cc6630c", "62d71446f408c89d", "10533efb6c7a67d4", "a7e72ba646901cb0", "4d1cf9630904ea59"]),
        ["torch.randint(-2**31, 2**31, (n,), dtype=torch.int32)"] = new(
            (g, n) => Filled<int>(n, x => g.FillRandInt(x, int.MinValue, 1L << 31)),
            ["2c87c22b59b08619", "80298b12a5846b17", "3a7f346183075399", "166d4e9e5ea3af22", "02219d18d0f64f38"]),
        ["torch.empty(n, dtype=torch.float64).random_(0, 2**33)"] = new((g, n) => Filled<double>(n, x => g.FillRandInt(x, 0, 1L << 33)),
            ["2bf971f8d487d5cf", "84becb8312b11aee", "382422b6328bfeba", "58e2defbafd4a1fb", "c96216eeb479f4f0"]),
        ["torch.randperm(n)"] = new((g, n) => Bytes<long>(g.Permutation(n)),
            ["95198d53dd49658e", "5d63f33bfa8f821f", "b1750ef74341069d", "0fc3c2417e4ad053", "da5b06189404a2d7"]),
        ["torch.empty(n).bernoulli_(0.3)"] = new((g, n) => Filled<float>(n, x => g.FillBernoulli(x, 0.3)),
            ["50d38c617111c2e2", "141699a82e4286a7", "326c534d77989731", "5b9562853ae914db", "e404fed8493c67ab"]),
        ["torch.empty(n, dtype=torch.bool).bernoulli_(0.3)"] = new((g, n) => Filled<bool>(n, x => g.FillBernoulli(x, 0.3)),
            ["3b003c027588bcaa", "b3cfd2ef71880bc1", "8047ff0869d8182e", "eee7e9669c555b6a", "e1318f3c17150fe1"]),
        ["torch.bernoulli(torch.arange(n) / n)"] = new((g, n) => Filled<float>(n, x => g.FillBernoulli(x, Ramp<float>(n))),
            ["b54bdf29f6f1698e", "3a5e1d1ca735f7c6", "407517711726d8b5", "88ca75af233abcaf", "c2f0cf806bbd2414"]),
        ["torch.bernoulli(torch.arange(n, dtype=torch.float64) / n)"] = new(
            (g, n) => Filled<double>(n, x => g.FillBernoulli(x, Ramp<double>(n))),
            ["0adb167505afc829", "74e0f54bf99d5165", "3fcee4652f569b4b", "992c9ed284ee85d9", "373f09b54de7f79e"]),
        ["torch.nn.functional.dropout(torch.ones(n), 0.25)"] = new((g, n) => Filled<float>(n, x =>
            {
                g.FillBernoulli(x, 1 - 0.25);
                foreach (ref float value in x.AsSpan()) value /= 0.75f;
            }),
            ["fdad8e7a4ad3d012", "a4c06b02616415b6", "e9e8596f7f1e0332", "102fa31a126fac88", "bc7744848df6b96e"]),
    };

    public static TheoryData<string> Streams => [.. s_streams.Keys];

    [Theory]
    [MemberData(nameof(Streams))]
    public void Stream_equals_PyTorch_to_the_bit(string torch)
    {
        (Func<Generator, int, byte[]> draw, string[] digests) = s_streams[torch];
        for (int i = 0; i < s_seeds.Length; i++)
        {
            Generator generator = new(s_seeds[i]);
            Assert.Equal(digests[i], Digest(s_sizes.Select(n => draw(generator, n))));
        }
    }

    // Every kind of draw in between leaves the cached normal where it is: torch.randn(5), rand(3), randn(20), randn(1), randint(0, 9,
    // (3,)), randn(3), randperm(7), rand(2, dtype=float64), randn(15), empty(4).bernoulli_(0.5), randn(17), randn(2).
    [Theory]
    [InlineData(0, "9889cd182cc3a631")]
    [InlineData(1, "731316ebaafe2198")]
    [InlineData(42, "f4537cadde8a4dae")]
    [InlineData(67280421310721, "3e3abd1726b9a3d2")]
    [InlineData(ulong.MaxValue, "48e434249ee87f9d")]
    public void Interleaved_draws_equal_PyTorch_to_the_bit(ulong seed, string digest)
    {
        Generator g = new(seed);
        byte[] Randn(int n) => Draw("torch.randn(n)", g, n);
        Assert.Equal(digest, Digest([
            Randn(5), Draw("torch.rand(n)", g, 3), Randn(20), Randn(1), Filled<long>(3, x => g.FillRandInt(x, 0, 9)), Randn(3),
            Draw("torch.randperm(n)", g, 7), Draw("torch.rand(n, dtype=torch.float64)", g, 2), Randn(15),
            Filled<float>(4, x => g.FillBernoulli(x, 0.5)), Randn(17), Randn(2)]));
    }

    // torch.manual_seed(42), then torch.randn(n, dtype=torch.float64); the last digits are the platform's logarithm, sine and cosine.
    [Theory]
    [InlineData(0.0, 1.0, 0.33669035438385886, 0.1288094051365897, 0.23446236336153173, 0.2303330279146119, -1.1228563767381703)]
    [InlineData(0.0, 1.0, 0.2995562877502637, 1.504572275678796, 1.2715909667771088, 0.618669993885617, -0.03720300727052493,
        1.0352472972512925, -0.010085521702337353, 0.08948016046560357, 0.038435238263354446, 0.3900034836035703,
        -0.5798414554742108, 0.875893884648022, 0.39238484373268534, 1.108461181451433, 0.8651734647119074, 0.855215961472287, 0.2494118796915765)]
    [InlineData(0.1, 0.7, 0.3096894014251846, 1.1532005929751572, 0.9901136767439761, 0.5330689957199319, 0.07395789491063255,
        0.8246731080759047, 0.09294013480836386, 0.1626361123259225, 0.1269046667843481, 0.3730024385224992,
        -0.3058890188319476, 0.7131257192536153, 0.37466939061287974, 0.875922827016003, 0.7056214252983352, 0.6986511730306009, 0.27458831578410353)]
    public void Float64_normals_equal_PyTorch(double mean, double std, params double[] expected)
    {
        double[] actual = new double[expected.Length];
        new Generator(42).FillNormal(actual, mean, std);
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-14);
    }

    [Fact]
    public void Cached_normal_passes_from_one_dtype_to_the_other()
    {
        // torch.manual_seed(42); torch.randn(1); torch.randn(1, dtype=torch.float64)
        Generator generator = new(42);
        float[] first = new float[1];
        double[] second = new double[1];
        generator.FillNormal(first, 0, 1);
        generator.FillNormal(second, 0, 1);
        Assert.Equal(0.33669036626815796f, first[0]);
        Assert.Equal(0.1288094051365897, second[0], 1e-15);
    }

    // torch.manual_seed(0); torch.nn.Linear(3, 2).weight: uniform_(-1/√3, 1/√3) of six, then the bias.
    [Fact]
    public void Default_initialisation_of_a_linear_layer_is_PyTorchs()
    {
        float[] weight = new float[6];
        new Generator(0).FillUniform(weight, -1 / Math.Sqrt(3), 1 / Math.Sqrt(3));
        Assert.Equal(
            [-0.004322517663240433f, 0.3097158372402191f, -0.4751853346824646f, -0.4248946011066437f, -0.2223689705133438f,
                0.15482072532176971f],
            weight);
    }

    // torch.manual_seed(seed); two epochs of DataLoader(range(11), shuffle=True).
    [Theory]
    [InlineData(0, new long[] { 10, 4, 2, 9, 5, 8, 1, 6, 0, 3, 7 }, new long[] { 10, 3, 4, 8, 9, 7, 5, 1, 2, 6, 0 })]
    [InlineData(7, new long[] { 1, 6, 0, 10, 3, 4, 5, 7, 9, 2, 8 }, new long[] { 1, 3, 10, 0, 5, 9, 4, 7, 6, 8, 2 })]
    public void Order_of_a_shuffled_DataLoader_is_PyTorchs(ulong seed, params long[][] epochs)
    {
        Generator generator = new(seed);
        foreach (long[] epoch in epochs)
        {
            generator.NextUInt64();
            Assert.Equal(epoch, new Generator(generator.NextUInt64()).Permutation(11));
        }
    }

    // The first outputs of the reference implementation, and the ten-thousandth, which the C++ standard states for std::mt19937.
    [Fact]
    public void Twister_is_the_reference_mt19937()
    {
        Generator generator = new(5489);
        Assert.Equal([3499211612, 581869302, 3890346734], new[] { generator.NextUInt32(), generator.NextUInt32(), generator.NextUInt32() });
        for (int i = 3; i < 9999; i++) generator.NextUInt32();
        Assert.Equal(4123659995, generator.NextUInt32());
    }

    [Fact]
    public void Single_draws_are_the_stream_of_the_fills()
    {
        Generator words = new(9), others = new(9);
        ulong high = words.NextUInt32(), low = words.NextUInt32();
        Assert.Equal((high << 32) | low, others.NextUInt64());
        double[] uniform = new double[700];
        words.FillUniform(uniform, 0, 1);
        Assert.All(uniform, x => Assert.Equal(x, others.NextDouble()));
    }

    [Fact]
    public void Seeds_are_those_of_PyTorch()
    {
        // torch.Generator().initial_seed(); torch.rand(3, generator=torch.Generator())
        Generator generator = new();
        Assert.Equal(67280421310721UL, generator.InitialSeed);
        float[] values = new float[3];
        generator.FillUniform(values, 0, 1);
        Assert.Equal([0.267295241355896f, 0.8725283145904541f, 0.3352888226509094f], values);

        Assert.Equal(new Generator(5).NextUInt64(), new Generator(5 | (1UL << 63)).NextUInt64());
        ulong seed = generator.Seed();
        Assert.Equal(seed, generator.InitialSeed);
        Assert.Equal(new Generator(seed).NextUInt64(), generator.NextUInt64());
        Assert.Same(Generator.Default, Generator.Default);
    }

    [Fact]
    public void ManualSeed_starts_the_stream_anew_and_forgets_the_cached_normal()
    {
        Generator generator = new(1);
        generator.FillNormal(new float[3], 0, 1);
        Assert.Same(generator, generator.ManualSeed(42));
        Assert.Equal(42UL, generator.InitialSeed);
        double[] values = new double[1];
        generator.FillNormal(values, 0, 1);
        Assert.Equal(0.33669035438385886, values[0], 1e-15);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(623)]
    [InlineData(624)]
    [InlineData(1000)]
    public void SetState_restores_the_stream_and_the_cached_normal(int draws)
    {
        Generator generator = new(11);
        generator.FillNormal(new float[1], 0, 1);
        for (int i = 0; i < draws; i++) generator.NextUInt32();
        GeneratorState state = generator.GetState();
        byte[] expected = Tail(generator);

        Generator other = new(99);
        other.SetState(state);
        Assert.Equal(11UL, other.InitialSeed);
        Assert.Equal(expected, Tail(other));
        other.SetState(GeneratorState.FromBytes(state.ToBytes()));
        Assert.Equal(expected, Tail(other));

        // A snapshot without a cached normal clears one that is there.
        other.SetState(new Generator(11).GetState());
        Assert.Equal(Tail(new Generator(11)), Tail(other));

        static byte[] Tail(Generator g) =>
            [.. Draw("torch.randn(n)", g, 3), .. Draw("torch.rand(n)", g, 700), .. Draw("torch.randn(n)", g, 20)];
    }

    [Fact]
    public void State_bytes_are_those_of_PyTorch()
    {
        // torch.manual_seed(3); torch.randn(1); torch.rand(700); torch.get_rng_state(); then torch.randn(3).
        Generator generator = new(3);
        Draw("torch.randn(n)", generator, 1);
        Draw("torch.rand(n)", generator, 700);
        byte[] bytes = generator.GetState().ToBytes();
        Assert.Equal("c9559c93fa562f49", Digest([bytes]));

        Generator restored = new();
        restored.SetState(GeneratorState.FromBytes(bytes));
        float[] normals = new float[3];
        restored.FillNormal(normals, 0, 1);
        Assert.Equal([0.17483338713645935f, -0.017222672700881958f, -0.6528651118278503f], normals);
    }

    [Fact]
    public void State_of_a_fresh_PyTorch_generator_is_understood()
    {
        // PyTorch writes next = 0 where nothing has been drawn yet.
        byte[] bytes = new Generator(3).GetState().ToBytes();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), 0);
        Generator generator = new();
        generator.SetState(GeneratorState.FromBytes(bytes));
        Assert.Equal(new Generator(3).NextUInt64(), generator.NextUInt64());
    }

    [Fact]
    public void Bytes_that_are_no_state_are_refused()
    {
        Assert.Throws<ArgumentException>(() => GeneratorState.FromBytes(new byte[10]));
        Assert.Throws<ArgumentException>(() => GeneratorState.FromBytes(new byte[GeneratorState.ByteLength]));
        byte[] bytes = new Generator(3).GetState().ToBytes();
        bytes[16]++;
        Assert.Throws<ArgumentException>(() => GeneratorState.FromBytes(bytes));
    }

    [Fact]
    public void Empty_targets_and_trivial_permutations_draw_nothing()
    {
        Generator generator = new(4);
        generator.FillUniform(Span<float>.Empty, 0, 1);
        generator.FillUniform(Span<double>.Empty, 0, 1);
        generator.FillNormal(Span<float>.Empty, 0, 1);
        generator.FillNormal(Span<double>.Empty, 0, 1);
        generator.FillRandInt(Span<long>.Empty, 0, 5);
        generator.FillBernoulli(Span<float>.Empty, 0.5);
        Assert.Empty(generator.Permutation(0));
        Assert.Equal([0L], generator.Permutation(1));
        Assert.Equal(new Generator(4).NextUInt64(), generator.NextUInt64());
    }

    [Fact]
    public void Arguments_that_PyTorch_refuses_are_refused()
    {
        Generator g = new(0);
        const double inf = double.PositiveInfinity;
        foreach ((double from, double to) in new (double, double)[] { (2, 1), (double.NaN, 1), (0, double.NaN), (0, inf), (-inf, 0) })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => g.FillUniform(Span<float>.Empty, from, to));
            Assert.Throws<ArgumentOutOfRangeException>(() => g.FillUniform(Span<double>.Empty, from, to));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => g.FillUniform(new float[1], -3e38, 3e38));
        Assert.Throws<ArgumentOutOfRangeException>(() => g.FillUniform(new float[1], 0, 1e39));
        foreach (double std in new[] { -1, double.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => g.FillNormal(new float[3], 0, std));
            Assert.Throws<ArgumentOutOfRangeException>(() => g.FillNormal(new float[30], 0, std));
            Assert.Throws<ArgumentOutOfRangeException>(() => g.FillNormal(new double[3], 0, std));
            Assert.Throws<ArgumentOutOfRangeException>(() => g.FillNormal(new double[30], 0, std));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => g.FillRandInt(Span<long>.Empty, 5, 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => g.FillRandInt(new byte[1], 0, 300));
        Assert.Throws<ArgumentOutOfRangeException>(() => g.FillRandInt(new byte[1], -1, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => g.FillRandInt(new int[1], 0, (1L << 31) + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => g.Permutation(-1));
        foreach (double p in new[] { -0.1, 1.5, double.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => g.FillBernoulli(new float[1], p));
            Assert.Throws<ArgumentOutOfRangeException>(() => g.FillBernoulli(new bool[1], p));
            Assert.Throws<ArgumentOutOfRangeException>(() => g.FillBernoulli(new float[1], new[] { (float)p }));
            Assert.Throws<ArgumentOutOfRangeException>(() => g.FillBernoulli(new float[1], new[] { p }));
        }

        Assert.Throws<ArgumentException>(() => g.FillBernoulli(new float[2], new[] { 0.5f }));
        Assert.Throws<ArgumentNullException>(() => g.SetState(null!));
        Assert.Equal(new Generator(0).NextUInt64(), g.NextUInt64());
    }

    [Fact]
    public void Equal_bounds_and_certain_probabilities_still_draw()
    {
        // torch.empty(3).uniform_(1, 1), normal_(0.5, 0) and bernoulli_(0), bernoulli_(1) consume as much as any other.
        Generator g = new(0), plain = new(0);
        float[] values = new float[3];
        g.FillUniform(values, 1, 1);
        Assert.All(values, x => Assert.Equal(1, x));
        g.FillBernoulli(values, 0.0);
        Assert.All(values, x => Assert.Equal(0, x));
        g.FillBernoulli(values, 1.0);
        Assert.All(values, x => Assert.Equal(1, x));
        for (int i = 0; i < 3 + 6 + 6; i++) plain.NextUInt32();
        Assert.Equal(plain.NextUInt32(), g.NextUInt32());
        g.FillNormal(values, 0.5, 0);
        Assert.All(values, x => Assert.Equal(0.5f, x));
    }

    [Fact]
    public void Distributions_have_their_moments()
    {
        const int n = 1_000_000;
        Generator g = new(123);
        float[] values = new float[n];
        g.FillUniform(values, -1, 3);
        Check(values, 1, 4 / Math.Sqrt(12));
        Assert.All(values, x => Assert.InRange(x, -1f, 3f));
        g.FillNormal(values, 2, 3);
        Check(values, 2, 3);
        Assert.InRange(values.Count(x => Math.Abs(x - 2) < 3) / (double)n, 0.681, 0.684);
        g.FillNormalScalar(values, 2, 3);
        Check(values, 2, 3);
        g.FillBernoulli(values, 0.3);
        Check(values, 0.3, Math.Sqrt(0.3 * 0.7));

        int[] dice = new int[n];
        g.FillRandInt(dice, 1, 7);
        foreach (IGrouping<int, int> face in dice.GroupBy(x => x))
        {
            Assert.InRange(face.Key, 1, 6);
            Assert.InRange(face.Count() / (double)n, 1 / 6.0 - 0.002, 1 / 6.0 + 0.002);
        }

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => (long)i), g.Permutation(1000).Order());

        static void Check(float[] values, double mean, double std)
        {
            double actual = values.Average(x => (double)x);
            Assert.InRange(actual, mean - 5 * std / 1000, mean + 5 * std / 1000);
            Assert.InRange(Math.Sqrt(values.Average(x => (x - actual) * (x - actual))), std * 0.995, std * 1.005);
        }
    }

    [Fact]
    public void Calls_from_many_threads_share_the_stream_without_loss()
    {
        Generator shared = new(8);
        uint[][] parts = new uint[8][];
        Parallel.For(0, parts.Length, t => parts[t] = Enumerable.Range(0, 5000).Select(_ => shared.NextUInt32()).ToArray());
        Generator alone = new(8);
        IEnumerable<uint> expected = Enumerable.Range(0, 8 * 5000).Select(_ => alone.NextUInt32()).Order();
        Assert.Equal(expected, parts.SelectMany(x => x).Order());
    }

    private sealed record Stream(Func<Generator, int, byte[]> Draw, string[] Digests);

    private static byte[] Draw(string torch, Generator generator, int n) => s_streams[torch].Draw(generator, n);

    private static byte[] Filled<T>(int n, Action<T[]> fill)
        where T : unmanaged
    {
        T[] values = new T[n];
        fill(values);
        return Bytes<T>(values);
    }

    private static T[] Ramp<T>(int n)
        where T : INumberBase<T> => [.. Enumerable.Range(0, n).Select(i => T.CreateChecked(i) / T.CreateChecked(n))];

    private static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged => MemoryMarshal.AsBytes(values).ToArray();

    private static string Digest(IEnumerable<byte[]> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(parts.SelectMany(x => x).ToArray()))[..16];
}
