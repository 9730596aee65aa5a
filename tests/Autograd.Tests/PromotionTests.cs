namespace Autograd.Tests;

/// <summary>The dtype of every pair of operands against PyTorch's (Golden/promotion.py).</summary>
public class PromotionTests
{
    private const string Letters = "builfd";

    private static readonly DType[] s_dtypes = [DType.Bool, DType.UInt8, DType.Int32, DType.Int64, DType.Float32, DType.Float64];

    private static readonly Scalar[] s_numbers = [2, 2.0];

    private static readonly Dictionary<string, Func<Tensor, Tensor, DType>> s_ofTensors = new()
    {
        ["result_type"] = Promotion.ResultType,
        ["add"] = (a, b) => (a + b).DType,
        ["sub"] = (a, b) => (a - b).DType,
        ["mul"] = (a, b) => (a * b).DType,
        ["div"] = (a, b) => (a / b).DType,
        ["remainder"] = (a, b) => (a % b).DType,
        ["pow"] = (a, b) => a.Pow(b).DType,
        ["lt"] = (a, b) => (a < b).DType,
        ["maximum"] = (a, b) => a.Maximum(b).DType,
        ["where"] = (a, b) => Tensor.Where(Tensor.Create([true, false]), a, b).DType,
        ["cat"] = (a, b) => Tensor.Cat([a, b]).DType,
    };

    private static readonly Dictionary<string, Func<Tensor, Scalar, DType>> s_ofNumbers = new()
    {
        ["result_type"] = Promotion.ResultType,
        ["add"] = (a, b) => (a + b).DType,
        ["sub"] = (a, b) => (a - b).DType,
        ["mul"] = (a, b) => (a * b).DType,
        ["div"] = (a, b) => (a / b).DType,
        ["remainder"] = (a, b) => (a % b).DType,
        ["pow"] = (a, b) => a.Pow(b).DType,
        ["lt"] = (a, b) => (a < b).DType,
    };

    public static TheoryData<string> Operators => [.. s_ofTensors.Keys];

    [Theory]
    [MemberData(nameof(Operators))]
    public void Every_pair_of_operands_gives_PyTorchs_dtype_or_a_typed_error(string name)
    {
        string[] golden = [.. GoldenJson.Read("promotion.json").GetProperty(name).EnumerateArray().Select(row => row.GetString()!)];
        Tensor[] tensors = [.. s_dtypes.Select(d => Tensor.Ones([2], d)), .. s_dtypes.Select(d => Tensor.Ones([], d))];
        Assert.Equal(tensors.Length, golden.Length);
        List<string> wrong = [];
        for (int i = 0; i < tensors.Length; i++)
        {
            Tensor left = tensors[i];
            IEnumerable<(string Right, char Found)> found = tensors.Select(right => ($"{right.Spec}", Letter(() => s_ofTensors[name](left, right))));
            if (s_ofNumbers.TryGetValue(name, out Func<Tensor, Scalar, DType>? ofNumber))
                found = found.Concat(s_numbers.Select(right => ($"{right} (C#)", Letter(() => ofNumber(left, right)))));
            wrong.AddRange(found.Zip(golden[i]).Where(p => p.First.Found != p.Second).Select(p => $"{left.Spec} and {p.First.Right}: {p.First.Found}, not {p.Second}"));
        }

        Assert.True(wrong.Count == 0, $"{name}: {string.Join("; ", wrong)}");
    }

    /// <summary>A number on the left counts as one on the right does.</summary>
    [Fact]
    public void The_side_on_which_a_number_stands_does_not_matter()
    {
        foreach (DType dtype in s_dtypes.Where(d => d != DType.Bool))
        {
            Tensor x = Tensor.Ones([2], dtype);
            foreach (Scalar number in s_numbers)
            {
                Assert.Equal((x + number).DType, (number + x).DType);
                Assert.Equal((x - number).DType, (number - x).DType);
                Assert.Equal((x * number).DType, (number * x).DType);
                Assert.Equal((x / number).DType, (number / x).DType);
                Assert.Equal(x.Pow(number).DType, Tensor.Pow(number, x).DType);
            }
        }
    }

    private static char Letter(Func<DType> of)
    {
        try
        {
            return Letters[Array.IndexOf(s_dtypes, of())];
        }
        catch (AutogradException)
        {
            return '-';
        }
    }
}
