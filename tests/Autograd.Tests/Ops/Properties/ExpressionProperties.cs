using FsCheck.Xunit;

namespace Autograd.Tests.Ops.Properties;

/// <summary>Random graphs of up to sixteen operations: broadcasts, views, and changes in place.</summary>
public class ExpressionProperties
{
    [Property(MaxTest = 300, Arbitrary = [typeof(Expressions)])]
    public void Gradients_are_those_of_finite_differences(Expression e) => GradCheck.Check(e.Evaluate, e.Inputs(), fast: true);

    [Property(MaxTest = 150, Arbitrary = [typeof(Expressions)])]
    public void Every_gradient_is_that_of_finite_differences(Expression e) => GradCheck.Check(e.Evaluate, e.Inputs());

    [Property(MaxTest = 200, Arbitrary = [typeof(Expressions)])]
    public void Second_gradients_are_those_of_finite_differences(Expression e) => GradCheck.CheckSecondOrder(e.Evaluate, e.Inputs(), fast: true);

    [Property(MaxTest = 200, Arbitrary = [typeof(Expressions)])]
    public void Backward_gives_what_Grad_gives(Expression e)
    {
        Tensor[] x = e.Inputs();
        Tensor[] expected = Evaluation.Of(e.Evaluate, x, x).First;
        Tensor output = e.Evaluate(x);
        output.Backward(Evaluation.Weight(-1, output));
        for (int i = 0; i < x.Length; i++) Close.EqualToLargest(expected[i], x[i].Grad ?? x[i].ZerosLike(), 1e-12, $".Grad {i}");
    }

    [Property(MaxTest = 200, Arbitrary = [typeof(Expressions)])]
    public void Values_are_the_same_without_a_graph(Expression e)
    {
        Tensor[] x = e.Inputs();
        Tensor recorded = e.Evaluate(x), plain;
        using (GradMode.NoGrad()) plain = e.Evaluate(x);
        Close.EqualToLargest(recorded, plain, 1e-14, "output");
        Assert.False(plain.RequiresGrad);
    }
}
