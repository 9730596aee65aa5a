namespace Autograd.Nn;

/// <content>Sequences of several lengths.</content>
public static partial class F
{
    /// <summary>Joins sequences of several lengths into one tensor, padded at the end.</summary>
    /// <param name="sequences">Tensors [length, …], at least one, which differ in the length alone.</param>
    /// <param name="batchFirst">True for [batch, length, …], false for [length, batch, …].</param>
    /// <param name="paddingValue">The number in the padding.</param>
    /// <returns>The padded batch. Gradients go to the sequences.</returns>
    /// <exception cref="ShapeException">There is no sequence, or they differ in more than the length.</exception>
    public static Tensor PadSequence(IReadOnlyList<Tensor> sequences, bool batchFirst = false, double paddingValue = 0)
    {
        int[] lengths = Lengths("pad_sequence", sequences);
        int longest = lengths.Max();
        var rows = new Tensor[sequences.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            Tensor sequence = sequences[i];
            if (lengths[i] == longest)
            {
                rows[i] = sequence;
                continue;
            }

            int[] rest = [longest - lengths[i], .. sequence.Shape.ToArray()[1..]];
            rows[i] = Tensor.Cat([sequence, Tensor.Full(Shape.Create(rest), paddingValue, sequence.DType, device: sequence.Device)]);
        }

        return Tensor.Stack(rows, batchFirst ? 0 : 1);
    }

    /// <summary>Packs sequences of several lengths.</summary>
    /// <param name="sequences">Tensors [length, …], at least one, none empty, which differ in the length alone.</param>
    /// <param name="enforceSorted">True refuses sequences that are not given longest first; false sorts them.</param>
    /// <returns>The packed sequences.</returns>
    /// <exception cref="ShapeException">There is no sequence, one is empty, they differ in more than the length, or they are not
    /// sorted.</exception>
    public static PackedSequence PackSequence(IReadOnlyList<Tensor> sequences, bool enforceSorted = true) =>
        PackPaddedSequence(PadSequence(sequences), Lengths("pack_sequence", sequences), enforceSorted: enforceSorted);

    /// <summary>Packs a padded batch.</summary>
    /// <param name="input">[length, batch, …], or [batch, length, …].</param>
    /// <param name="lengths">The length of each sequence, at least 1 and at most the batch's.</param>
    /// <param name="batchFirst">True for [batch, length, …].</param>
    /// <param name="enforceSorted">True refuses sequences that are not given longest first; false sorts them.</param>
    /// <returns>The packed sequences. Gradients go to the batch, and are 0 in the padding.</returns>
    /// <exception cref="ShapeException">The input has no elements, or the lengths do not fit it or are not sorted.</exception>
    public static PackedSequence PackPaddedSequence(
        Tensor input, IReadOnlyList<int> lengths, bool batchFirst = false, bool enforceSorted = true)
    {
        const string op = "pack_padded_sequence";
        input.NotNull();
        lengths.NotNull();
        if (input.Rank < 2) throw new ShapeException($"{op}: the input must be [length, batch, …], not {input.Shape}");
        Tensor x = batchFirst ? input.Transpose(0, 1) : input;
        (int longest, int batch) = (x.Shape[0], x.Shape[1]);
        if (lengths.Count != batch)
            throw new ShapeException($"{op}: there are {lengths.Count} lengths for the {batch} sequences of the input {input.Shape}");
        if (input.Numel == 0) throw new ShapeException($"{op}: the input {input.Shape} has no elements: an empty tensor cannot be packed");
        for (int i = 0; i < batch; i++)
        {
            if (lengths[i] < 1 || lengths[i] > longest)
            {
                throw new ShapeException(
                    $"{op}: the length of sequence {i} is {lengths[i]}: it must be from 1 to the input's length, {longest}");
            }
        }

        int[] order = [.. Enumerable.Range(0, batch).OrderByDescending(i => lengths[i])];
        bool sorted = order.AsSpan().SequenceEqual([.. Enumerable.Range(0, batch)]);
        if (!sorted && enforceSorted)
        {
            throw new ShapeException(
                $"{op}: the lengths [{string.Join(", ", lengths)}] do not fall: sort the sequences, or give enforceSorted: false");
        }

        var rows = new List<long>();
        int[] sizes = new int[lengths[order[0]]];
        for (int t = 0; t < sizes.Length; t++)
        {
            foreach (int i in order)
            {
                if (lengths[i] <= t) break;
                rows.Add((long)t * batch + i);
                sizes[t]++;
            }
        }

        Tensor index = Tensor.Create<long>([.. rows], [rows.Count]).To(x.Device);
        Tensor data = x.Reshape([longest * batch, .. x.Shape.ToArray()[2..]]).IndexSelect(0, index);
        return new PackedSequence(data, sizes, sorted && enforceSorted ? null : order);
    }

    /// <summary>Unpacks sequences into a padded batch.</summary>
    /// <param name="sequence">The packed sequences.</param>
    /// <param name="batchFirst">True for [batch, length, …], false for [length, batch, …].</param>
    /// <param name="paddingValue">The number in the padding.</param>
    /// <param name="totalLength">The length of the batch, at least that of the longest sequence; as long as that if null.</param>
    /// <returns>The batch, its sequences in the order in which they were packed, and their lengths.</returns>
    /// <exception cref="ShapeException">The total length is too short, or the parts of the packed sequences do not fit one
    /// another.</exception>
    public static (Tensor Batch, int[] Lengths) PadPackedSequence(
        PackedSequence sequence, bool batchFirst = false, double paddingValue = 0, int? totalLength = null)
    {
        sequence.NotNull();
        sequence.RequireConsistent("pad_packed_sequence");
        int longest = totalLength ?? sequence.BatchSizes.Count, batch = sequence.BatchSizes[0];
        if (longest < sequence.BatchSizes.Count)
        {
            throw new ShapeException(
                $"pad_packed_sequence: totalLength must be at least that of the longest sequence, {sequence.BatchSizes.Count}, "
                + $"not {longest}");
        }

        Tensor data = sequence.Data;
        int elements = data.Shape[0];
        int[] tail = data.Shape.ToArray()[1..];
        Tensor padding = Tensor.Full(Shape.Create([1, .. tail]), paddingValue, data.DType, device: data.Device);
        if ((long)longest * batch > Array.MaxLength)
            throw new ShapeException($"pad_packed_sequence: {batch} sequences of length {longest} are more than a tensor can hold");
        long[] rows = new long[longest * batch];
        Array.Fill(rows, elements);
        for (int t = 0, row = 0; t < sequence.BatchSizes.Count; t++)
        {
            for (int i = 0; i < sequence.BatchSizes[t]; i++, row++) rows[t * batch + (sequence.SortedIndices?[i] ?? i)] = row;
        }

        Tensor table = Tensor.Cat([data, padding]).IndexSelect(0, Tensor.Create<long>(rows, [rows.Length]).To(data.Device));
        Tensor padded = table.Reshape([longest, batch, .. tail]);
        return ((batchFirst ? padded.Transpose(0, 1) : padded).AsResult(), sequence.Lengths());
    }

    private static int[] Lengths(string op, IReadOnlyList<Tensor> sequences)
    {
        sequences.NotNull(method: op);
        if (sequences.Count == 0) throw new ShapeException($"{op}: there must be at least one sequence");
        NullTensor.Refuse(op, "sequence", [.. sequences]);
        int[] tail = sequences[0].Rank == 0 ? [] : sequences[0].Shape.ToArray()[1..];
        for (int i = 0; i < sequences.Count; i++)
        {
            if (sequences[i].Rank == 0 || !sequences[i].Shape.ToArray().AsSpan(1).SequenceEqual(tail))
            {
                throw new ShapeException(
                    $"{op}: sequence {i} is {sequences[i].Shape} and sequence 0 is {sequences[0].Shape}: "
                    + "they may differ in their length alone");
            }
        }

        return [.. sequences.Select(sequence => sequence.Shape[0])];
    }
}
