using System.Globalization;
using System.Text;

namespace Autograd;

/// <summary>A tensor as text, in PyTorch's layout: 80 columns, 3 elements at each edge of a tensor of more than 1000.</summary>
internal sealed class TensorText
{
    private const int LineWidth = 80, Threshold = 1000, Edge = 3;
    private const string Prefix = "tensor(";

    private readonly Tensor _tensor;
    private readonly bool _summarize;
    private readonly NumberText _numbers;

    private TensorText(Tensor tensor)
    {
        _tensor = tensor;
        _summarize = tensor.Numel > Threshold;
        _numbers = new NumberText(Shown(tensor));
    }

    public static string Of(Tensor tensor)
    {
        var suffixes = new List<string>();
        if (tensor.Storage.IsEnded || (tensor.Numel == 0 && tensor.Rank != 1))
            suffixes.Add($"size=({string.Join(", ", tensor.Shape.ToArray())})");
        bool plain = tensor.DType == DType.Float32 || (tensor.Numel > 0 && tensor.DType is DType.Int64 or DType.Bool);
        if (!plain) suffixes.Add($"dtype={tensor.DType.Text()}");
        if (tensor.GradFn is { } name) suffixes.Add($"grad_fn=<{OpName.Backward(name)}>");
        else if (tensor.RequiresGrad) suffixes.Add("requires_grad=True");

        using GradModeScope mode = GradMode.NoGrad();
        string body = tensor.Storage.IsEnded ? "of a TensorScope that has ended"
            : tensor.Numel == 0 ? "[]"
            : new TensorText(tensor.Detach()).Block(tensor.Detach(), Prefix.Length);
        return WithSuffixes(Prefix + body, suffixes);
    }

    /// <summary>The edges that a summary shows, concatenated: they alone determine the number format.</summary>
    private Tensor Shown(Tensor tensor)
    {
        if (!_summarize) return tensor;
        for (int dim = 0; dim < tensor.Rank; dim++)
        {
            int size = tensor.Shape[dim];
            if (size > 2 * Edge) tensor = Tensor.Cat([tensor.Narrow(dim, 0, Edge), tensor.Narrow(dim, size - Edge, Edge)], dim);
        }

        return tensor;
    }

    private string Block(Tensor part, int indent)
    {
        if (part.Rank == 0) return _numbers.Of(part)[0];
        if (part.Rank == 1) return Line(part, indent);
        IEnumerable<string> slices = ShownIndices(part.Shape[0]).Select(i => i < 0 ? "..." : Block(part.Select(0, i), indent + 1));
        return "[" + string.Join("," + new string('\n', part.Rank - 1) + new string(' ', indent + 1), slices) + "]";
    }

    private string Line(Tensor vector, int indent)
    {
        int perLine = Math.Max(1, (LineWidth - indent) / (_numbers.Width + 2));
        string[] texts = _numbers.Of(vector);
        IEnumerable<string[]> lines = ShownIndices(texts.Length).Select(i => i < 0 ? " ..." : texts[i]).Chunk(perLine);
        return "[" + string.Join(",\n" + new string(' ', indent + 1), lines.Select(line => string.Join(", ", line))) + "]";
    }

    /// <summary>The indices shown along a dimension; -1 stands for those left out.</summary>
    private IEnumerable<int> ShownIndices(int size) =>
        _summarize && size > 2 * Edge
            ? Enumerable.Range(0, Edge).Append(-1).Concat(Enumerable.Range(size - Edge, Edge))
            : Enumerable.Range(0, size);

    private static string WithSuffixes(string text, List<string> suffixes)
    {
        var all = new StringBuilder(text);
        int lastLine = text.Length - text.LastIndexOf('\n') + 1;
        foreach (string suffix in suffixes)
        {
            if (lastLine + suffix.Length + 2 > LineWidth)
            {
                all.Append(",\n").Append(' ', Prefix.Length);
                lastLine = Prefix.Length + suffix.Length;
            }
            else
            {
                all.Append(", ");
                lastLine += suffix.Length + 2;
            }

            all.Append(suffix);
        }

        return all.Append(')').ToString();
    }

    /// <summary>The number format of one tensor: the same notation and width for all elements.</summary>
    private sealed class NumberText
    {
        private readonly bool _whole = true, _scientific;

        public NumberText(Tensor shown)
        {
            if (!shown.DType.IsFloating())
            {
                Width = Of(shown).Max(text => text.Length);
                return;
            }

            double[] sizes = shown.ToArray<double>().Where(v => double.IsFinite(v) && v != 0).Select(Math.Abs).ToArray();
            if (sizes.Length == 0) return;
            double min = sizes.Min(), max = sizes.Max();
            _whole = Array.TrueForAll(sizes, v => v == Math.Ceiling(v));
            _scientific = max / min > 1000 || max > 1e8 || (!_whole && min < 1e-4);
            // As in PyTorch, zeros, NaN and infinities do not affect the width.
            Width = shown.ToArray<double>().Where(v => double.IsFinite(v) && v != 0).Max(v => Floating(v).Length);
        }

        public int Width { get; } = 1;

        public string[] Of(Tensor tensor) => Array.ConvertAll(Texts(tensor), text => text.PadLeft(Width));

        private string[] Texts(Tensor tensor)
        {
            if (tensor.DType == DType.Bool) return Array.ConvertAll(tensor.ToArray<bool>(), v => v ? "True" : "False");
            if (tensor.DType.IsFloating()) return Array.ConvertAll(tensor.ToArray<double>(), Floating);
            return Array.ConvertAll(tensor.ToArray<long>(), v => v.ToString(CultureInfo.InvariantCulture));
        }

        private string Floating(double value) => value switch
        {
            double.NaN => "nan",
            double.PositiveInfinity => "inf",
            double.NegativeInfinity => "-inf",
            _ when _scientific => value.ToString("0.0000e+00", CultureInfo.InvariantCulture),
            _ when _whole => value.ToString("F0", CultureInfo.InvariantCulture) + ".",
            _ => value.ToString("F4", CultureInfo.InvariantCulture),
        };
    }
}
