namespace Autograd.Tests;

public class ElementTypeTests
{
    [Fact]
    public void An_element_type_that_no_dtype_holds_is_refused_by_name()
    {
        foreach (Action make in (Action[])[
            () => Tensor.Create([(short)1]), () => Tensor.FromArray(new decimal[2]), () => Tensor.Ones([2]).ToArray<char>(), () => Tensor.Ones([1]).Item<sbyte>()])
        {
            Assert.Contains("a tensor cannot hold", Assert.Throws<DTypeException>(make).Message, StringComparison.Ordinal);
        }
    }
}
