using Autograd.Nn;
using static Autograd.Tests.Semantics.Fact;

namespace Autograd.Tests.Numbers;

/// <summary>Second derivatives where a formula has a case of its own: a mask over a slope must not cut what the slope's own slope is.</summary>
public class SpecialPointTests
{
    [Fact]
    public void The_mixed_derivative_of_a_power_at_an_exponent_of_0_is_the_inverse_base_both_ways()
    {
        (Tensor x, Tensor y) = (Leaf(23), Leaf(0));
        Tensor?[] slopes = Autodiff.Grad([x.Pow(y).Sum()], [x, y], createGraph: true)!;
        Equal([1 / 23.0], Autodiff.Grad(slopes[0]!.Sum(), y, retainGraph: true));
        Equal([1 / 23.0], Autodiff.Grad(slopes[1]!.Sum(), x, retainGraph: true));
        Second(t => t[0].Pow(t[1]), Leaf(23), Leaf(0));
        Second(t => t[0].Pow(t[1]), Leaf(23, 2, 0.5), Leaf(0, 1, 2));
    }

    [Fact]
    public void A_power_of_0_has_second_derivatives_that_are_numbers()
    {
        (Tensor x, Tensor y) = (Leaf(0, 0), Leaf(2, 3));
        Tensor?[] slopes = Autodiff.Grad([x.Pow(y).Sum()], [x, y], createGraph: true)!;
        Tensor?[] second = Autodiff.Grad([(slopes[0]! + slopes[1]!).Sum()], [x, y])!;
        Equal([2, 0], second[0]!);
        Equal([0, 0], second[1]!);
    }

    [Fact]
    public void Sinc_has_all_its_derivatives_at_0()
    {
        Tensor x = Leaf(0, 1e-9, 0.5, 7);
        Tensor first = Autodiff.Grad(x.Sinc().Sum(), x, createGraph: true);
        Tensor second = Autodiff.Grad(first.Sum(), x, createGraph: true);
        Tensor third = Autodiff.Grad(second.Sum(), x, createGraph: true);
        double p = Math.PI, h = p / 2;
        Equal([0, -p * p / 3 * 1e-9, -4 / p, -1.0 / 7], first, 1e-12);
        Equal([-p * p / 3, -p * p / 3, (((2 - h * h) * Math.Sin(h)) - (2 * h * Math.Cos(h))) / (h * h * h) * p * p, 2.0 / 49], second, 1e-12);
        Equal(0, third[0].Item<double>());
        Equal(Math.Pow(p, 4) / 5, Autodiff.Grad(third.Sum(), x)[0].Item<double>(), 1e-12);
        Second(t => t[0].Sinc(), Leaf(0, 1e-3, 0.2, 0.7, -1.4, 3));
    }

    [Fact]
    public void Smooth_points_beside_special_cases_pass_the_second_order_check()
    {
        Second(t => t[0].Norm(3), Leaf(0, 2, -1));
        Second(t => t[0].Norm(2, 0), Leaf(0, 2, -1));
        Second(t => t[0].Prod(), Leaf(0, 2, 0, 3));
        Second(t => t[0].CumProd(0), Leaf(0, 2, 0, 3));
        Second(t => t[0].Atan2(t[1]), Leaf(0, 2, -1), Leaf(3, 0, 0));
        Second(t => t[0].Std(), Leaf(0, 2, -1));
        Second(t => F.CosineSimilarity(t[0], t[1], 0), Leaf(0, 2, -1), Leaf(1, 0, 0));
        Second(t => t[0].Remainder(t[1]), Leaf(7.5, -7.5), Leaf(2, 2));
        Second(t => F.KlDivLoss(t[0], t[1]), Leaf(-1, 0), Leaf(0.5, 0.25));
    }

    [Fact]
    public void The_slope_of_a_remainder_along_its_divisor_is_the_floor_that_was_taken()
    {
        Tensor a = Leaf(1, 0.6), b = Leaf(0.1, 0.2); // 1 / 0.1 is rounded up to 10, and the remainder is that of 9
        a.Remainder(b).Sum().Backward();
        Equal([-9, -2], b.Grad!);
    }

    [Fact]
    public void A_scattered_product_with_several_zeros_has_derivatives_of_any_order()
    {
        Tensor index = Tensor.Create([0L, 0, 1, 0]);
        Tensor Product(Tensor[] t) => t[0].ScatterReduce(0, index, t[1], ScatterReduction.Prod);
        Second(Product, Leaf(2, 3), Leaf(0, 0, 5, 3));
        Second(Product, Leaf(0, 3), Leaf(0, 0, 5, 3));
        Second(
            t => t[0].ScatterReduce(0, index, t[1], ScatterReduction.Prod, includeSelf: false), Leaf(2, 3), Leaf(0, 0, 0, 3));
        (Tensor x, Tensor s) = (Leaf(2, 3), Leaf(0, 0, 5, 3));
        Tensor first = Autodiff.Grad(Product([x, s]).Sum(), s, createGraph: true);
        Equal([0, 0, 3, 0], first);
        Tensor second = Autodiff.Grad(first[0], s, createGraph: true);
        Equal([0, 6, 0, 0], second); // x · the third factor
        Equal([0, 0, 0, 2], Autodiff.Grad(second[1], s));
    }

    private static void Second(Func<Tensor[], Tensor> function, params Tensor[] inputs) => GradCheck.CheckSecondOrder(function, inputs);
}
