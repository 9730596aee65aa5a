using Autograd.CustomOps;
using Autograd.Devices;
using Autograd.Nn;
using Autograd.Optim;
using Autograd.Serialization;
using Autograd.Tests.Ops;

namespace Autograd.Tests.Devices;

/// <summary>Tensors on a device that shares no memory with the program: everything a user does with them, besides the operations of the table.</summary>
public class DeviceSeamTests
{
    private static readonly Device s_plain = PlainDeviceTests.Plain;

    public static TheoryData<DType> DTypes => [DType.Bool, DType.UInt8, DType.Int32, DType.Int64, DType.Float32, DType.Float64];

    [Theory]
    [MemberData(nameof(DTypes))]
    public void Elements_go_there_and_back(DType dtype)
    {
        Tensor here = (Tensor.Arange(24) - 5).To(dtype).Reshape(2, 3, 4);
        foreach (Tensor view in new[] { here, here.Transpose(0, 2), here[.., 1..], here[TensorIndex.NewAxis, 1], here.Flip(1), here[.., ..0] })
        {
            Tensor there = view.To(s_plain), back = there.To(Device.Cpu);
            Assert.Same(s_plain, there.Device);
            Assert.Same(Device.Cpu, back.Device);
            Assert.Equal(view.Shape, there.Shape);
            Assert.Equal(Draw.Bytes(view), Draw.Bytes(there));
            Assert.Equal(Draw.Bytes(view), Draw.Bytes(back));
        }
    }

    [Fact]
    public void A_tensor_that_is_there_is_not_moved()
    {
        Tensor x = Tensor.Ones([2], device: s_plain);
        Assert.Same(x, x.To(s_plain));
        Assert.Same(s_plain, x.To(DType.Float64).Device);
    }

    [Fact]
    public void Moving_is_recorded_and_its_gradients_come_back()
    {
        Tensor x = Tensor.Create([1.0, 2, 3], requiresGrad: true);
        Tensor y = x.To(s_plain).Square().Sum();
        Assert.Equal("to", x.To(s_plain).GradFn);
        Tensor first = Autodiff.Grad(y, x, createGraph: true);
        Assert.Same(Device.Cpu, first.Device);
        Assert.Equal([2.0, 4, 6], first.ToArray<double>());
        first.To(s_plain).Pow(2).Sum().Backward();
        Assert.Equal([8.0, 16, 24], x.Grad!.ToArray<double>());
    }

    [Fact]
    public void Everything_that_makes_a_tensor_can_make_it_there()
    {
        Func<Device?, Tensor>[] made =
        [
            d => Tensor.Create<float>([1, 2, 3, 4], [2, 2], device: d), d => Tensor.Create([1.0, 2], device: d), d => Tensor.Create(new[,] { { 1L, 2 } }, device: d),
            d => Tensor.Create(new[,,] { { { 1, 2 } } }, device: d), d => Tensor.Create([[true, false]], device: d), d => Tensor.FromArray([1f, 2], device: d),
            d => Tensor.Scalar(0.1, device: d), d => Tensor.Zeros([2, 3], DType.Int32, device: d), d => Tensor.Ones([2, 3], device: d),
            d => Tensor.Full([2], 7, device: d), d => Tensor.Eye(2, 3, device: d), d => Tensor.Arange(5, device: d), d => Tensor.Arange(0.5, 3, 0.3, device: d),
            d => Tensor.Linspace(0, 1, 7, device: d), d => Tensor.Rand([40], generator: new Generator(1), device: d),
            d => Tensor.Randn([40], DType.Float64, generator: new Generator(1), device: d), d => Tensor.RandInt(3, 9, [20], generator: new Generator(1), device: d),
            d => Tensor.RandPerm(9, generator: new Generator(1), device: d), d => Tensor.Bernoulli(0.3, [20], DType.Bool, new Generator(1), d),
        ];
        foreach (Func<Device?, Tensor> make in made)
        {
            Tensor here = make(null), there = make(s_plain);
            Assert.Same(Device.Cpu, here.Device);
            Assert.Same(s_plain, there.Device);
            Assert.Equal(here.Spec, there.Spec);
            Assert.Equal(Draw.Bytes(here), Draw.Bytes(there));
        }
    }

    [Fact]
    public void What_is_made_like_a_tensor_is_where_it_is()
    {
        Tensor x = Tensor.Full([2, 3], 0.5, device: s_plain);
        var generator = new Generator(3);
        Tensor[] made =
        [
            x.ZerosLike(), x.OnesLike(), x.FullLike(2), x.EmptyLike(), x.RandLike(generator: generator), x.RandnLike(generator: generator), x.RandIntLike(0, 3, generator: generator),
            Tensor.Bernoulli(x, generator), F.Dropout(x, 0.5, generator: generator), F.AlphaDropout(x, 0.5, generator: generator),
            F.RRelu(-x, training: true, generator: generator), x.NonZero(), x.Gt(0),
        ];
        Assert.All(made, t => Assert.Same(s_plain, t.Device));
        Assert.Same(Device.Cpu, x.ZerosLike(device: Device.Cpu).Device);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Draws_in_place_are_the_processors(bool transposed)
    {
        Func<Tensor, Generator, Tensor>[] draws =
        [
            (x, g) => x.Uniform_(-1, 2, g), (x, g) => x.Normal_(1, 2, g), (x, g) => x.Exponential_(0.5, g), (x, g) => x.Random_(3, 8, g), (x, g) => x.Random_(g),
            (x, g) => x.Bernoulli_(0.4, g),
        ];
        foreach (Func<Tensor, Generator, Tensor> draw in draws)
        {
            Tensor here = Tensor.Zeros([5, 7]), there = Tensor.Zeros([5, 7], device: s_plain);
            draw(transposed ? here.T : here, new Generator(5));
            draw(transposed ? there.T : there, new Generator(5));
            Assert.Equal(Draw.Bytes(here), Draw.Bytes(there));
        }
    }

    [Fact]
    public void Single_numbers_of_the_processors_meet_any_tensor()
    {
        Tensor x = Tensor.Create([1.0, 2, 3], requiresGrad: true), there = x.To(s_plain), two = Tensor.Scalar(2, DType.Float64, requiresGrad: true);
        Tensor y = there * two + Tensor.Where(there.Gt(1), there, Tensor.Scalar(0, DType.Float64));
        Assert.Same(s_plain, y.Device);
        Assert.Equal([2.0, 6, 9], y.ToArray<double>());
        y.Sum().Backward();
        Assert.Equal([2.0, 3, 3], x.Grad!.ToArray<double>());
        Assert.Equal(6, two.Grad!.Item());
        Assert.Throws<DeviceException>(() => there + Tensor.Ones([3], DType.Float64));
        Assert.Throws<DeviceException>(() => there.MatMul(Tensor.Ones([3], DType.Float64)));
    }

    [Fact]
    public void Numbers_and_other_tensors_are_written_into_it()
    {
        Tensor x = Tensor.Zeros([2, 3], DType.Float64, device: s_plain);
        x[0] = 0.1;
        x[1, ..2] = Tensor.Create([2.0, 3]);
        x[Tensor.Create([[false, false, false], [false, false, true]])] = 9;
        x.Add_(1).Mul_(Tensor.Scalar(2));
        Assert.Equal([(0.1 + 1) * 2, (0.1 + 1) * 2, (0.1 + 1) * 2, 6, 8, 20], x.ToArray<double>());
        Tensor here = Tensor.Zeros([3]);
        here.Copy_(x[1]);
        Assert.Equal([6f, 8, 20], here.ToArray<float>());
        Assert.Same(Device.Cpu, here.Device);
    }

    [Fact]
    public void Places_may_be_given_in_the_programs_memory()
    {
        Tensor x = Tensor.Arange(6, device: s_plain).Reshape(2, 3), rows = Tensor.Create([1L, 0]);
        Assert.Equal([3L, 4, 5, 0, 1, 2], x[rows].ToArray<long>());
        Assert.Equal([4L, 0], x[rows, Tensor.Create([1L, 0])].ToArray<long>());
        Assert.Equal([1L, 5], x[Tensor.Create([[false, true, false], [false, false, true]])].ToArray<long>());
        Assert.Equal([5L, 0], x.Take(Tensor.Create([5L, 0])).ToArray<long>());
        Assert.Same(s_plain, x[rows].Device);
        Assert.Throws<DeviceException>(() => x.IndexSelect(0, rows));
    }

    [Fact]
    public void It_is_printed_as_the_processors()
    {
        Tensor x = Tensor.Randn([40, 30], generator: new Generator(1));
        Assert.Equal(x.ToString(), x.To(s_plain).ToString());
        Assert.Equal(3, Tensor.Scalar(3, device: s_plain).Item<int>());
    }

    [Fact]
    public void Memory_ends_with_its_scope()
    {
        Tensor x = Tensor.Create([1f, 2], requiresGrad: true, device: s_plain), lost, kept;
        using (new TensorScope())
        {
            lost = x * 2;
            kept = TensorScope.Keep(x * 3);
            lost.Sum().Backward();
        }

        Assert.Throws<TensorScopeException>(() => lost + 1);
        Assert.Throws<TensorScopeException>(() => lost.ToArray<float>());
        Assert.Equal([3f, 6], kept.ToArray<float>());
        Assert.Equal([2f, 2], x.Grad!.ToArray<float>());
    }

    [Fact]
    public void Inference_tensors_are_marked_there_too()
    {
        Tensor x = Tensor.Ones([2], device: s_plain), y;
        using (GradMode.InferenceMode()) y = x * 2;
        Assert.True(y.IsInference);
        Assert.False(x.IsInference);
        Assert.Throws<GraphException>(() => y.Add_(1));
    }

    [Fact]
    public void A_module_moves_with_its_gradients_and_buffers()
    {
        var layer = new BatchNorm1d(2);
        Parameter weight = layer.Weight!;
        layer.Call(Tensor.Create([[1f, 2], [3, 5]])).Sum().Backward();
        float[] grad = weight.Grad!.ToArray<float>(), mean = layer.RunningMean!.ToArray<float>();
        BatchNorm1d same = layer.To(s_plain);
        Assert.Same(layer, same);
        Assert.Same(weight, layer.Weight);
        Assert.All([.. layer.Parameters(), .. layer.Buffers()], t => Assert.Same(s_plain, t.Device));
        Assert.Same(s_plain, weight.Grad!.Device);
        Assert.Equal(grad, weight.Grad!.ToArray<float>());
        Assert.Equal(mean, layer.RunningMean!.ToArray<float>());
        Assert.All([.. layer.To(Device.Cpu).Parameters(), .. layer.Buffers()], t => Assert.Same(Device.Cpu, t.Device));
    }

    public static TheoryData<string> Optimizers => [.. s_optimizers.Keys];

    private static readonly Dictionary<string, Func<IEnumerable<Tensor>, Optimizer>> s_optimizers = new()
    {
        ["sgd"] = p => new Sgd(p, 0.1, momentum: 0.9),
        ["adam"] = p => new Adam(p),
        ["adamw"] = p => new AdamW(p),
        ["adagrad"] = p => new Adagrad(p),
        ["adadelta"] = p => new Adadelta(p),
        ["adamax"] = p => new Adamax(p),
        ["nadam"] = p => new NAdam(p),
        ["radam"] = p => new RAdam(p),
        ["rmsprop"] = p => new RmsProp(p),
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_network_is_trained_there_as_on_the_processor(string name)
    {
        float[] here = Trained(Device.Cpu), there = Trained(s_plain);
        for (int i = 0; i < here.Length; i++) Assert.Equal(here[i], there[i], 1e-5f);

        float[] Trained(Device device)
        {
            var generator = new Generator(1);
            Sequential net = new Sequential(new Linear(3, 5, generator: generator), new Tanh(), new Linear(5, 2, generator: generator)).To(device);
            Optimizer optimizer = s_optimizers[name](net.Parameters());
            Tensor x = Tensor.Randn([8, 3], generator: generator).To(device), y = Tensor.RandInt(2, [8], generator: generator).To(device);
            for (int step = 0; step < 4; step++)
            {
                optimizer.ZeroGrad();
                F.CrossEntropy(net.Call(x), y).Backward();
                ClipGrad.Norm(net.Parameters(), 1);
                optimizer.Step();
            }

            Assert.All(net.Parameters(), p => Assert.Same(device, p.Device));
            return [.. net.Parameters().SelectMany(p => p.ToArray<float>())];
        }
    }

    [Fact]
    public void States_are_saved_from_it_and_loaded_into_it()
    {
        using var folder = new TempFolder();
        string path = folder.File("model.safetensors");
        var from = new Linear(3, 2);
        Linear there = new Linear(3, 2).To(s_plain);
        there.LoadStateDict(from.StateDict());
        Safetensors.Save(path, there.StateDict());
        Assert.Same(s_plain, there.Weight.Device);
        Assert.Equal(from.Weight.ToArray<float>(), there.Weight.ToArray<float>());
        Assert.Equal(from.Weight.ToArray<float>(), Safetensors.Load(path)["weight"].ToArray<float>());
    }

    [Fact]
    public void Gradients_are_checked_there()
    {
        Tensor x = Tensor.Create([0.3, -0.7], requiresGrad: true, device: s_plain);
        GradCheck.Check(t => (t.Sigmoid() * t).Sum(), x);
        GradCheck.Check(t => (t.Sigmoid() * t).Sum(), x, fast: true);
        Tensor expected = Autodiff.Hessian(t => t.Exp().Sum(), x.Detach().To(Device.Cpu)), actual = Autodiff.Hessian(t => t.Exp().Sum(), x.Detach());
        Assert.Same(s_plain, actual.Device);
        Assert.Equal(expected.ToArray<double>(), actual.ToArray<double>());
    }

    [Fact]
    public void A_custom_operation_that_reads_spans_says_why_it_cannot_run_there()
    {
        Tensor x = Tensor.Create([1.0, 3, 2], device: s_plain);
        Assert.StartsWith("AsReadOnlySpan: the elements are in the memory of plain", Assert.Throws<DeviceException>(() => RunningMaxOp.Of(x)).Message);
    }

    [Fact]
    public void Data_comes_from_it()
    {
        var data = new Autograd.Data.TensorDataset(Tensor.Arange(6, device: s_plain).Reshape(3, 2), Tensor.Create([0L, 1, 2]));
        (Tensor inputs, Tensor targets) = data.Batch([2, 0]);
        Assert.Same(s_plain, inputs.Device);
        Assert.Equal([4L, 5, 0, 1], inputs.ToArray<long>());
        Assert.Equal([2L, 0], targets.ToArray<long>());
    }
}
