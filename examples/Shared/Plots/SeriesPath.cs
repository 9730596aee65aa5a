using System.Globalization;
using System.Text;

namespace Autograd.Examples.Shared.Plots;

/// <summary>Turns a series into the data of an SVG path.</summary>
internal static class SeriesPath
{
    /// <summary>A stroke of no length for each point: its round ends are the dot, and a point takes a dozen bytes.</summary>
    public static string Dots(Series series, Axis across, Axis up)
    {
        var path = new StringBuilder();
        for (int i = 0; i < series.X.Length; i++)
        {
            if (IsFinite(series, i)) Append(path, 'M', across.At(series.X[i]), up.At(series.Y[i])).Append("h0");
        }

        return path.ToString();
    }

    /// <summary>A line through the points, broken where one is not finite.</summary>
    public static string Line(Series series, Axis across, Axis up)
    {
        var path = new StringBuilder();
        foreach ((int start, int end) in Runs(series)) AppendRun(path, series, start, end, across, up);
        return path.ToString();
    }

    /// <summary>What lies between the line and 0, or the edge that is nearest to 0.</summary>
    public static string Area(Series series, Axis across, Axis up)
    {
        var path = new StringBuilder();
        double ground = up.At(Math.Clamp(0, up.From, up.To));
        foreach ((int start, int end) in Runs(series))
        {
            AppendRun(path, series, start, end, across, up);
            Append(path, 'L', across.At(series.X[end - 1]), ground);
            Append(path, 'L', across.At(series.X[start]), ground).Append('Z');
        }

        return path.ToString();
    }

    private static IEnumerable<(int Start, int End)> Runs(Series series)
    {
        for (int start = 0, end; start < series.X.Length; start = end + 1)
        {
            for (end = start; end < series.X.Length && IsFinite(series, end);) end++;
            if (end > start) yield return (start, end);
        }
    }

    private static void AppendRun(StringBuilder path, Series series, int start, int end, Axis across, Axis up)
    {
        char command = 'M';
        for (int i = start; i < end;)
        {
            // Of the points within a quarter of a pixel only the first, lowest, highest and last can be seen.
            double left = across.At(series.X[i]);
            int last = i, low = i, high = i;
            while (last + 1 < end && Math.Abs(across.At(series.X[last + 1]) - left) < 0.25)
            {
                last++;
                if (series.Y[last] < series.Y[low]) low = last;
                if (series.Y[last] > series.Y[high]) high = last;
            }

            int before = -1;
            foreach (int point in (ReadOnlySpan<int>)[i, Math.Min(low, high), Math.Max(low, high), last])
            {
                if (point == before) continue;
                Append(path, command, across.At(series.X[point]), up.At(series.Y[point]));
                (before, command) = (point, 'L');
            }

            i = last + 1;
        }
    }

    private static bool IsFinite(Series series, int i) => double.IsFinite(series.X[i]) && double.IsFinite(series.Y[i]);

    private static StringBuilder Append(StringBuilder path, char command, double x, double y) =>
        path.Append(CultureInfo.InvariantCulture, $"{command}{x:0.##} {y:0.##}");
}
