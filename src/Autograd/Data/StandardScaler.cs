namespace Autograd.Data;

/// <summary>
/// Shifts and scales each column of a table to mean 0 and standard deviation 1, by the statistics of the rows that it was fitted to.
/// </summary>
/// <remarks>
/// Fit it to the training part alone: statistics that include the test part leak information to the model. The standard deviation is that
/// of the rows themselves (divisor N), as scikit-learn's; a column of one value has none, and is only shifted.
/// </remarks>
/// <example><code>
/// var scaler = StandardScaler.Fit(train);
/// Tensor x = scaler.Transform(train), held = scaler.Transform(test);
/// </code></example>
public sealed class StandardScaler
{
    private StandardScaler(Tensor mean, Tensor scale) => (Mean, Scale) = (mean, scale);

    /// <summary>The mean of each column: [F], float64.</summary>
    public Tensor Mean { get; }

    /// <summary>The standard deviation of each column, or 1 where a column has one value only: [F], float64.</summary>
    public Tensor Scale { get; }

    /// <summary>Computes the statistics of a table's columns in float64.</summary>
    /// <param name="rows">[N, F], any dtype but bool, at least one row.</param>
    /// <returns>The fitted scaler.</returns>
    /// <exception cref="ShapeException">There are not two dimensions, or no rows.</exception>
    public static StandardScaler Fit(Tensor rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Rank != 2 || rows.Shape[0] == 0)
            throw new ShapeException($"standard_scaler: it is fitted to a table [N, F] of at least one row, not to {rows.Shape}");
        int count = rows.Shape[0], columns = rows.Shape[1];
        double[] values = rows.Detach().ToArray<double>(), mean = new double[columns], scale = new double[columns];
        for (int j = 0; j < columns; j++)
        {
            double sum = 0, rest = 0, squares = 0;
            bool constant = true;
            for (int i = 0; i < count; i++)
            {
                sum += values[i * columns + j];
                constant &= values[i * columns + j].Equals(values[j]);
            }

            mean[j] = constant ? values[j] : sum / count;
            for (int i = 0; i < count; i++)
            {
                double from = values[i * columns + j] - mean[j];
                rest += from;
                squares += from * from;
            }

            // The deviations would add up to 0 if the mean were exact; their actual sum corrects the squares.
            double deviation = Math.Sqrt((squares - rest * rest / count) / count);
            scale[j] = constant || deviation == 0 ? 1 : deviation;
        }

        return new StandardScaler(Tensor.FromArray(mean, device: rows.Device), Tensor.FromArray(scale, device: rows.Device));
    }

    /// <summary>(rows − mean) / scale, computed in float64.</summary>
    /// <param name="rows">[N, F].</param>
    /// <param name="dtype">The dtype of the result.</param>
    /// <returns>[N, F] of that dtype.</returns>
    /// <exception cref="ShapeException">The number of columns is different.</exception>
    public Tensor Transform(Tensor rows, DType dtype = DType.Float32) => ((Checked(rows) - Mean) / Scale).To(dtype);

    /// <summary>rows · scale + mean, computed in float64: undoes <see cref="Transform"/>.</summary>
    /// <inheritdoc cref="Transform"/>
    public Tensor InverseTransform(Tensor rows, DType dtype = DType.Float32) => (Checked(rows) * Scale + Mean).To(dtype);

    private Tensor Checked(Tensor rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Rank == 2 && rows.Shape[1] == Mean.Numel
            ? rows.To(DType.Float64)
            : throw new ShapeException($"standard_scaler: it was fitted to {Mean.Numel} columns, and the rows are {rows.Shape}");
    }
}
