namespace Autograd;

/// <summary>What the operators on masks ask of their operands.</summary>
internal static class Masks
{
    public static void Require(string symbol, string method, Tensor left, Tensor right)
    {
        DType type = left.DType == DType.Bool ? right.DType : left.DType;
        if (type == DType.Bool) return;
        throw new DTypeException($"{symbol}: the operators on masks take bool tensors, not {type.Text()}; compare first, as in x > 0, or call {method}, which takes what is not 0 as true");
    }
}
