using Autograd.Nn;

namespace Autograd.Tests.Nn;

internal static partial class ModuleCases
{
    private static ModuleCase[] Recurrent() =>
    [
        Of("nn.RNN(3, 4)", g => new Rnn(3, 4, generator: g), (m, x) => m.Call(x[0]).Output, (5, 2, 3)),
        Of(
            "nn.RNN(3, 4, 2, nonlinearity='relu', bidirectional=True, bias=False)",
            g => new Rnn(3, 4, 2, RnnNonlinearity.Relu, bias: false, bidirectional: true, generator: g),
            (m, x) => m.Call(x[0], x[1]).Output, (5, 2, 3), (4, 2, 4)).As("relu"),
        Of("nn.LSTM(3, 4)", g => new Lstm(3, 4, generator: g), (m, x) => m.Call(x[0]).Output, (5, 2, 3)),
        Of(
            "nn.LSTM(3, 5, 2, batch_first=True, bidirectional=True, proj_size=2)",
            g => new Lstm(3, 5, 2, batchFirst: true, bidirectional: true, projSize: 2, generator: g),
            (m, x) => m.Call(x[0]).Output, (2, 4, 3)).As("everything"),
        Of("nn.LSTM(3, 4, 2, dropout=0.4)", g => new Lstm(3, 4, 2, dropout: 0.4, generator: g), (m, x) => m.Call(x[0]).Output, (5, 2, 3)).As("dropout"),
        Of("nn.LSTM(3, 4, bias=False)", g => new Lstm(3, 4, bias: false, generator: g), (m, x) => m.Call(x[0]).Output, (5, 3)).As("unbatched"),
        Of("nn.GRU(3, 4)", g => new Gru(3, 4, generator: g), (m, x) => m.Call(x[0], x[1]).Output, (5, 2, 3), (1, 2, 4)),
        Of(
            "nn.GRU(3, 9, 2, batch_first=True, bidirectional=True, bias=False)",
            g => new Gru(3, 9, 2, bias: false, batchFirst: true, bidirectional: true, generator: g),
            (m, x) => m.Call(x[0]).Output, (2, 4, 3)).As("everything"),
        Of("nn.RNNCell(3, 4)", g => new RnnCell(3, 4, generator: g), (m, x) => m.Call(x[0], x[1]), (2, 3), (2, 4)),
        Of("nn.LSTMCell(3, 4)", g => new LstmCell(3, 4, generator: g), (m, x) => m.Call(x[0]).Hidden, (2, 3)),
        Of("nn.GRUCell(3, 4)", g => new GruCell(3, 4, generator: g), (m, x) => m.Call(x[0], x[1]), (2, 3), (2, 4)),
    ];
}
