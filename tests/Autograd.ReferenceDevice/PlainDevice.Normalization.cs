using System.Numerics;
using Autograd.Devices;

namespace Autograd.ReferenceDevice;

/// <content>Normalisation: means over the elements of each group, in double.</content>
public sealed partial class PlainDevice
{
    /// <inheritdoc/>
    protected override void Normalize(in NormGeometry geometry, View x, View? weight, View? bias, double eps, View y, View mean, View deviation)
    {
        if (x.DType == DType.Float32) Run<float>(geometry);
        else Run<double>(geometry);

        void Run<T>(NormGeometry g)
            where T : unmanaged, INumber<T>
        {
            Elements<T> to = new(y), means = new(mean);
            var deviations = new Elements<double>(deviation);
            for (int group = 0; group < g.Groups && g.Count > 0; group++)
            {
                int[] members = Members(g, group);
                if (g.Centred) means[group] = T.CreateTruncating(members.Sum(i => Of<T>(x, i) / g.Count));
                double centre = g.Centred ? Of<T>(mean, group) : 0;
                deviations[group] = RootMeanSquare([.. members.Select(i => Of<T>(x, i) - centre)]);
                double scale = 1 / double.Hypot(deviations[group], Math.Sqrt(eps));
                foreach (int i in members)
                {
                    double value = (Of<T>(x, i) - centre) * scale;
                    if (weight is { } w) value *= Of<T>(w, Shared(g, i));
                    if (bias is { } b) value += Of<T>(b, Shared(g, i));
                    to[i] = T.CreateTruncating(value);
                }
            }
        }
    }

    /// <inheritdoc/>
    protected override void NormalizeGrad(
        in NormGeometry geometry, View grad, View x, View? weight, View mean, View deviation, double eps, View? gradInput, View? gradWeight, View? gradBias)
    {
        if (x.DType == DType.Float32) Run<float>(geometry);
        else Run<double>(geometry);

        void Run<T>(NormGeometry g)
            where T : unmanaged, INumber<T>
        {
            double[] toWeight = new double[g.Weights], toBias = new double[g.Weights];
            for (int group = 0; group < g.Groups && g.Count > 0; group++)
            {
                int[] members = Members(g, group);
                double scale = 1 / double.Hypot(Of<double>(deviation, group), Math.Sqrt(eps)), centre = Of<T>(mean, group);
                double Normal(int i) => (Of<T>(x, i) - centre) * scale;
                double Weighted(int i) => Of<T>(grad, i) * (weight is { } w ? Of<T>(w, Shared(g, i)) : 1);
                double average = g.Centred ? members.Average(Weighted) : 0, product = members.Average(i => Weighted(i) * Normal(i));
                foreach (int i in members)
                {
                    if (gradInput is { } input) new Elements<T>(input).Write(i, [T.CreateTruncating(scale * (Weighted(i) - average - (Normal(i) * product)))]);
                    if (g.Weights == 0) continue;
                    toWeight[Shared(g, i)] += Of<T>(grad, i) * Normal(i);
                    toBias[Shared(g, i)] += Of<T>(grad, i);
                }
            }

            if (gradWeight is { } gw) new Elements<T>(gw).Write(0, Array.ConvertAll(toWeight, v => T.CreateTruncating(v)));
            if (gradBias is { } gb) new Elements<T>(gb).Write(0, Array.ConvertAll(toBias, v => T.CreateTruncating(v)));
        }
    }

    /// <summary>Of the numbers divided by the largest, so that no square leaves the range.</summary>
    private static double RootMeanSquare(double[] values)
    {
        double largest = values.Max(Math.Abs);
        return largest == 0 ? 0 : largest * Math.Sqrt(values.Average(v => v / largest * (v / largest)));
    }

    /// <summary>The elements that share a mean.</summary>
    private static int[] Members(NormGeometry g, int group) =>
        [.. Enumerable.Range(0, g.Count).Select(i => ((((i / g.Length) * g.Groups) + group) * g.Length) + (i % g.Length))];

    /// <summary>The weight that an element shares with its neighbours.</summary>
    private static int Shared(NormGeometry g, int element) => element / g.WeightRun % g.Weights;

    private static double Of<T>(View view, int i)
        where T : unmanaged, INumber<T>
        => double.CreateTruncating(new Elements<T>(view)[i]);
}
