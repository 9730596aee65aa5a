using Autograd.Devices;

namespace Autograd;

/// <summary>
/// A GRU over a sequence. Inputs: the gates' sums of the input [rows, 3 · size], the hidden state [batch, size], its weight [3 · size,
/// size], and optionally its bias [3 · size]. Outputs: the hidden states [rows, size] and the last one.
/// </summary>
/// <remarks>Source: Cho et al. (2014), "Learning phrase representations using RNN encoder-decoder", with the reset after the product, as in
/// PyTorch.</remarks>
internal sealed class GruOp(int[] batchSizes, bool reverse) : RecurrentOp(batchSizes, reverse)
{
    public override string Name => "gru";

    protected override int Outputs => 2;

    protected internal override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> inputs)
    {
        (TensorSpec gates, TensorSpec hidden) = (inputs[0], inputs[1]);
        RequireOneDType(inputs);
        int size = StateSize(hidden, "the hidden state");
        Require(gates, "the sums of the input", [Rows, 3 * size]);
        Require(inputs[2], "the hidden state's weight", [3 * size, size]);
        if (inputs.Length == 4) Require(inputs[3], "the hidden state's bias", [3 * size]);
        TensorSpec rows = gates with { Shape = [Rows, size] };
        return [rows, hidden, gates, gates, rows];
    }

    protected internal override Tensor[] ForwardAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<TensorSpec> specs)
    {
        Device device = inputs[0].Device;
        Tensor gates = inputs[0].CopyData(), hidden = inputs[1].CopyData(), weight = inputs[2].T;
        Tensor others = Allocate(specs[3], device), y = Allocate(specs[0], device), hiddens = Allocate(specs[4], device);
        bool bias = inputs.Length == 4;
        if (bias) device.Copy(inputs[3].BroadcastTo(others.Shape).Raw, others.Raw);
        foreach ((int start, int count) in Steps())
        {
            Tensor h = hidden.Narrow(0, 0, count), other = others.Narrow(0, start, count);
            Copy(h, hiddens.Narrow(0, start, count));
            Multiply(h, weight, other, accumulate: bias);
            device.GruStep(gates.Narrow(0, start, count).Raw, other.Raw, h.Raw, h.Raw);
            Copy(h, y.Narrow(0, start, count));
        }

        return [y, hidden, gates, others, hiddens];
    }

    protected internal override void KeepAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        foreach (Tensor input in inputs) Save(input);
        for (int i = 2; i < outputs.Length; i++) Save(outputs[i]);
    }

    protected override void Fused(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results)
    {
        int kept = InputCount;
        Tensor weight = Saved(2), gates = Saved(kept), others = Saved(kept + 1), hiddens = Saved(kept + 2);
        Tensor gradHidden = Zeros(grads[1], Saved(1));
        Tensor gradGates = gates.UninitializedLike(gates.DType), gradOthers = gates.UninitializedLike(gates.DType);
        foreach ((int start, int count) in Steps().Reverse())
        {
            Tensor dh = gradHidden.Narrow(0, 0, count), dOther = gradOthers.Narrow(0, start, count);
            if (grads[0] is { } dy) dh.Add_(dy.Narrow(0, start, count));
            gates.Device.GruStepGrad(
                gates.Narrow(0, start, count).Raw, others.Narrow(0, start, count).Raw, hiddens.Narrow(0, start, count).Raw, dh.Raw,
                gradGates.Narrow(0, start, count).Raw, dOther.Raw);
            Multiply(dOther, weight, dh, accumulate: true);
        }

        if (needed[0]) results[0] = gradGates;
        if (needed[1]) results[1] = gradHidden;
        if (needed[2]) results[2] = gradOthers.T.MatMul(hiddens);
        if (kept == 4 && needed[3]) results[3] = gradOthers.Sum(0);
    }

    protected override Tensor[] Compose(ReadOnlySpan<Tensor> inputs)
    {
        Tensor all = inputs[0], weight = inputs[2];
        Tensor? bias = inputs.Length == 4 ? inputs[3] : null;
        int size = inputs[1].Shape[1];
        (Tensor rows, Tensor[] states) = Walk([inputs[1]], (start, count, now) =>
        {
            Tensor x = all.Narrow(0, start, count), y = now[0].MatMul(weight.T);
            if (bias is not null) y += bias;
            Tensor X(int i) => x.Narrow(1, i * size, size);
            Tensor Y(int i) => y.Narrow(1, i * size, size);
            Tensor reset = (X(0) + Y(0)).Sigmoid(), keep = (X(1) + Y(1)).Sigmoid(), next = (X(2) + reset * Y(2)).Tanh();
            return [(1 - keep) * next + keep * now[0]];
        });
        return [rows, states[0]];
    }
}
