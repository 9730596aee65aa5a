using System.Text.Json;
using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Ops;

/// <summary>What every row of the table gives lies in memory as PyTorch's result does, and is a view only of memory that an input has.</summary>
public class RowLayoutTests
{
    private static readonly Lazy<JsonElement> s_layouts = new(
        () => JsonDocument.Parse(File.ReadAllText(Repository.Path("tests/Autograd.Tests/Golden/layouts.json"))).RootElement);

    /// <summary>Rows whose results lie in another order than PyTorch's, and why.</summary>
    private static readonly Dictionary<string, string> s_otherwise = new()
    {
        ["einsum.batch"] = Turned,
        ["einsum.ellipsis"] = Turned,
        ["einsum.ellipsis.middle"] = Turned,
        ["einsum.ellipsis.twice"] = Turned,
        ["einsum.outer.turned"] = Turned,
        ["nonzero"] = "PyTorch's places stand in columns",
    };

    private const string Turned = "both turn a product, whose labels stand in another order there";

    [Theory]
    [MemberData(nameof(OpTests.Rows), MemberType = typeof(OpTests))]
    public void The_strides_are_PyTorchs(string name)
    {
        if (s_otherwise.ContainsKey(name)) return;
        OpCase row = OpCases.All.Single(r => r.Name == name);
        if (row.Family == "decompositions") return; // LAPACK's results lie in columns; here in rows: DeviationTests
        foreach (Draw draw in row.Of(DrawKind.Values))
        {
            JsonElement layout = s_layouts.Value.TryGetProperty(draw.Key, out JsonElement found)
                ? found
                : throw new InvalidOperationException($"layouts.json does not know {draw.Key}: run tests/Autograd.Tests/Golden/layouts.py");
            Tensor y = row.Function(draw.Tensors());
            int[] expected = [.. layout.GetProperty("strides").EnumerateArray().Select(e => e.GetInt32())];
            Assert.Equal(Told(expected, y.Shape), Told(y.Strides.ToArray(), y.Shape));
        }
    }

    [Theory]
    [MemberData(nameof(OpTests.Rows), MemberType = typeof(OpTests))]
    public void A_result_in_memory_of_its_own_is_no_view(string name)
    {
        if (name == "nonzero") return; // the row itself takes a view of the result
        OpCase row = OpCases.All.Single(r => r.Name == name);
        foreach (Draw draw in row.Of(DrawKind.Values))
        {
            Tensor[] x = draw.Tensors();
            Tensor y = row.Function(x);
            bool shares = x.Any(i => ReferenceEquals(i.Storage, y.Storage));
            if (!shares) Assert.False(y.IsView, $"{draw.Key} is a view of memory that no input has");
        }
    }

    /// <summary>The strides that tell elements apart: not those of dimensions of size 1, and none of an empty tensor.</summary>
    private static string Told(int[] strides, Shape shape) =>
        shape.Numel == 0 ? "" : string.Join(", ", strides.Where((_, i) => shape[i] != 1));
}
