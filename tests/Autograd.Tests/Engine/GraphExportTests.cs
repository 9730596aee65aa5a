using Autograd.Nn;

namespace Autograd.Tests.Engine;

public class GraphExportTests
{
    [Fact]
    public void Dot_shows_operations_leaves_shapes_and_names()
    {
        var model = new Linear(3, 2);
        Tensor loss = model.Call(Tensor.Ones([4, 3])).Sigmoid().Mean();
        string expected = """
            digraph autograd {
              rankdir=TB;
              node [shape=box, style="rounded,filled", fillcolor=white, fontname="sans-serif"];
              n0 [label="weight\nfloat32[2, 3]", shape=ellipse, style=filled, fillcolor=lightblue];
              n1 [label="bias\nfloat32[2]", shape=ellipse, style=filled, fillcolor=lightblue];
              n2 [label="linear\nfloat32[4, 2]"];
              n3 [label="sigmoid\nfloat32[4, 2]"];
              n4 [label="sum\nfloat32[1, 1]"];
              n5 [label="view\nfloat32[]"];
              n6 [label="div\nfloat32[]", fillcolor=lightgreen];
              n0 -> n2 [label="1"];
              n1 -> n2 [label="2"];
              n2 -> n3;
              n3 -> n4;
              n4 -> n5;
              n5 -> n6;
            }

            """.ReplaceLineEndings("\n");
        Assert.Equal(expected, GraphExport.ToDot(loss, model));
        Assert.Equal(expected, GraphExport.ToDot(model.Call(Tensor.Ones([4, 3])).Sigmoid().Mean(), model)); // the same whatever was recorded before
    }

    [Fact]
    public void Mermaid_shows_the_same_and_what_is_saved()
    {
        Tensor a = Tensor.Ones([2], requiresGrad: true), b = Tensor.Ones([2], requiresGrad: true), product = a * b;
        string expected = """
            flowchart TD
              n0(["a<br/>float32[2]"]):::leaf
              n1(["leaf<br/>float32[2]"]):::leaf
              n2["mul<br/>p<br/>float32[2]<br/>saved float32[2]<br/>saved float32[2]"]
              n3["exp<br/>float32[2]<br/>saved float32[2]"]:::result
              n0 -->|0| n2
              n1 -->|1| n2
              n2 --> n3
              classDef leaf fill:#add8e6
              classDef result fill:#90ee90

            """.ReplaceLineEndings("\n");
        Assert.Equal(expected, GraphExport.ToMermaid(product.Exp(), new Dictionary<string, Tensor> { ["a"] = a, ["p"] = product }, showSaved: true));
    }

    [Fact]
    public void Names_are_escaped()
    {
        Tensor x = Tensor.Ones([1], requiresGrad: true);
        var names = new Dictionary<string, Tensor> { ["a \"b\" \\ <c>\n#&"] = x };
        Assert.Contains("label=\"a \\\"b\\\" \\\\ <c>\\n#&\\nfloat32[1]\"", GraphExport.ToDot(x * 2, names), StringComparison.Ordinal);
        Assert.Contains("([\"a #34;b#34; \\ #60;c#62; #35;#38;<br/>float32[1]\"])", GraphExport.ToMermaid(x * 2, names), StringComparison.Ordinal);
    }

    [Fact]
    public void A_leaf_alone_and_no_graph_at_all()
    {
        Assert.Contains("n0", GraphExport.ToDot(Tensor.Ones([1], requiresGrad: true)), StringComparison.Ordinal);
        Assert.Throws<GraphException>(() => GraphExport.ToDot(Tensor.Ones([1])));
    }

    [Fact]
    public void Drawing_frees_and_records_nothing()
    {
        Tensor x = Tensor.Create([1.0], requiresGrad: true), y = x.Exp() * x;
        GraphExport.ToDot(y, showSaved: true);
        y.Backward();
        Assert.Equal(2 * Math.E, x.Grad!.Item(), 12);
        Assert.DoesNotContain("saved", GraphExport.ToDot(y, showSaved: true), StringComparison.Ordinal); // freed by the pass
    }

    [Fact]
    public void A_deep_graph_needs_no_stack()
    {
        Tensor y = Tensor.Ones([1], requiresGrad: true);
        for (int i = 0; i < 100_000; i++) y = y + 1;
        Assert.Contains("n100000 ", GraphExport.ToDot(y), StringComparison.Ordinal);
    }
}
