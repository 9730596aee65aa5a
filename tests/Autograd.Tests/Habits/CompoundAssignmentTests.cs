using Autograd.Nn;

namespace Autograd.Tests.Habits;

/// <summary>C# 14's <c>x += y</c> changes the tensor in place, as in PyTorch; a property or an indexer is still read, computed with and set.</summary>
public class CompoundAssignmentTests
{
    private Tensor _field = 1.0;

    public static TheoryData<string> Operators => ["+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="];

    /// <summary>The line of PyTorch's first lesson. The losses are PyTorch's.</summary>
    [Fact]
    public void The_classic_training_step_trains()
    {
        Tensor x = Tensor.Create([1.0, 2, 3, 4]), y = Tensor.Create([2.0, 4, 6, 8]);
        Tensor w = Tensor.Zeros([], DType.Float64, requiresGrad: true);
        List<double> losses = [];
        for (int epoch = 0; epoch < 4; epoch++)
        {
            Tensor loss = (x * w - y).Square().Mean();
            losses.Add(loss.Item());
            loss.Backward();
            using (GradMode.NoGrad()) w -= 0.01 * w.Grad!;
            w.Grad!.Zero_();
        }

        Assert.Equal([30, 21.675, 15.6601875, 11.31448546875], losses, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.True(w.IsLeaf && w.RequiresGrad);
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void It_is_the_method_in_place(string sign)
    {
        foreach (bool number in new[] { false, true })
        {
            Tensor expected = Tensor.Create([7, -6, 5, 12]), x = expected.Clone(), view = x[1..], same = x;
            Tensor y = Tensor.Create([3, 2, 1, 4]);
            if (sign == "/=") (expected, x, y) = (expected.Double(), x.Double(), y.Double());
            if (sign == "/=") (view, same) = (x[1..], x);
            Method(sign, expected, y, number);
            Operator(sign, ref x, y, number);
            Assert.Same(same, x);
            Assert.Equal(expected.ToArray<double>(), x.ToArray<double>());
            Assert.Equal(expected.ToArray<double>()[1..], view.ToArray<double>());
            Assert.Equal(1, x.Version);
        }
    }

    [Fact]
    public void A_view_changes_its_base()
    {
        Tensor x = Tensor.Zeros([2, 3]), row = x[0], column = x.T[2];
        row += 1;
        column -= Tensor.Create([5f, 6]);
        Assert.Equal([1f, 1, -4, 0, 0, -6], x.ToArray<float>());
    }

    /// <summary>Locals, parameters, fields, elements of arrays and what a lambda captures are variables.</summary>
    [Fact]
    public void Every_kind_of_variable_changes_in_place()
    {
        Tensor x = Tensor.Zeros([2]), captured = x;
        Tensor[] all = [x];
        _field = x;
        Action change = () => captured += 1;
        change();
        _field += 1;
        all[0] += 1;
        AddOne(x);
        (captured ?? x).Add_(1);
        Assert.Equal([5f, 5], x.ToArray<float>());
        Assert.Same(x, _field);
        Assert.Same(x, all[0]);

        static void AddOne(Tensor argument) => argument += 1;
    }

    [Fact]
    public void A_parameter_changes_in_place()
    {
        var layer = new Linear(2, 1);
        Parameter weight = layer.Weight;
        float[] before = weight.ToArray<float>();
        layer.Call(Tensor.Ones([1, 2])).Backward();
        using (GradMode.NoGrad())
        {
            weight -= 0.5 * weight.Grad!;
            weight *= 2;
        }

        Assert.Equal([2 * (before[0] - 0.5f), 2 * (before[1] - 0.5f)], layer.Weight.ToArray<float>());
        Assert.Same(layer.Weight, weight);
    }

    [Fact]
    public void A_leaf_that_requires_grad_is_refused_and_unchanged()
    {
        Tensor w = Tensor.Ones([2], requiresGrad: true), view = w[..1];
        Assert.Equal(
            "sub_: a leaf that requires grad cannot be changed in place while gradients are recorded. "
            + "Update parameters inside using (GradMode.NoGrad()), or work on a Clone().",
            Assert.Throws<GraphException>(() => w -= 1).Message);
        Assert.StartsWith("mul_: a view of a leaf that requires grad", Assert.Throws<GraphException>(() => view *= 2).Message, StringComparison.Ordinal);
        Assert.StartsWith("index_put_: a view of a leaf that requires grad", Assert.Throws<GraphException>(() => w[0] += 1).Message, StringComparison.Ordinal);
        Assert.Equal([1f, 1], w.ToArray<float>());
    }

    [Fact]
    public void A_result_that_does_not_fit_is_refused()
    {
        Tensor x = Tensor.Zeros([2]), n = Tensor.Create([1, 2]);
        Assert.Throws<ShapeException>(() => x += Tensor.Zeros([2, 2]));
        Assert.Throws<DTypeException>(() => n += 0.5);
        Assert.Throws<DTypeException>(() => n /= 2);
    }

    /// <summary>PyTorch: x.Grad [12, 6], since y is x · w · 3 in its first element, and x · w in the second.</summary>
    [Fact]
    public void On_a_result_it_is_recorded()
    {
        Tensor x = Tensor.Create([1.0, 2], requiresGrad: true), y = x * Tensor.Create([4.0, 6]), first = y[..1];
        first *= 3;
        y.Sum().Backward();
        Assert.Equal([12.0, 6], x.Grad!.ToArray<double>());
        Assert.Equal([12.0, 12], y.ToArray<double>());
    }

    [Fact]
    public void An_overwritten_value_that_a_gradient_needs_is_reported()
    {
        Tensor x = Tensor.Create([1.0, 2], requiresGrad: true), y = x.Exp(), z = y * y;
        y += 1;
        Assert.Contains("add_", Assert.Throws<GraphException>(() => z.Sum().Backward()).Message, StringComparison.Ordinal);
    }

    /// <summary>A part is read as a view, and the sum is written into it: one change, counted once.</summary>
    [Fact]
    public void A_part_is_written_once()
    {
        Tensor x = Tensor.Arange(6).Reshape(2, 3).Float();
        int before = x.Version;
        x[0] += 1;
        Assert.Equal(before + 1, x.Version);
        x[1, 1..] *= 2;
        x[^1, 0] -= 3;
        Assert.Equal(before + 3, x.Version);
        Assert.Equal([1f, 2, 3, 0, 8, 10], x.ToArray<float>());
    }

    /// <summary>PyTorch writes back what it computed from the copy that the index gave: an element that is named twice gets one of the values.</summary>
    [Fact]
    public void At_index_tensors_it_is_read_computed_and_written_back()
    {
        Tensor c = Tensor.Zeros([4]);
        c[Tensor.Create([2L, 0, 2])] += Tensor.Create([1f, 2, 3]);
        Assert.Equal([2f, 0, 3, 0], c.ToArray<float>());
        Assert.Equal(1, c.Version);
        c[c > 0] *= 2;
        Assert.Equal([4f, 0, 6, 0], c.ToArray<float>());
        Assert.Equal(2, c.Version);
    }

    [Fact]
    public void At_index_tensors_it_is_recorded()
    {
        Tensor x = Tensor.Create([1.0, 2, 3], requiresGrad: true), v = Tensor.Create([5.0, 7], requiresGrad: true), y = x * 2;
        y[Tensor.Create([2L, 0])] *= v;
        y.Sum().Backward();
        Assert.Equal([14.0, 2, 10], x.Grad!.ToArray<double>());
        Assert.Equal([6.0, 2], v.Grad!.ToArray<double>());
    }

    /// <summary>Python's 0 is no tensor: what is added to it decides.</summary>
    [Fact]
    public void A_number_becomes_what_is_added_to_it()
    {
        Tensor x = Tensor.Create([1.5f, 2], requiresGrad: true), sum = 0, product = 2, shifted = 1;
        for (int i = 0; i < 3; i++) sum += x;
        product *= x;
        product -= 1;
        shifted <<= Tensor.Create([3, 4]);
        Assert.Equal([4.5f, 6], sum.ToArray<float>());
        Assert.Equal([2f, 3], product.ToArray<float>());
        Assert.Equal([8, 16], shifted.ToArray<int>());
        (sum + product).Sum().Backward();
        Assert.Equal([5f, 5], x.Grad!.ToArray<float>());
        Assert.Equal([1.5f, 2], x.ToArray<float>());
    }

    [Fact]
    public void A_number_that_gathered_a_loss_in_a_scope_outlives_it()
    {
        Tensor total = 0;
        for (int i = 0; i < 3; i++)
        {
            using var step = new TensorScope();
            total += (Tensor.Ones([4]) * i).Sum();
        }

        Assert.Equal(12, total.Item());
    }

    private static void Method(string sign, Tensor x, Tensor y, bool number) => _ = sign switch
    {
        "+=" => number ? x.Add_(2) : x.Add_(y),
        "-=" => number ? x.Sub_(2) : x.Sub_(y),
        "*=" => number ? x.Mul_(2) : x.Mul_(y),
        "/=" => number ? x.Div_(2) : x.Div_(y),
        "%=" => number ? x.Remainder_(2) : x.Remainder_(y),
        "&=" => number ? x.BitwiseAnd_(2) : x.BitwiseAnd_(y),
        "|=" => number ? x.BitwiseOr_(2) : x.BitwiseOr_(y),
        "^=" => number ? x.BitwiseXor_(2) : x.BitwiseXor_(y),
        "<<=" => number ? x.BitwiseLeftShift_(2) : x.BitwiseLeftShift_(y),
        _ => number ? x.BitwiseRightShift_(2) : x.BitwiseRightShift_(y),
    };

    private static void Operator(string sign, ref Tensor x, Tensor y, bool number)
    {
        switch (sign)
        {
            case "+=" when number: x += 2; break;
            case "+=": x += y; break;
            case "-=" when number: x -= 2; break;
            case "-=": x -= y; break;
            case "*=" when number: x *= 2; break;
            case "*=": x *= y; break;
            case "/=" when number: x /= 2; break;
            case "/=": x /= y; break;
            case "%=" when number: x %= 2; break;
            case "%=": x %= y; break;
            case "&=" when number: x &= 2; break;
            case "&=": x &= y; break;
            case "|=" when number: x |= 2; break;
            case "|=": x |= y; break;
            case "^=" when number: x ^= 2; break;
            case "^=": x ^= y; break;
            case "<<=" when number: x <<= 2; break;
            case "<<=": x <<= y; break;
            case ">>=" when number: x >>= 2; break;
            case ">>=": x >>= y; break;
            default: throw new ArgumentException(sign);
        }
    }
}
