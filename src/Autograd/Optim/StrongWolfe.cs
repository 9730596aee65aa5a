namespace Autograd.Optim;

/// <summary>
/// Finds a length of a step that lowers the loss by enough (Armijo) and where the slope is flat enough (the strong curvature condition):
/// first a bracket that holds one, by growing lengths, and then a zoom into it.
/// </summary>
/// <param name="evaluate">The loss and the gradient at a length along the direction.</param>
/// <param name="direction">The direction.</param>
/// <param name="tolerance">A bracket whose ends are no further apart, in the largest parameter, is not divided further.</param>
internal sealed class StrongWolfe(Func<double, (double Loss, Tensor Gradient)> evaluate, Tensor direction, double tolerance)
{
    private const double Decrease = 1e-4, Curvature = 0.9;
    private const int MaxSearches = 25;

    private int _calls;

    private readonly record struct Point(double Length, double Loss, Tensor Gradient, double Slope);

    /// <summary>Searches from a first length; the loss, gradient and slope are those at 0.</summary>
    public (double Loss, Tensor Gradient, double Length, int Calls) Search(double length, double loss, Tensor gradient, double slope)
    {
        var zero = new Point(0, loss, gradient, slope);
        (Point low, Point high, bool done, int searches) = Bracket(zero, length);
        Point best = done ? low : Zoom(zero, low, high, searches);
        return (best.Loss, best.Gradient, best.Length, _calls);
    }

    private Point At(double length)
    {
        _calls++;
        (double loss, Tensor gradient) = evaluate(length);
        return new Point(length, loss, gradient, gradient.Dot(direction).Item());
    }

    private (Point First, Point Second, bool Done, int Searches) Bracket(Point zero, double length)
    {
        Point previous = zero, point = At(length);
        int searches = 0;
        for (; searches < MaxSearches; searches++)
        {
            if (point.Loss > zero.Loss + Decrease * point.Length * zero.Slope || (searches > 1 && point.Loss >= previous.Loss))
                return (previous, point, false, searches);
            if (Math.Abs(point.Slope) <= -Curvature * zero.Slope) return (point, point, true, searches);
            if (point.Slope >= 0) return (previous, point, false, searches);
            double next = Interpolate(previous, point, point.Length + 0.01 * (point.Length - previous.Length), point.Length * 10);
            previous = point;
            point = At(next);
        }

        return (zero, point, false, searches);
    }

    private Point Zoom(Point zero, Point low, Point high, int searches)
    {
        double longest = direction.Norm(double.PositiveInfinity).Item();
        bool stuck = false;
        if (low.Loss > high.Loss) (low, high) = (high, low);
        for (; searches < MaxSearches && Math.Abs(high.Length - low.Length) * longest >= tolerance; searches++)
        {
            double least = Math.Min(low.Length, high.Length), most = Math.Max(low.Length, high.Length), margin = 0.1 * (most - least);
            double length = Interpolate(low, high, least, most);
            bool atEdge = Math.Min(most - length, length - least) < margin;
            if (atEdge && (stuck || length >= most || length <= least))
            {
                // Close to an end twice, or at it: the interpolation makes no progress, so a tenth of the bracket is cut off.
                length = Math.Abs(length - most) < Math.Abs(length - least) ? most - margin : least + margin;
                stuck = false;
            }
            else stuck = atEdge;

            Point point = At(length);
            if (point.Loss > zero.Loss + Decrease * length * zero.Slope || point.Loss >= low.Loss)
            {
                high = point;
                if (low.Loss > high.Loss) (low, high) = (high, low);
                continue;
            }

            if (Math.Abs(point.Slope) <= -Curvature * zero.Slope) return point;
            if (point.Slope * (high.Length - low.Length) >= 0) high = low;
            low = point;
        }

        return low;
    }

    /// <summary>
    /// The minimum of the cubic through two points with their slopes, held between bounds; their middle where it has none.
    /// </summary>
    private static double Interpolate(Point a, Point b, double least, double most)
    {
        double d1 = a.Slope + b.Slope - 3 * (a.Loss - b.Loss) / (a.Length - b.Length), square = d1 * d1 - a.Slope * b.Slope;
        if (!(square >= 0)) return (least + most) / 2;
        double d2 = Math.Sqrt(square);
        (Point near, Point far) = a.Length <= b.Length ? (a, b) : (b, a);
        double at = far.Length - (far.Length - near.Length) * ((far.Slope + d2 - d1) / (far.Slope - near.Slope + 2 * d2));
        return Math.Min(Math.Max(at, least), most);
    }
}
