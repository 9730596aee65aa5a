using Autograd.Nn;

namespace Autograd.Tests.Nn;

/// <summary>Packed sequences, states and start values of recurrent layers.</summary>
public sealed class RecurrentTests
{
    [Fact]
    public void Packed_sequences_give_what_each_sequence_gives_by_itself()
    {
        foreach (bool bidirectional in (bool[])[false, true])
        {
            var lstm = new Lstm(3, 4, 2, bidirectional: bidirectional, dtype: DType.Float64, generator: new Generator(1));
            var gru = new Gru(3, 4, 2, bidirectional: bidirectional, dtype: DType.Float64, generator: new Generator(1));
            var rnn = new Rnn(3, 4, 2, bidirectional: bidirectional, dtype: DType.Float64, generator: new Generator(1));
            Tensor[] sequences = [.. ((int[])[2, 5, 3]).Select(length => Tensor.Randn([length, 3], DType.Float64, generator: new Generator(2)))];
            PackedSequence packed = F.PackSequence(sequences, enforceSorted: false);
            (Tensor batch, int[] lengths) = F.PadPackedSequence(lstm.Call(packed).Output);
            (Tensor gruBatch, _) = F.PadPackedSequence(gru.Call(packed).Output);
            (Tensor rnnBatch, _) = F.PadPackedSequence(rnn.Call(packed).Output);
            Assert.Equal([2, 5, 3], lengths);
            for (int i = 0; i < sequences.Length; i++)
            {
                Close(lstm.Call(sequences[i]).Output, batch[..lengths[i], i]);
                Close(gru.Call(sequences[i]).Output, gruBatch[..lengths[i], i]);
                Close(rnn.Call(sequences[i]).Output, rnnBatch[..lengths[i], i]);
                Close(lstm.Call(sequences[i]).State.Cell, lstm.Call(packed).State.Cell[.., i]);
                Close(gru.Call(sequences[i]).State, gru.Call(packed).State[.., i]);
            }
        }
    }

    [Fact]
    public void Gradients_through_packed_sequences_are_right_to_second_order()
    {
        var lstm = new Lstm(2, 3, bidirectional: true, projSize: 2, dtype: DType.Float64, generator: new Generator(1));
        var gru = new Gru(2, 3, bidirectional: true, dtype: DType.Float64, generator: new Generator(1));
        var rnn = new Rnn(2, 3, bidirectional: true, dtype: DType.Float64, generator: new Generator(1));
        Tensor x = Tensor.Randn([3, 2, 2], DType.Float64, generator: new Generator(3)), h = Tensor.Randn([2, 2, 3], DType.Float64), p = Tensor.Randn([2, 2, 2], DType.Float64);
        foreach (Tensor t in (Tensor[])[x, h, p]) t.RequiresGrad = true;
        Check(v => lstm.Call(Pack(v[0]), (v[1], v[2])).Output.Data, [x, p, h]);
        Check(v => lstm.Call(Pack(v[0]), (v[1], v[2])).State.Cell, [x, p, h]);
        Check(v => gru.Call(Pack(v[0]), v[1]).Output.Data, [x, h]);
        Check(v => rnn.Call(Pack(v[0]), v[1]).State, [x, h]);

        static PackedSequence Pack(Tensor input) => F.PackPaddedSequence(input, [2, 3], enforceSorted: false);
        static void Check(Func<Tensor[], Tensor> f, Tensor[] inputs)
        {
            GradCheck.Check(v => f([.. v]), inputs);
            GradCheck.CheckSecondOrder(v => f([.. v]), inputs);
        }
    }

    [Fact]
    public void A_cell_steps_as_its_layer_does()
    {
        Tensor x = Tensor.Randn([4, 2, 3]), h = Tensor.Zeros([2, 5]);
        var layer = new Gru(3, 5, generator: new Generator(1));
        var cell = new GruCell(3, 5, generator: new Generator(1));
        for (int t = 0; t < 4; t++) h = cell.Call(x[t], h);
        Assert.Equal(layer.Call(x).State.ToArray<float>(), h.ToArray<float>());
        Assert.Equal(["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"], layer.StateDict().Keys);
        Assert.Equal(
            ["weight_ih_l0", "weight_hh_l0", "weight_hr_l0", "weight_ih_l0_reverse", "weight_hh_l0_reverse", "weight_hr_l0_reverse"],
            new Lstm(3, 5, bias: false, bidirectional: true, projSize: 2).StateDict().Keys);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var lstm = new Lstm(3, 4);
        Assert.Throws<ShapeException>(() => lstm.Call(Tensor.Ones([5, 2, 2])));
        Assert.Throws<ShapeException>(() => lstm.Call(Tensor.Ones([3])));
        Assert.Throws<ShapeException>(() => lstm.Call(Tensor.Ones([0, 2, 3])));
        Assert.Throws<ShapeException>(() => lstm.Call(Tensor.Ones([5, 2, 3]), (Tensor.Ones([1, 3, 4]), Tensor.Ones([1, 2, 4]))));
        Assert.Throws<DTypeException>(() => lstm.Call(Tensor.Ones([5, 2, 3], DType.Float64)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lstm(3, 4, projSize: 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Gru(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Gru(3, 2, dropout: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rnn(3, 2, nonlinearity: (RnnNonlinearity)7));
        Assert.Throws<ShapeException>(() => new GruCell(3, 2).Call(Tensor.Ones([2, 4])));
        Assert.Throws<ShapeException>(() => new RnnCell(3, 2).Call(Tensor.Ones([2, 3]), Tensor.Ones([2, 3])));
        Assert.Throws<ShapeException>(() => F.PackPaddedSequence(Tensor.Ones([4, 2, 3]), [1, 2]));
        Assert.Throws<ShapeException>(() => F.PackPaddedSequence(Tensor.Ones([4, 2, 3]), [5, 2]));
        Assert.Throws<ShapeException>(() => F.PackPaddedSequence(Tensor.Ones([4, 2, 0]), [2, 1]));
        Assert.Throws<ShapeException>(() => F.PadSequence([Tensor.Ones([4, 2]), Tensor.Ones([4, 3])]));
        Assert.Throws<ShapeException>(() => F.PadPackedSequence(F.PackSequence([Tensor.Ones([4, 2])]), totalLength: 3));
    }

    [Fact]
    public void A_packed_sequence_made_by_hand_is_checked()
    {
        var gru = new Gru(3, 4);
        foreach (PackedSequence packed in (PackedSequence[])
            [
                new(Tensor.Ones([3, 3]), []), new(Tensor.Ones([3, 3]), [1, 2]), new(Tensor.Ones([3, 3]), [3, 0]), new(Tensor.Ones([4, 3]), [2, 1]),
                new(Tensor.Ones([3, 3]), [2, 1], [0, 0]), new(Tensor.Ones([3, 3]), [2, 1], [0]),
            ])
        {
            Assert.StartsWith("Gru: gru: the packed sequences'", Assert.Throws<ShapeException>(() => gru.Call(packed)).Message);
            Assert.Throws<ShapeException>(() => F.PadPackedSequence(packed));
        }
    }

    [Fact]
    public void The_operations_name_the_input_that_does_not_fit()
    {
        Tensor sums = Tensor.Ones([3, 8]), state = Tensor.Ones([2, 2]), weight = Tensor.Ones([8, 2]);
        Says("lstm: the sums of the input must be [3, 8], not [3, 6]", () => new LstmOp([2, 1], false).ApplyAll(sums[.., ..6], state, state, weight));
        Says("lstm: the cell must be [2, size] with a size of at least 1, not [3, 2]",
            () => new LstmOp([2, 1], false).ApplyAll(sums, state, Tensor.Ones([3, 2]), weight));
        Says("lstm: the projection's weight must be [2, 2], not [1, 2]",
            () => new LstmOp([2, 1], false).ApplyAll(sums, state, state, weight, Tensor.Ones([1, 2])));
        Says("gru: the hidden state's weight must be [6, 2], not [8, 2]", () => new GruOp([2, 1], false).ApplyAll(sums[.., ..6], state, weight));
        Says("rnn: the sums of the input must be [3, 2], not [3, 8]", () => new RnnOp([2, 1], false, false).ApplyAll(sums, state, state));
        Assert.Throws<DTypeException>(() => new RnnOp([2, 1], false, false).ApplyAll(sums[.., ..2], state, state.To(DType.Float64)));

        static void Says(string message, Action act) => Assert.Equal(message, Assert.Throws<ShapeException>(act).Message);
    }

    private static void Close(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        GoldenJson.AssertClose(expected.ToArray<double>(), actual.ToArray<double>(), 1e-12, 1e-14, "recurrent");
    }
}
