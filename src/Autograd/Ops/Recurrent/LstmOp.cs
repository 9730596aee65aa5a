using Autograd.Devices;

namespace Autograd;

/// <summary>
/// An LSTM over a sequence. Inputs: the gates' sums of the input [rows, 4 · size], the hidden state [batch, out], the cell [batch, size],
/// the hidden state's weight [4 · size, out], and, with a projection, its weight [out, size]. Outputs: the hidden states [rows, out], and
/// the last hidden state and cell.
/// </summary>
/// <remarks>Source: Hochreiter and Schmidhuber (1997), "Long short-term memory", with forget gates (Gers et al. 2000).</remarks>
internal sealed class LstmOp(int[] batchSizes, bool reverse) : RecurrentOp(batchSizes, reverse)
{
    public override string Name => "lstm";

    protected override int Outputs => 3;

    protected internal override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> inputs)
    {
        (TensorSpec gates, TensorSpec hidden, TensorSpec cell) = (inputs[0], inputs[1], inputs[2]);
        RequireOneDType(inputs);
        int outSize = StateSize(hidden, "the hidden state"), size = StateSize(cell, "the cell"), rows = Rows;
        Require(gates, "the sums of the input", [rows, 4 * size]);
        Require(inputs[3], "the hidden state's weight", [4 * size, outSize]);
        if (inputs.Length == 5) Require(inputs[4], "the projection's weight", [outSize, size]);
        else Require(hidden, "the hidden state, without a projection,", cell.Shape);
        TensorSpec of(int columns) => gates with { Shape = [rows, columns] };
        return
        [
            of(outSize), hidden, cell, gates, of(size), of(outSize), inputs.Length == 5 ? of(size) : of(0),
        ];
    }

    protected internal override Tensor[] ForwardAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<TensorSpec> specs)
    {
        Device device = inputs[0].Device;
        Tensor gates = inputs[0].CopyData(), hidden = inputs[1].CopyData(), cell = inputs[2].CopyData(), weight = inputs[3].T;
        Tensor? projection = inputs.Length == 5 ? inputs[4].T : null;
        Tensor y = Allocate(specs[0], device), cells = Allocate(specs[4], device);
        Tensor hiddens = Allocate(specs[5], device), inner = Allocate(specs[6], device);
        foreach ((int start, int count) in Steps())
        {
            Tensor h = hidden.Narrow(0, 0, count), c = cell.Narrow(0, 0, count), g = gates.Narrow(0, start, count);
            Copy(h, hiddens.Narrow(0, start, count));
            Copy(c, cells.Narrow(0, start, count));
            Multiply(h, weight, g, accumulate: true);
            Tensor before = projection is null ? h : inner.Narrow(0, start, count);
            device.LstmStep(g.Raw, c.Raw, before.Raw);
            if (projection is not null) Multiply(before, projection, h, accumulate: false);
            Copy(h, y.Narrow(0, start, count));
        }

        return [y, hidden, cell, gates, cells, hiddens, inner];
    }

    protected internal override void KeepAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        foreach (Tensor input in inputs) Save(input);
        for (int i = 3; i < outputs.Length; i++) Save(outputs[i]);
    }

    protected override void Fused(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results)
    {
        int kept = InputCount;
        Tensor weight = Saved(3), gates = Saved(kept), cells = Saved(kept + 1), hiddens = Saved(kept + 2);
        Tensor? projection = kept == 5 ? Saved(4) : null;
        Tensor gradHidden = Zeros(grads[1], Saved(1)), gradCell = Zeros(grads[2], Saved(2));
        Tensor gradGates = gates.UninitializedLike(gates.DType);
        Tensor gradOut = hiddens.UninitializedLike(gates.DType), gradInner = cells.UninitializedLike(gates.DType);
        foreach ((int start, int count) in Steps().Reverse())
        {
            Tensor dh = gradHidden.Narrow(0, 0, count), dc = gradCell.Narrow(0, 0, count), dg = gradGates.Narrow(0, start, count);
            if (grads[0] is { } dy) dh.Add_(dy.Narrow(0, start, count));
            Tensor inner = dh;
            if (projection is not null)
            {
                inner = gradInner.Narrow(0, start, count);
                Copy(dh, gradOut.Narrow(0, start, count));
                Multiply(dh, projection, inner, accumulate: false);
            }

            gates.Device.LstmStepGrad(
                gates.Narrow(0, start, count).Raw, cells.Narrow(0, start, count).Raw, inner.Raw, dc.Raw, dg.Raw);
            Multiply(dg, weight, dh, accumulate: false);
        }

        if (needed[0]) results[0] = gradGates;
        if (needed[1]) results[1] = gradHidden;
        if (needed[2]) results[2] = gradCell;
        if (needed[3]) results[3] = gradGates.T.MatMul(hiddens);
        if (projection is not null && needed[4]) results[4] = gradOut.T.MatMul(Saved(kept + 3));
    }

    protected override Tensor[] Compose(ReadOnlySpan<Tensor> inputs)
    {
        Tensor all = inputs[0], weight = inputs[3];
        Tensor? projection = inputs.Length == 5 ? inputs[4] : null;
        int size = inputs[2].Shape[1];
        (Tensor rows, Tensor[] states) = Walk([inputs[1], inputs[2]], (start, count, now) =>
        {
            Tensor gates = all.Narrow(0, start, count) + now[0].MatMul(weight.T);
            Tensor Part(int i) => gates.Narrow(1, i * size, size);
            Tensor cell = Part(1).Sigmoid() * now[1] + Part(0).Sigmoid() * Part(2).Tanh(), hidden = Part(3).Sigmoid() * cell.Tanh();
            return [projection is null ? hidden : hidden.MatMul(projection.T), cell];
        });
        return [rows, states[0], states[1]];
    }
}
