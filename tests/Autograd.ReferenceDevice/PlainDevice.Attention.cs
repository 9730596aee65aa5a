using System.Numerics;
using Autograd.Devices;

namespace Autograd.ReferenceDevice;

/// <content>Attention: the weights of one query after another, in double.</content>
public sealed partial class PlainDevice
{
    /// <inheritdoc/>
    protected override void Attention(
        View query, View key, View value, View[] masks, double scale, int? causalOffset, View y, View logSumExp)
    {
        if (y.DType == DType.Float32) Run<float>();
        else Run<double>();

        void Run<T>()
            where T : unmanaged, INumber<T>
        {
            Elements<T> to = new(y), logSums = new(logSumExp);
            double[] v = Numbers(value);
            int outputs = value.Shape[^1], keys = key.Shape[^2];
            foreach ((int row, int head, double[] scores) in Rows(query, key, masks, scale, causalOffset))
            {
                double most = scores.Append(double.NegativeInfinity).Max();
                double sum = double.IsNegativeInfinity(most) ? scores.Count(double.IsNaN) * double.NaN : scores.Sum(s => Math.Exp(s - most));
                bool none = scores.All(double.IsNegativeInfinity);
                double logSum = none ? double.PositiveInfinity : most + Math.Log(sum);
                logSums[row] = T.CreateTruncating(logSum);
                for (int i = 0; i < outputs; i++)
                    to[(row * outputs) + i] = T.CreateTruncating(none ? 0 : Over(keys, j => Math.Exp(scores[j] - logSum) * v[(((head * keys) + j) * outputs) + i]));
            }
        }
    }

    /// <inheritdoc/>
    protected override void AttentionGrad(
        View query,
        View key,
        View value,
        View[] masks,
        double scale,
        int? causalOffset,
        View y,
        View logSumExp,
        View gradY,
        View gradQuery,
        View gradKey,
        View gradValue)
    {
        if (y.DType == DType.Float32) Run<float>();
        else Run<double>();

        void Run<T>()
            where T : unmanaged, INumber<T>
        {
            double[] q = Numbers(query), k = Numbers(key), v = Numbers(value), output = Numbers(y), grad = Numbers(gradY), logSums = Numbers(logSumExp);
            double[] toQuery = new double[q.Length], toKey = new double[k.Length], toValue = new double[v.Length];
            int size = query.Shape[^1], outputs = value.Shape[^1], keys = key.Shape[^2];
            foreach ((int row, int head, double[] scores) in Rows(query, key, masks, scale, causalOffset))
            {
                double dot = Over(outputs, i => output[(row * outputs) + i] * grad[(row * outputs) + i]);
                for (int j = 0; j < keys; j++)
                {
                    int other = (head * keys) + j;
                    double weight = Math.Exp(scores[j] - logSums[row]);
                    double score = weight * (Over(outputs, i => grad[(row * outputs) + i] * v[(other * outputs) + i]) - dot) * scale;
                    for (int i = 0; i < outputs; i++) toValue[(other * outputs) + i] += weight * grad[(row * outputs) + i];
                    for (int i = 0; i < size; i++)
                    {
                        toQuery[(row * size) + i] += score * k[(other * size) + i];
                        toKey[(other * size) + i] += score * q[(row * size) + i];
                    }
                }
            }

            new Elements<T>(gradQuery).Write(0, Array.ConvertAll(toQuery, T.CreateTruncating));
            new Elements<T>(gradKey).Write(0, Array.ConvertAll(toKey, T.CreateTruncating));
            new Elements<T>(gradValue).Write(0, Array.ConvertAll(toValue, T.CreateTruncating));
        }
    }

    /// <summary>The masked scores of each query, numbered over all heads, with its head.</summary>
    private static IEnumerable<(int Row, int Head, double[] Scores)> Rows(View query, View key, View[] masks, double scale, int? causalOffset)
    {
        double[] q = Numbers(query), k = Numbers(key);
        double[][] added = [.. masks.Select(Numbers)];
        int queries = query.Shape[^2], keys = key.Shape[^2], size = query.Shape[^1];
        int heads = 1;
        foreach (int dim in query.Shape.ToArray()[..^2]) heads *= dim;
        for (int row = 0; row < heads * queries; row++)
        {
            int head = row / queries;
            double[] scores = new double[keys];
            for (int j = 0; j < keys; j++)
            {
                scores[j] = Over(size, i => q[(row * size) + i] * scale * k[(((head * keys) + j) * size) + i]);
                for (int m = 0; m < masks.Length; m++)
                {
                    double mask = added[m][(row * keys) + j];
                    if (masks[m].DType != DType.Bool) scores[j] += mask;
                    else if (mask == 0) scores[j] = double.NegativeInfinity;
                }

                if (causalOffset is { } offset && j > (row % queries) + offset) scores[j] = double.NegativeInfinity;
            }

            yield return (row, head, scores);
        }
    }

    private static double Over(int count, Func<int, double> term)
    {
        double sum = 0;
        for (int i = 0; i < count; i++) sum += term(i);
        return sum;
    }

    private static double[] Numbers(View view) => view.DType switch
    {
        DType.Float32 => Numbers<float>(view),
        DType.Float64 => Numbers<double>(view),
        _ => Numbers<byte>(view),
    };

    private static double[] Numbers<T>(View view)
        where T : unmanaged, INumber<T>
    {
        var elements = new Elements<T>(view);
        double[] numbers = new double[elements.Length];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = double.CreateTruncating(elements[i]);
        return numbers;
    }
}
