using Autograd.Nn;

namespace Autograd.Tests.Habits;

/// <summary>Making tensors as one does in Python: bare sizes, tuples, lists, and <c>x.new_…</c>.</summary>
public class CreationHabitTests
{
    [Fact]
    public void A_truth_value_is_assigned_to_a_part_of_a_mask()
    {
        Tensor mask = Tensor.Zeros([4], DType.Bool), x = Tensor.Zeros([2]);
        mask[1] = true;
        mask[Tensor.Create([3L])] = true;
        mask[0] = mask[1] && true;
        Assert.Equal([true, true, false, true], mask.ToArray<bool>());
        mask[..] = false;
        x[0] = true; // as in PyTorch, 1
        Assert.Equal([false, false, false, false], mask.ToArray<bool>());
        Assert.Equal([1f, 0], x.ToArray<float>());
        Assert.Equal(DType.Bool, (mask & true).DType);
    }

    public static TheoryData<string> Makers => ["Zeros", "Ones", "Empty", "Rand", "Randn"];

    [Theory]
    [MemberData(nameof(Makers))]
    public void Bare_sizes_are_a_shape(string maker)
    {
        Tensor[] made = maker switch
        {
            "Zeros" => [Tensor.Zeros(5), Tensor.Zeros(5, 3), Tensor.Zeros(5, 3, 2), Tensor.Zeros(5, 3, 2, 1), Tensor.Zeros(5, 3, 2, 1, 4), Tensor.Zeros((5, 3)), Tensor.Zeros(5, 0)],
            "Ones" => [Tensor.Ones(5), Tensor.Ones(5, 3), Tensor.Ones(5, 3, 2), Tensor.Ones(5, 3, 2, 1), Tensor.Ones(5, 3, 2, 1, 4), Tensor.Ones((5, 3)), Tensor.Ones(5, 0)],
            "Empty" => [Tensor.Empty(5), Tensor.Empty(5, 3), Tensor.Empty(5, 3, 2), Tensor.Empty(5, 3, 2, 1), Tensor.Empty(5, 3, 2, 1, 4), Tensor.Empty((5, 3)), Tensor.Empty(5, 0)],
            "Rand" => [Tensor.Rand(5), Tensor.Rand(5, 3), Tensor.Rand(5, 3, 2), Tensor.Rand(5, 3, 2, 1), Tensor.Rand(5, 3, 2, 1, 4), Tensor.Rand((5, 3)), Tensor.Rand(5, 0)],
            _ => [Tensor.Randn(5), Tensor.Randn(5, 3), Tensor.Randn(5, 3, 2), Tensor.Randn(5, 3, 2, 1), Tensor.Randn(5, 3, 2, 1, 4), Tensor.Randn((5, 3)), Tensor.Randn(5, 0)],
        };
        Assert.Equal([[5], [5, 3], [5, 3, 2], [5, 3, 2, 1], [5, 3, 2, 1, 4], [5, 3], [5, 0]], made.Select(t => t.Shape.ToArray()));
        Assert.All(made, t => Assert.Equal((DType.Float32, false), (t.DType, t.RequiresGrad)));
    }

    [Fact]
    public void Options_follow_the_sizes()
    {
        Assert.Equal(DType.Int64, Tensor.Zeros(5, 3, DType.Int64).DType);
        Assert.True(Tensor.Ones(2, 2, requiresGrad: true).RequiresGrad);
        Tensor x = Tensor.Randn(2, 3, dtype: DType.Float64, requiresGrad: true, generator: new Generator(1));
        Assert.Equal(Tensor.Randn([2, 3], DType.Float64, generator: new Generator(1)).ToArray<double>(), x.ToArray<double>());
        Assert.True(x.RequiresGrad);
        Assert.Equal(Tensor.Rand([7], generator: new Generator(1)).ToArray<float>(), Tensor.Rand(7, generator: new Generator(1)).ToArray<float>());
        Assert.True(Tensor.Zeros(3).RequiresGrad_().RequiresGrad);
        Assert.False(Tensor.Zeros(3, requiresGrad: true).RequiresGrad_(false).RequiresGrad);
    }

    [Fact]
    public void A_list_of_sizes_is_what_it_was()
    {
        Assert.Equal([5, 3], Tensor.Zeros([5, 3]).Shape);
        Assert.Equal([], Tensor.Zeros([]).Shape);
        Assert.Equal([2], Tensor.Zeros(Tensor.Ones([2]).Shape).Shape);
        int[] sizes = [2, 3];
        Assert.Equal([2, 3], Tensor.Full(sizes, 7).Shape);
        Assert.Equal([2, 3], Tensor.Full((2, 3), 7.0).Shape);
        Assert.True(Tensor.Zeros(2, 3, 4, 5, 6, 7).Shape == (2, 3, 4, 5, 6, 7));
    }

    [Fact]
    public void A_shape_comes_apart()
    {
        (int a, int b) = Tensor.Zeros(2, 3).Shape;
        Assert.Equal((2, 3), (a, b));
        Assert.Equal((2, 3, Shape.Create([2, 3])), (Tensor.Zeros(2, 3).Size(0), Tensor.Zeros(2, 3).Size(-1), Tensor.Zeros(2, 3).Size()));
        var (batch, time, channels) = Tensor.Zeros(4, 5, 6).Shape;
        Assert.Equal((4, 5, 6), (batch, time, channels));
        var (n, c, h, w) = Tensor.Zeros(1, 2, 3, 4).Shape;
        Assert.Equal((1, 2, 3, 4), (n, c, h, w));
        var (p, q, r, s, t) = Tensor.Zeros(1, 2, 3, 4, 5).Shape;
        Assert.Equal((1, 2, 3, 4, 5), (p, q, r, s, t));
        var (u, v, x, y, z, k) = Tensor.Zeros(1, 2, 3, 4, 5, 6).Shape;
        Assert.Equal((1, 2, 3, 4, 5, 6), (u, v, x, y, z, k));
        Assert.Equal(
            "shape: [2, 3] has 2 dimensions, and 3 sizes are taken from it",
            Assert.Throws<ShapeException>(() => { var (_, _, _) = Tensor.Zeros(2, 3).Shape; }).Message);
    }

    [Fact]
    public void Pieces_come_apart()
    {
        Tensor x = Tensor.Arange(12).Reshape(2, 6);
        var (query, key, value) = x.Split(2, dim: 1);
        Assert.Equal([0L, 1, 6, 7], query.ToArray<long>());
        Assert.Equal([2L, 3, 8, 9], key.ToArray<long>());
        Assert.Equal([4L, 5, 10, 11], value.ToArray<long>());
        var (left, right) = x.Chunk(2, 1).ToList();
        Assert.Equal([0L, 1, 2, 6, 7, 8], left.ToArray<long>());
        Assert.Equal([3L, 4, 5, 9, 10, 11], right.ToArray<long>());
        var (a, b, c, d, e, f) = x.Unbind(1);
        Assert.Equal([0L, 1, 2, 3, 4, 5], new[] { a, b, c, d, e, f }.Select(t => t[0].Item<long>()));
        var (g, h, i, j) = Tensor.Arange(4).Unbind();
        Assert.Equal([0L, 1, 2, 3], new[] { g, h, i, j }.Select(t => t.Item<long>()));
        var (k, l, m, n, o) = Tensor.Arange(5).Unbind();
        Assert.Equal([0L, 1, 2, 3, 4], new[] { k, l, m, n, o }.Select(t => t.Item<long>()));
        Assert.Equal(
            "deconstruct: there are 2 tensors in the list, and 3 are taken from it",
            Assert.Throws<ShapeException>(() => { var (_, _, _) = x.Unbind(); }).Message);
    }

    [Fact]
    public void Sequences_are_taken_where_arrays_are()
    {
        List<Tensor> list = [Tensor.Create([1f, 2]), Tensor.Create([3f, 4])];
        IEnumerable<Tensor> query = list.Where(t => t.Numel == 2);
        Assert.Equal([1f, 2, 3, 4], Tensor.Cat(list).ToArray<float>());
        Assert.Equal([1f, 3, 2, 4], Tensor.Stack(query, 1).ToArray<float>());
        Assert.Equal([2, 2], Tensor.Stack(query, dim: 1).Shape);
        Assert.Equal([4], Tensor.HStack(list).Shape);
        Assert.Equal([2, 2], Tensor.VStack(query).Shape);
        Assert.Equal([2, 2], Tensor.Meshgrid(list)[1].Shape);
        Assert.Equal(2, Tensor.BroadcastTensors(query).Length);
        Assert.Equal(11, Tensor.Einsum("i,i->", query).Item());
        Assert.Equal([1f, 2], Tensor.Create(new List<float> { 1, 2 }).ToArray<float>());
        Assert.Equal([2, 1], Tensor.Create(Enumerable.Range(1, 2), [2, 1]).Shape);
        Assert.Equal(DType.Int32, Tensor.Create(Enumerable.Range(1, 2)).DType);
        Assert.Equal([2, 2], Tensor.Create(new List<List<double>> { new() { 1, 2 }, new() { 3, 4 } }).Shape);
        Assert.Equal([2, 2], Tensor.Create(new List<float[]> { new[] { 1f, 2 }, new[] { 3f, 4 } }).Shape);
        Assert.Throws<ShapeException>(() => Tensor.Create(new List<float[]> { new[] { 1f, 2 }, new[] { 3f } }));
        Assert.Throws<ShapeException>(() => Tensor.Cat(new List<Tensor>()));
    }

    [Fact]
    public void Modules_and_gradients_take_sequences()
    {
        List<Module<Tensor, Tensor>> layers = [new Linear(3, 4), new Relu()];
        layers.Add(new Linear(4, 1));
        var model = new Sequential(layers);
        Assert.Equal(["0.weight", "0.bias", "2.weight", "2.bias"], model.StateDict().Keys);
        Assert.Equal(2, new ModuleList<Linear>(layers.OfType<Linear>()).Count);
        Assert.Single(new Sequential(model)); // a chain in a chain, not its modules
        Tensor loss = model.Call(Tensor.Ones([1, 3])).Sum();
        Tensor?[] gradients = Autodiff.Grad(loss, model.Parameters());
        Assert.Equal(model.Parameters().Select(p => p.Shape), gradients.Select(g => g!.Shape));
        List<Tensor> outputs = [model.Call(Tensor.Ones([1, 3])).Sum()], inputs = [.. model.Parameters()];
        Assert.Equal(gradients.Select(g => g!.ToArray<float>()), Autodiff.Grad(outputs, inputs).Select(g => g!.ToArray<float>()));
    }

    [Fact]
    public void New_tensors_have_the_dtype_of_the_old_one()
    {
        Tensor x = Tensor.Ones([3], DType.Float64), n = Tensor.Create([1L, 2]);
        Assert.Equal((DType.Float64, Shape.Create([2, 3])), (x.NewZeros(2, 3).DType, x.NewZeros(2, 3).Shape));
        Assert.Equal([1.0, 1], x.NewOnes([2]).ToArray<double>());
        Assert.Equal(DType.Int64, n.NewEmpty(4, 5).DType);
        Assert.Equal([7L, 7], n.NewFull([2], 7.9).ToArray<long>());
        Assert.Equal(DType.Bool, x.NewZeros([2], DType.Bool).DType);
        Assert.True(x.NewOnes([2], requiresGrad: true).RequiresGrad);
        Assert.Equal((DType.Float64, 2), (x.NewTensor([1, 2]).DType, x.NewTensor([1, 2]).Numel));
        Assert.Equal(DType.Int64, n.NewTensor(new List<float> { 1.5f }).DType);
        Assert.Equal([1, 2], x.NewTensor(new[,] { { 1, 2 } }).Shape);
        Assert.Equal(0.1, x.NewTensor(0.1).Item());
    }

    /// <summary>The dtype comes first, as in PyTorch, before the generator.</summary>
    [Fact]
    public void Like_tensors_take_a_dtype()
    {
        Tensor x = Tensor.Zeros([2, 3]), n = Tensor.Create([1L, 2]);
        Assert.Equal(DType.Float64, x.RandnLike(DType.Float64).DType);
        Assert.Equal(DType.Float32, n.RandLike(DType.Float32).DType);
        Assert.Equal(DType.Float64, Tensor.RandnLike(x, DType.Float64, requiresGrad: true).DType);
        Assert.Equal(DType.Int32, Tensor.RandIntLike(x, 0, 5, DType.Int32).DType);
        Assert.All(n.RandIntLike(3).ToArray<long>(), i => Assert.InRange(i, 0, 2));
        Assert.Equal(DType.Int64, Tensor.ZerosLike(x, DType.Int64).DType);
        Assert.Equal([2, 3], Tensor.OnesLike(x).Shape);
        Assert.Equal(
            Tensor.Randn([2, 3], generator: new Generator(3)).ToArray<float>(),
            x.RandnLike(generator: new Generator(3)).ToArray<float>());
    }
}
