using System.Runtime.CompilerServices;

namespace Autograd.Tests.Ops;

public static partial class OpCases
{
    private static OpCase[] Einsums() =>
    [
        Einsum("product", x => Tensor.Einsum("ij,jk->ik", x), "ij,jk->ik", Shapes((3, 4), (4, 2)), Shapes((3, 1), (4, 2))),
        Einsum("implicit", x => Tensor.Einsum("bj,jA", x), "bj,jA", Shapes((3, 4), (4, 2))),
        Einsum("batch", x => Tensor.Einsum("bij,bjk->bik", x), "bij,bjk->bik", Shapes((2, 3, 4), (2, 4, 5)), Shapes((1, 3, 4), (2, 4, 5))),
        Einsum("attention", x => Tensor.Einsum("bqhd,bkhd->bhqk", x), "bqhd,bkhd->bhqk", Shapes((2, 3, 2, 4), (2, 5, 2, 4))),
        Einsum("transposed", x => Tensor.Einsum("ij->ji", x), "ij->ji", Shapes((3, 4))),
        Einsum("sum", x => Tensor.Einsum("ij->", x), "ij->", Shapes((3, 4)), Shapes((2, 0))),
        Einsum("rows", x => Tensor.Einsum("ij->i", x), "ij->i", Shapes((3, 4))),
        Einsum("same", x => Tensor.Einsum("ij", x), "ij", Shapes((3, 4))),
        Einsum("diagonal", x => Tensor.Einsum("ii->i", x), "ii->i", Shapes((3, 3))),
        Einsum("trace", x => Tensor.Einsum("ii", x), "ii", Shapes((3, 3))),
        Einsum("diagonals", x => Tensor.Einsum("iji->ji", x), "iji->ji", Shapes((3, 4, 3))),
        Einsum("cube", x => Tensor.Einsum("iii->i", x), "iii->i", Shapes((3, 3, 3))),
        Einsum("diagonal.product", x => Tensor.Einsum("iij,jk->ik", x), "iij,jk->ik", Shapes((3, 3, 4), (4, 2))),
        Einsum("outer", x => Tensor.Einsum("i,j->ij", x), "i,j->ij", Shapes(3, 4)),
        Einsum("outer.turned", x => Tensor.Einsum("i,jk->kij", x), "i,jk->kij", Shapes(3, (4, 2))),
        Einsum("elementwise", x => Tensor.Einsum("ij,ij->ij", x), "ij,ij->ij", Shapes((3, 4), (3, 4)), Shapes((3, 1), (3, 4))),
        Einsum("dot", x => Tensor.Einsum("i,i->", x), "i,i->", Shapes(4, 4)),
        Einsum("dots", x => Tensor.Einsum("bi,bi->b", x), "bi,bi->b", Shapes((3, 4), (3, 4))),
        Einsum("bilinear", x => Tensor.Einsum("bn,anm,bm->ba", x), "bn,anm,bm->ba", Shapes((2, 3), (5, 3, 4), (2, 4))),
        Einsum("chain", x => Tensor.Einsum("ij,jk,kl,lm->im", x), "ij,jk,kl,lm->im", Shapes((2, 3), (3, 4), (4, 5), (5, 2))),
        Einsum("lonely", x => Tensor.Einsum("ij,kl->jl", x), "ij,kl->jl", Shapes((2, 3), (4, 5))),
        Einsum("number", x => Tensor.Einsum(",ij->ij", x), ",ij->ij", Shapes(Number, (3, 4))),
        Einsum("ellipsis", x => Tensor.Einsum("...ij,...jk->...ik", x), "...ij,...jk->...ik", Shapes((2, 3, 4), (2, 4, 5)), Shapes((2, 1, 3, 4), (5, 4, 2)), Shapes((3, 4), (2, 4, 5))),
        Einsum("ellipsis.implicit", x => Tensor.Einsum("i...,i", x), "i...,i", Shapes((3, 4, 2), 3)),
        Einsum("ellipsis.middle", x => Tensor.Einsum("i...j->j...", x), "i...j->j...", Shapes((2, 3, 4, 5)), Shapes((2, 3))),
        Einsum("ellipsis.summed", x => Tensor.Einsum("...i->i", x), "...i->i", Shapes((2, 3, 4))),
        Einsum("ellipsis.twice", x => Tensor.Einsum("...,...", x), "...,...", Shapes((3, 1), (2, 1, 4))),
        Einsum("spaces", x => Tensor.Einsum(" i j , j k -> i k ", x), " i j , j k -> i k ", Shapes((3, 4), (4, 2))),
        Einsum("self", x => Tensor.Einsum("ij,kj->ik", x[0], x[0]), "ij,kj->ik", "x[0], x[0]", Shapes((3, 4))),
    ];

    private static OpCase Einsum(
        string name, Func<Tensor[], Tensor> function, string equation, Input[] first, Input[]? second = null, Input[]? third = null,
        [CallerArgumentExpression(nameof(function))] string source = "")
        => Case($"einsum.{name}", function, $"torch.einsum('{equation}', x)", first, second, third, source: source);

    private static OpCase Einsum(
        string name, Func<Tensor[], Tensor> function, string equation, string operands, Input[] first, [CallerArgumentExpression(nameof(function))] string source = "")
        => Case($"einsum.{name}", function, $"torch.einsum('{equation}', {operands})", first, source: source);
}
