namespace Autograd.Devices;

/// <content>The steps of recurrent layers: what follows the products of a step, in one pass.</content>
public abstract partial class Device
{
    /// <summary>A step of an LSTM: i, f, o = σ(gates), g = tanh(gates), c = f · c + i · g, h = o · tanh(c).</summary>
    /// <param name="gates">Contiguous and floating, [rows, 4 · size] in the order i, f, g, o: the sums before the activation, and those
    /// after it.</param>
    /// <param name="cell">Contiguous, [rows, size]: the cell before the step, and after it.</param>
    /// <param name="hidden">Contiguous, [rows, size]: written.</param>
    protected internal abstract void LstmStep(View gates, View cell, View hidden);

    /// <summary>The gradients of <see cref="LstmStep"/>.</summary>
    /// <param name="gates">The gates as the step left them.</param>
    /// <param name="before">The cell before the step.</param>
    /// <param name="gradHidden">The gradient of the hidden state.</param>
    /// <param name="gradCell">That of the cell after the step, and then of the cell before it.</param>
    /// <param name="gradGates">Receives the gradient of the sums before the activation.</param>
    protected internal abstract void LstmStepGrad(View gates, View before, View gradHidden, View gradCell, View gradGates);

    /// <summary>A step of a GRU: r, z = σ(x + y), n = tanh(x + r · y), h = (1 − z) · n + z · h.</summary>
    /// <param name="gates">Contiguous and floating, [rows, 3 · size] in the order r, z, n: the input's part x, and then the gates.</param>
    /// <param name="hiddenGates">Contiguous, of the same shape: the hidden state's part y.</param>
    /// <param name="before">Contiguous, [rows, size]: the hidden state before the step.</param>
    /// <param name="hidden">Contiguous, [rows, size]: written; it may be <paramref name="before"/>.</param>
    protected internal abstract void GruStep(View gates, View hiddenGates, View before, View hidden);

    /// <summary>The gradients of <see cref="GruStep"/>.</summary>
    /// <param name="gates">The gates as the step left them.</param>
    /// <param name="hiddenGates">The hidden state's part.</param>
    /// <param name="before">The hidden state before the step.</param>
    /// <param name="gradHidden">The gradient of the hidden state after the step, and then of the one before it, as far as it does not go
    /// through the gates.</param>
    /// <param name="gradGates">Receives the gradient of the input's part.</param>
    /// <param name="gradHiddenGates">Receives that of the hidden state's part.</param>
    protected internal abstract void GruStepGrad(
        View gates, View hiddenGates, View before, View gradHidden, View gradGates, View gradHiddenGates);
}
