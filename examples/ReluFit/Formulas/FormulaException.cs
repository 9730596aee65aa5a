namespace Autograd.Examples.ReluFit.Formulas;

/// <summary>A formula that cannot be read.</summary>
/// <param name="message">What is wrong, and where.</param>
internal sealed class FormulaException(string message) : Exception(message);
