namespace Autograd.Examples.MnistCnn.Pictures;

/// <summary>A tensor's numbers as rows and columns.</summary>
internal static class Matrix
{
    /// <summary>The numbers of a tensor [rows, columns].</summary>
    public static double[,] Of(Tensor tensor)
    {
        (int rows, int columns) = tensor.Shape;
        double[] values = tensor.Detach().ToArray<double>();
        double[,] matrix = new double[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) matrix[i, j] = values[i * columns + j];
        return matrix;
    }
}
