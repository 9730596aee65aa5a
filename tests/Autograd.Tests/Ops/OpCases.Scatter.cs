namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private static OpCase[] Scatters() =>
    [
        .. Reductions("sum", ScatterReduction.Sum), .. Reductions("prod", ScatterReduction.Prod), .. Reductions("mean", ScatterReduction.Mean),
        .. Reductions("amax", ScatterReduction.Amax), .. Reductions("amin", ScatterReduction.Amin),
        Case("scatter_reduce.larger", x => x[0].ScatterReduce(1, x[1], x[2], ScatterReduction.Prod), "x[0].scatter_reduce(1, x[1], x[2][:x[1].size(0), :x[1].size(1)], 'prod')", Shapes((3, 4), Index((2, 5), 4), (3, 6))),
        Case("scatter_reduce.zero", x => x[0].ScatterReduce(0, Tensor.Create([0L, 0, 2], device: x[0].Device), x[1] * Tensor.Create([0.0, 1, 1], device: x[1].Device).To(x[1].DType), ScatterReduction.Prod),
            "x[0].scatter_reduce(0, torch.tensor([0, 0, 2]), x[1] * torch.tensor([0., 1, 1], dtype=x[1].dtype), 'prod')", Shapes(4, 3)),
        Case("scatter_reduce.ties", x => x[0].ScatterReduce(0, x[1], x[2], ScatterReduction.Amax), "x[0].scatter_reduce(0, x[1], x[2], 'amax')", Shapes(Ties(4), Index(9, 4), Ties(9))).OnKinks("equal elements"),
        Case("scatter_reduce.ties.apart", x => x[0].ScatterReduce(0, x[1], x[2], ScatterReduction.Amin, includeSelf: false), "x[0].scatter_reduce(0, x[1], x[2], 'amin', include_self=False)", Shapes(Ties(4), Index(9, 4), Ties(9))).OnKinks("equal elements"),
        Case("scatter_reduce_", x => x[0].Clone().ScatterReduce_(1, x[1], x[2], ScatterReduction.Prod), "x[0].clone().scatter_reduce_(1, x[1], x[2], 'prod')", Shapes((3, 4), Index((3, 5), 4), (3, 5))),
        Case("scatter_reduce_.view", x => After(x[0] * 1, c => c.T.ScatterReduce_(0, x[1], x[2], ScatterReduction.Amax, includeSelf: false)),
            "after(x[0] * 1, lambda c: c.t().scatter_reduce_(0, x[1], x[2], 'amax', include_self=False))", Shapes((4, 3), Index((3, 3), 3), (3, 3))),

        // PyTorch's scatter with a reduce has no gradient: scatter_reduce judges, and scatter itself where there is none to have.
        Case("scatter.add", x => x[0].Scatter(1, x[1], x[2], ScatterReduction.Sum), "x[0].scatter_reduce(1, x[1], x[2], 'sum')", Shapes((3, 4), Index((3, 5), 4), (3, 5))),
        Case("scatter.multiply", x => x[0].Scatter(0, x[1], x[2], ScatterReduction.Prod), "x[0].scatter_reduce(0, x[1], x[2], 'prod')", Shapes((3, 4), Index((5, 4), 3), (5, 4))),
        Case("scatter.add.number", x => x[0].Scatter(1, x[1], 2.5, ScatterReduction.Sum), "x[0].scatter_reduce(1, x[1], torch.full(x[1].shape, 2.5, dtype=x[0].dtype), 'sum')", Shapes((3, 4), Index((3, 5), 4))),
        Case("scatter.multiply.ints", x => x[0].Scatter(0, x[1], x[2], ScatterReduction.Prod), "x[0].scatter(0, x[1], x[2], reduce='multiply')",
            Shapes(Ints((3, 4)), Index((2, 4), 3), Ints((2, 4))), Shapes(Ints(5, DType.Int32), Index(7, 5), Ints(7, DType.Int32)), Shapes(Mask(5), Index(7, 5), Mask(7))),
        Case("scatter.add.ints", x => x[0].Scatter(0, x[1], x[2], ScatterReduction.Sum), "x[0].scatter(0, x[1], x[2], reduce='add')",
            Shapes(Ints((3, 4)), Index((2, 4), 3), Ints((2, 4))), Shapes(Mask(5), Index(7, 5), Mask(7))),
        Case("scatter_.add", x => x[0].Clone().Scatter_(1, x[1], x[2], ScatterReduction.Sum), "x[0].clone().scatter_reduce_(1, x[1], x[2], 'sum')", Shapes((3, 4), Index((3, 5), 4), (3, 5))),
        Case("scatter_.multiply.number", x => x[0].Clone().Scatter_(0, x[1], 3, ScatterReduction.Prod), "x[0].clone().scatter_(0, x[1], 3, reduce='multiply')", Shapes(Ints(5), Index(7, 5))),

        // Single numbers count as vectors of one.
        Case("number.scatter", x => x[0].Scatter(-1, x[1], x[2]), "x[0].scatter(-1, x[1], x[2])", Meetings(0), Meetings(1), Meetings(2), Meetings(3)),
        Case("number.scatter.value", x => x[0].Scatter(0, x[1], 2.5), "x[0].scatter(0, x[1], 2.5)", Shapes(Number, Index(Number, 1)), Shapes(Number, Index(3, 1)), Shapes(3, Index(Number, 3))),
        Case("number.scatter_add", x => x[0].ScatterAdd(0, x[1], x[2]), "x[0].scatter_add(0, x[1], x[2])", Meetings(0), Meetings(1), Meetings(2), Meetings(3)),
        Case("number.scatter_reduce", x => x[0].ScatterReduce(0, x[1], x[2], ScatterReduction.Prod), "x[0].scatter_reduce(0, x[1], x[2], 'prod')", Meetings(0), Meetings(1), Meetings(2), Meetings(3)),
        Case("number.index_add", x => x[0].IndexAdd(0, x[1], x[2]), "x[0].index_add(0, x[1], x[2])", Meetings(0), Meetings(1), Meetings(2), Meetings(3)),
        Case("number.index_copy", x => x[0].IndexCopy(0, x[1], x[2]), "x[0].index_copy(0, x[1], x[2])", Meetings(0), Meetings(1), Meetings(2), Meetings(3)),
        Case("number.index_fill", x => x[0].IndexFill(-1, x[1], 2.5), "x[0].index_fill(-1, x[1], 2.5)", Shapes(Number, Index(Number, 1)), Shapes(Number, Index(3, 1)), Shapes(3, Index(Number, 3))),
        Case("number.gather", x => x[0].Gather(-1, x[1]), "x[0].gather(-1, x[1])", Shapes(Number, Index(Number, 1)), Shapes(Number, Index(3, 1)), Shapes(3, Index(Number, 3))),
        Case("number.index_select", x => x[0].IndexSelect(-1, x[1]), "x[0].index_select(-1, x[1])", Shapes(Number, Index(Number, 1)), Shapes(3, Index(Number, 3))),
        Case("number.take", x => x[0].Take(x[1]), "x[0].take(x[1])", Shapes(Number, Index(Number, 1)), Shapes(Number, Index((2, 3), 1)), Shapes(3, Index(Number, 3))),
        Case("number.put_", x => x[0].Clone().Put_(x[1], x[2]), "x[0].clone().put_(x[1], x[2])", Meetings(0), Meetings(1), Meetings(2), Meetings(3)),
        Case("number.scatter_", x => After(x[0] * 1, c => c.Scatter_(0, x[1], x[2])), "(x[0] * 1).scatter_(0, x[1], x[2])", Meetings(0), Meetings(1), Meetings(3)),
        Case("number.scatter_add_", x => After(x[0] * 1, c => c.ScatterAdd_(0, x[1], x[2])), "(x[0] * 1).scatter_add_(0, x[1], x[2])", Meetings(0), Meetings(1), Meetings(3)),
        Case("number.scatter_reduce_", x => After(x[0] * 1, c => c.ScatterReduce_(0, x[1], x[2], ScatterReduction.Mean)), "(x[0] * 1).scatter_reduce_(0, x[1], x[2], 'mean')", Meetings(0), Meetings(3)),
        Case("number.index_add_", x => After(x[0] * 1, c => c.IndexAdd_(0, x[1], x[2])), "(x[0] * 1).index_add_(0, x[1], x[2])", Meetings(0), Meetings(1), Meetings(3)),
        Case("number.index_copy_", x => After(x[0] * 1, c => c.IndexCopy_(0, x[1], x[2])), "(x[0] * 1).index_copy_(0, x[1], x[2])", Meetings(0), Meetings(1), Meetings(3)),
        Case("number.index_fill_", x => After(x[0] * 1, c => c.IndexFill_(0, x[1], 2.5)), "(x[0] * 1).index_fill_(0, x[1], 2.5)", Shapes(Number, Index(Number, 1)), Shapes(Number, Index(3, 1))),
    ];

    /// <summary>One reduction with and without what was there, of every dtype that has it.</summary>
    private static OpCase[] Reductions(string name, ScatterReduction reduce)
    {
        Input[] ints = Shapes(Ints((3, 4)), Index((2, 4), 3), Ints((2, 4))), bytes = Shapes(Of(DType.UInt8, Index(3, 9)), Index(7, 3), Of(DType.UInt8, Index(7, 9)));
        Input[] bools = reduce == ScatterReduction.Mean ? ints : Shapes(Mask(5), Index(7, 5), Mask(7));
        OpCase with = Case($"scatter_reduce.{name}", x => x[0].ScatterReduce(1, x[1], x[2], reduce), $"x[0].scatter_reduce(1, x[1], x[2], '{name}')",
            Shapes((3, 4), Index((3, 5), 4), (3, 5)), Shapes((2, 3, 4), Index((2, 5, 4), 3), (2, 5, 4)));
        OpCase without = Case($"scatter_reduce.{name}.apart", x => x[0].ScatterReduce(0, x[1], x[2], reduce, includeSelf: false), $"x[0].scatter_reduce(0, x[1], x[2], '{name}', include_self=False)",
            Shapes((3, 4), Index((5, 4), 3), (5, 4)), Shapes(5, Index(7, 5), 7), ints, bytes, bools);
        OpCase whole = Case($"scatter_reduce.{name}.whole", x => x[0].ScatterReduce(0, x[1], x[2], reduce), $"x[0].scatter_reduce(0, x[1], x[2], '{name}')", ints, bytes, bools);
        return [with, without, whole];
    }

    /// <summary>The ways in which a tensor, an index and a source meet with single numbers among them.</summary>
    private static Input[] Meetings(int which) => which switch
    {
        0 => Shapes(Number, Index(Number, 1), Number),
        1 => Shapes(Number, Index(1, 1), 1),
        2 => Shapes(3, Index(Number, 3), Number),
        _ => Shapes(1, Index(Number, 1), Number),
    };
}
