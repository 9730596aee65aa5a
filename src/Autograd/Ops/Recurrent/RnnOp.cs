using Autograd.Devices;

namespace Autograd;

/// <summary>
/// An Elman network over a sequence. Inputs: the sums of the input [rows, size], the hidden state [batch, size], and its weight [size,
/// size]. Outputs:
/// the hidden states [rows, size] and the last one.
/// </summary>
/// <remarks>Source: Elman (1990), "Finding structure in time".</remarks>
internal sealed class RnnOp(int[] batchSizes, bool reverse, bool relu) : RecurrentOp(batchSizes, reverse)
{
    public override string Name => "rnn";

    protected override int Outputs => 2;

    protected internal override TensorSpec[] InferAll(ReadOnlySpan<TensorSpec> inputs)
    {
        RequireOneDType(inputs);
        int size = StateSize(inputs[1], "the hidden state");
        Require(inputs[0], "the sums of the input", [Rows, size]);
        Require(inputs[2], "the hidden state's weight", [size, size]);
        return [inputs[0], inputs[1], inputs[0]];
    }

    protected internal override Tensor[] ForwardAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<TensorSpec> specs)
    {
        Device device = inputs[0].Device;
        Tensor y = inputs[0].CopyData(), hidden = inputs[1].CopyData(), hiddens = Allocate(specs[2], device), weight = inputs[2].T;
        foreach ((int start, int count) in Steps())
        {
            Tensor h = hidden.Narrow(0, 0, count), now = y.Narrow(0, start, count);
            Copy(h, hiddens.Narrow(0, start, count));
            Multiply(h, weight, now, accumulate: true);
            if (relu) now.Relu_();
            else now.Tanh_();
            Copy(now, h);
        }

        return [y, hidden, hiddens];
    }

    protected internal override void KeepAll(ReadOnlySpan<Tensor> inputs, ReadOnlySpan<Tensor> outputs)
    {
        foreach (Tensor input in inputs) Save(input);
        Save(outputs[0]);
        Save(outputs[2]);
    }

    protected override void Fused(ReadOnlySpan<Tensor?> grads, ReadOnlySpan<bool> needed, Span<Tensor?> results)
    {
        Tensor weight = Saved(2), y = Saved(3), hiddens = Saved(4);
        Tensor gradHidden = Zeros(grads[1], Saved(1)), gradSums = y.UninitializedLike(y.DType);
        foreach ((int start, int count) in Steps().Reverse())
        {
            Tensor dh = gradHidden.Narrow(0, 0, count), now = y.Narrow(0, start, count), ds = gradSums.Narrow(0, start, count);
            if (grads[0] is { } dy) dh.Add_(dy.Narrow(0, start, count));
            Copy(relu ? dh * (now > 0) : dh - dh * now * now, ds);
            Multiply(ds, weight, dh, accumulate: false);
        }

        if (needed[0]) results[0] = gradSums;
        if (needed[1]) results[1] = gradHidden;
        if (needed[2]) results[2] = gradSums.T.MatMul(hiddens);
    }

    protected override Tensor[] Compose(ReadOnlySpan<Tensor> inputs)
    {
        Tensor all = inputs[0], weight = inputs[2];
        (Tensor rows, Tensor[] states) = Walk([inputs[1]], (start, count, now) =>
        {
            Tensor sums = all.Narrow(0, start, count) + now[0].MatMul(weight.T);
            return [relu ? sums.Relu() : sums.Tanh()];
        });
        return [rows, states[0]];
    }
}
