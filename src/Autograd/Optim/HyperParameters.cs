using System.Globalization;

namespace Autograd.Optim;

/// <summary>Meets the hyper-parameters of a group, by PyTorch's names: to note them down, or to bring back what was noted.</summary>
/// <remarks>One method of the group serves both ways: <c>Momentum = visitor.Number("momentum", Momentum);</c></remarks>
public abstract class HyperParameters
{
    private protected HyperParameters()
    {
    }

    /// <summary>Meets a number.</summary>
    /// <param name="name">Its name in the state dict.</param>
    /// <param name="current">Its value now.</param>
    /// <returns>The value it has afterwards.</returns>
    public abstract double Number(string name, double current);

    /// <summary>Meets a switch.</summary>
    /// <inheritdoc cref="Number"/>
    public virtual bool Flag(string name, bool current) => Number(name, current ? 1 : 0) != 0;

    /// <summary>Notes them down.</summary>
    internal sealed class Saver(OrderedDictionary<string, Tensor> into, string prefix) : HyperParameters
    {
        public override double Number(string name, double current)
        {
            into.Add(prefix + name, Tensor.Scalar(current, DType.Float64));
            return current;
        }
    }

    /// <summary>Brings them back, and collects the names of those that are missing.</summary>
    internal sealed class Loader(IReadOnlyDictionary<string, Tensor> from, string prefix, ISet<string> known, List<string> complaints) : HyperParameters
    {
        public override double Number(string name, double current)
        {
            known.Add(prefix + name);
            if (from.TryGetValue(prefix + name, out Tensor? value) && value is { Numel: 1, Storage.IsEnded: false }) return value.Item();
            complaints.Add($"{prefix + name} is missing or not a number");
            return current;
        }

        public override bool Flag(string name, bool current)
        {
            double number = Number(name, current ? 1 : 0);
            if (number is not (0 or 1))
                complaints.Add($"{prefix + name} is {number.ToString(CultureInfo.InvariantCulture)}, and a switch is 0 or 1");
            return number == 1;
        }
    }
}
