using Autograd.Nn;

namespace Autograd.Tests.Ops;

/// <summary>Recurrent sequences (PyTorch's with an identity in the place of the input's weight) and packed sequences.</summary>
public static partial class OpCases
{
    private const string Packed = "nn.utils.rnn.PackedSequence(x[0], torch.tensor([3, 2, 1]))";

    private static OpCase[] Recurrent() =>
    [
        Case("lstm", x => Join(new LstmOp([2, 2, 2], false).ApplyAll(x), 3),
            Joined("torch.lstm(x[0].reshape(3, 2, 8), [x[1][None], x[2][None]], [torch.eye(8, dtype=x[0].dtype), x[3]], False, 1, 0.0, False, False, False)"),
            Shapes((6, 8), (2, 2), (2, 2), (8, 2))),
        Case("gru", x => Join(new GruOp([2, 2, 2], false).ApplyAll(x), 2),
            Joined("torch.gru(x[0].reshape(3, 2, 6), x[1][None], [torch.eye(6, dtype=x[0].dtype), x[2], torch.zeros(6, dtype=x[0].dtype), x[3]], True, 1, "
            + "0.0, False, False, False)"),
            Shapes((6, 6), (2, 2), (6, 2), 6)),
        Case("rnn", x => Join(new RnnOp([2, 2, 2], false, relu: false).ApplyAll(x), 2),
            Joined("torch.rnn_tanh(x[0].reshape(3, 2, -1), x[1][None], [torch.eye(x[0].shape[1], dtype=x[0].dtype), x[2]], False, 1, 0.0, False, False, False)"),
            Shapes((6, 3), (2, 3), (3, 3))).Deviates("0.3to0", "a state of no numbers is refused, as torch.nn.RNN refuses it"),
        Case("lstm.reverse", x => new LstmOp([2, 2, 2], true).ApplyAll(x)[0],
            "torch.lstm(x[0].reshape(3, 2, 8).flip(0), [x[1][None], x[2][None]], [torch.eye(8, dtype=x[0].dtype), x[3]], False, 1, 0.0, False, False, "
            + "False)[0].flip(0).flatten(0, 1)",
            Shapes((6, 8), (2, 2), (2, 2), (8, 2))),
        Case("gru.reverse", x => new GruOp([2, 2, 2], true).ApplyAll(x)[0],
            "torch.gru(x[0].reshape(3, 2, 6).flip(0), x[1][None], [torch.eye(6, dtype=x[0].dtype), x[2]], False, 1, 0.0, False, False, "
            + "False)[0].flip(0).flatten(0, 1)",
            Shapes((6, 6), (2, 2), (6, 2))),
        Case("rnn.reverse", x => new RnnOp([2, 2, 2], true, relu: true).ApplyAll(x)[0],
            "torch.rnn_relu(x[0].reshape(3, 2, -1).flip(0), x[1][None], [torch.eye(x[0].shape[1], dtype=x[0].dtype), x[2]], False, 1, 0.0, False, False, "
            + "False)[0].flip(0).flatten(0, 1)",
            Shapes((6, 3), (2, 3), (3, 3))).Deviates("0.3to0", "a state of no numbers is refused, as torch.nn.RNN refuses it"),
        // The last states alone, which a classifier of sequences takes: no gradient arrives by the other outputs.
        Case("lstm.state", x => new LstmOp([2, 2, 2], false).ApplyAll(x)[1],
            "torch.lstm(x[0].reshape(3, 2, 8), [x[1][None], x[2][None]], [torch.eye(8, dtype=x[0].dtype), x[3]], False, 1, 0.0, False, False, False)[1][0]",
            Shapes((6, 8), (2, 2), (2, 2), (8, 2))),
        Case("lstm.cell", x => new LstmOp([2, 2, 2], false).ApplyAll(x)[2],
            "torch.lstm(x[0].reshape(3, 2, 8), [x[1][None], x[2][None]], [torch.eye(8, dtype=x[0].dtype), x[3]], False, 1, 0.0, False, False, False)[2][0]",
            Shapes((6, 8), (2, 2), (2, 2), (8, 2))),
        Case("gru.state", x => new GruOp([2, 2, 2], false).ApplyAll(x)[1],
            "torch.gru(x[0].reshape(3, 2, 6), x[1][None], [torch.eye(6, dtype=x[0].dtype), x[2]], False, 1, 0.0, False, False, False)[1][0]",
            Shapes((6, 6), (2, 2), (6, 2))),
        Case("rnn.state", x => new RnnOp([2, 2, 2], false, relu: false).ApplyAll(x)[1],
            "torch.rnn_tanh(x[0].reshape(3, 2, -1), x[1][None], [torch.eye(x[0].shape[1], dtype=x[0].dtype), x[2]], False, 1, 0.0, False, False, False)[1][0]",
            Shapes((6, 3), (2, 3), (3, 3))).Deviates("0.3to0", "a state of no numbers is refused, as torch.nn.RNN refuses it"),
        Case("pad_sequence", x => F.PadSequence([x[0], x[1]], paddingValue: 2), "nn.utils.rnn.pad_sequence(x, padding_value=2)", Shapes((4, 2), (3, 2))),
        Case("pack_sequence", x => F.PackSequence([x[0], x[1]], enforceSorted: false).Data, "nn.utils.rnn.pack_sequence(x, enforce_sorted=False).data",
            Shapes((2, 2), (3, 2))),
        Case("pack_padded_sequence", x => F.PackPaddedSequence(x[0], [2, 4], batchFirst: true, enforceSorted: false).Data,
            "nn.utils.rnn.pack_padded_sequence(x[0], [2, 4], batch_first=True, enforce_sorted=False).data", Shapes((2, 4, 3))),
        Case("pad_packed_sequence", x => F.PadPackedSequence(new PackedSequence(x[0], [3, 2, 1]), totalLength: 4).Batch,
            $"nn.utils.rnn.pad_packed_sequence({Packed}, total_length=4)[0]", Shapes((6, 2))),
    ];

    private static string Joined(string call) => $"(lambda found: torch.cat([y.flatten() for y in found]))({call})";

    private static Tensor Join(Tensor[] outputs, int count) => Tensor.Cat([.. outputs.Take(count).Select(y => y.Flatten())]);
}
