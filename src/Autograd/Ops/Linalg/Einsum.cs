namespace Autograd;

public partial class Tensor
{
    /// <summary>
    /// Sums of products in Einstein's notation, as <c>torch.einsum</c>: each operand's dimensions are labelled with letters, and a letter
    /// that the output lacks is summed over. Gradient: by the same rule.
    /// </summary>
    /// <param name="equation">
    /// <c>"ij,jk->ik"</c>. A letter that appears twice in one operand takes its diagonal; <c>...</c> stands for any dimensions, which
    /// broadcast; without
    /// <c>-></c> the output has the dimensions of <c>...</c> and then the letters that appear once, capitals first, in alphabetical order.
    /// </param>
    /// <param name="operands">One tensor for each part of the equation; they are contracted from left to right.</param>
    /// <returns>A tensor with the dimensions of the output part.</returns>
    /// <exception cref="ArgumentException">The equation is malformed, or for a different number of operands.</exception>
    /// <exception cref="ShapeException">An operand's dimensions do not match its letters, or a letter's sizes differ.</exception>
    /// <exception cref="DTypeException">The dtypes differ.</exception>
    public static Tensor Einsum(string equation, params ReadOnlySpan<Tensor> operands)
    {
        ArgumentNullException.ThrowIfNull(equation);
        NullTensor.Refuse("einsum", "operand", operands);
        return new EinsumEquation(equation, operands).Evaluate();
    }
}

/// <summary>An equation with its operands: each a tensor with one label for each dimension, no label repeated.</summary>
/// <remarks>Labels are letters; the dimensions of an ellipsis are labelled 0, 1, … from the last one backwards, as they
/// broadcast.</remarks>
internal sealed class EinsumEquation
{
    private readonly string _equation;
    private readonly List<Term> _terms = [];
    private readonly List<int> _output = [];
    private readonly Dictionary<int, int> _sizes = [];
    private int _ellipsis; // the most dimensions that an ellipsis stands for

    public EinsumEquation(string equation, ReadOnlySpan<Tensor> operands)
    {
        _equation = equation;
        string[] sides = equation.Replace(" ", "", StringComparison.Ordinal).Split("->");
        if (sides.Length > 2) throw Wrong("has more than one '->'");
        string[] inputs = sides[0].Split(',');
        if (operands.Length == 0) throw Wrong("has no operands");
        if (inputs.Length != operands.Length) throw Wrong($"names {inputs.Length} operands, and {operands.Length} are given");
        var counts = new Dictionary<int, int>();
        for (int i = 0; i < inputs.Length; i++) _terms.Add(Read(inputs[i], operands[i], i, counts));
        if (sides.Length == 2) ReadOutput(sides[1]);
        else
        {
            _output.AddRange(Ellipsis(_ellipsis));
            _output.AddRange(counts.Where(c => c.Value == 1 && c.Key >= 'A').Select(c => c.Key).Order());
        }
    }

    public Tensor Evaluate()
    {
        Term result = Expanded(_terms[0]);
        for (int i = 1; i < _terms.Count; i++)
        {
            HashSet<int> later = [.. _output, .. _terms.Skip(i + 1).SelectMany(t => t.Labels)];
            result = Contract(result, Expanded(_terms[i]), later);
        }

        result = Sum(result, _output.Contains);
        Tensor turned = result.Tensor.Permute(_output.Select(label => result.Labels.IndexOf(label)).ToArray());
        // Where nothing was computed it is a view of an operand, as in PyTorch.
        return _terms.Exists(term => ReferenceEquals(term.Tensor.Storage, turned.Storage)) ? turned : turned.AsResult();
    }

    private static IEnumerable<int> Ellipsis(int count) => Enumerable.Range(0, count).Reverse();

    private Term Read(string text, Tensor operand, int number, Dictionary<int, int> counts)
    {
        if (operand.DType != (_terms.Count == 0 ? operand : _terms[0].Tensor).DType)
        {
            throw new DTypeException(
                $"einsum: the operands must have the same dtype, but number 0 is {_terms[0].Tensor.DType.Text()} and number "
                + $"{number} is {operand.DType.Text()}");
        }

        (string letters, int dots) = Letters(text, $"operand {number}");
        int hidden = operand.Rank - letters.Length;
        if (dots < 0 ? hidden != 0 : hidden < 0)
        {
            throw new ShapeException(
                $"einsum: operand {number} of '{_equation}' has the {letters.Length} labels '{text}', but {operand.Rank} "
                + $"dimensions, shape {operand.Shape}"
                + (dots < 0 ? "; '...' stands for the others" : string.Empty));
        }

        var labels = letters.Select(c => (int)c).ToList();
        if (dots >= 0)
        {
            labels.InsertRange(dots, Ellipsis(hidden));
            _ellipsis = Math.Max(_ellipsis, hidden);
        }

        foreach (int label in labels) counts[label] = counts.GetValueOrDefault(label) + 1;
        Term term = Diagonals(new Term(operand, labels), number);
        for (int d = 0; d < labels.Count; d++) Size(labels[d], term.Tensor.Shape[d], number, operand.Shape);
        return term;
    }

    private void ReadOutput(string text)
    {
        (string letters, int dots) = Letters(text, "the output");
        foreach (char letter in letters)
        {
            if (!_sizes.ContainsKey(letter)) throw Wrong($"has '{letter}' in the output and in no operand");
            if (letters.Count(c => c == letter) > 1) throw Wrong($"has '{letter}' more than once in the output");
        }

        _output.AddRange(letters.Select(c => (int)c));
        if (dots >= 0) _output.InsertRange(dots, Ellipsis(_ellipsis));
    }

    /// <summary>The letters of a part, and the position of its ellipsis among them, or −1.</summary>
    private (string Letters, int Dots) Letters(string text, string of)
    {
        int dots = text.IndexOf("...", StringComparison.Ordinal);
        string letters = dots < 0 ? text : text.Remove(dots, 3);
        foreach (char c in letters)
        {
            if (char.IsAsciiLetter(c)) continue;
            throw Wrong(c == '.' ? $"has a '.' in {of} that is not part of '...'" : $"has '{c}' in {of}, and labels are letters");
        }

        return (letters, dots);
    }

    private void Size(int label, int size, int number, Shape shape)
    {
        int known = _sizes.GetValueOrDefault(label, 1);
        if (size != known && size != 1 && known != 1)
            throw new ShapeException(
                $"einsum: label {Name(label)} of '{_equation}' has size {size} in operand {number}, shape {shape}, but {known} before");
        _sizes[label] = size == 1 ? known : size;
    }

    /// <summary>Takes diagonals until no label is repeated.</summary>
    private Term Diagonals(Term term, int number)
    {
        (Tensor tensor, List<int> labels) = term;
        for (int d = 0; d < labels.Count; d++)
        {
            int other = labels.IndexOf(labels[d], d + 1);
            if (other < 0) continue;
            if (tensor.Shape[d] != tensor.Shape[other])
            {
                throw new ShapeException(
                    $"einsum: label {Name(labels[d])} of '{_equation}' stands twice in operand {number}, for the sizes "
                    + $"{tensor.Shape[d]} and {tensor.Shape[other]}");
            }

            tensor = tensor.Diagonal(0, d, other).Movedim(-1, d);
            labels.RemoveAt(other);
            d--;
        }

        return new Term(tensor, labels);
    }

    /// <summary>The term with every dimension expanded to its label's full size.</summary>
    private Term Expanded(Term term) =>
        term with { Tensor = term.Tensor.BroadcastTo(Shape.Create(term.Labels.Select(l => _sizes[l]).ToArray())) };

    private static Term Sum(Term term, Predicate<int> kept)
    {
        int[] summed = Enumerable.Range(0, term.Labels.Count).Where(d => !kept(term.Labels[d])).ToArray();
        return summed.Length == 0 ? term : new Term(term.Tensor.Sum(summed), term.Labels.FindAll(kept));
    }

    /// <summary>The product of two terms, summed over every label that is not needed later.</summary>
    private static Term Contract(Term a, Term b, HashSet<int> later)
    {
        a = Sum(a, label => b.Labels.Contains(label) || later.Contains(label));
        b = Sum(b, label => a.Labels.Contains(label) || later.Contains(label));
        int[] shared = [.. a.Labels.Where(b.Labels.Contains)];
        int[] batch = [.. shared.Where(later.Contains)], summed = [.. shared.Except(batch)];
        int[] rows = [.. a.Labels.Except(shared)], columns = [.. b.Labels.Except(shared)];
        List<int> labels = [.. batch, .. rows, .. columns];
        if (summed.Length == 0)
        {
            // There is nothing to sum, so broadcasting is the shorter way.
            Tensor left = a.Ordered([.. batch, .. rows]), right = b.Ordered([.. batch, .. columns]);
            for (int i = 0; i < columns.Length; i++) left = left.Unsqueeze(-1);
            for (int i = 0; i < rows.Length; i++) right = right.Unsqueeze(batch.Length);
            return new Term(left * right, labels);
        }

        Tensor product = a.Grouped(batch, rows, summed).MatMul(b.Grouped(batch, summed, columns));
        return new Term(product.Reshape([.. a.Sizes(batch), .. a.Sizes(rows), .. b.Sizes(columns)]), labels);
    }

    private static string Name(int label) => label >= 'A' ? $"'{(char)label}'" : $"number {label + 1} from the end of '...'";

    private ArgumentException Wrong(string what) => new($"einsum: the equation '{_equation}' {what}");

    private sealed record Term(Tensor Tensor, List<int> Labels)
    {
        public int[] Sizes(int[] labels) => Array.ConvertAll(labels, label => Tensor.Shape[Labels.IndexOf(label)]);

        public Tensor Ordered(int[] labels)
        {
            int[] order = Array.ConvertAll(labels, label => Labels.IndexOf(label));
            return order.SequenceEqual(Enumerable.Range(0, order.Length)) ? Tensor : Tensor.Permute(order);
        }

        /// <summary>The term as a batch of matrices.</summary>
        /// <param name="batch">The labels of the batch dimensions.</param>
        /// <param name="rows">The labels that form the rows.</param>
        /// <param name="columns">The labels that form the columns.</param>
        public Tensor Grouped(int[] batch, int[] rows, int[] columns) =>
            Ordered([.. batch, .. rows, .. columns]).Reshape(Numel(batch), Numel(rows), Numel(columns));

        private int Numel(int[] labels) => Shape.Create(Sizes(labels)).Numel;
    }
}
