using Autograd.Nn;
using Autograd.Tests.Ops;

namespace Autograd.Tests.Nn;

/// <summary>The table: a row, or several, for each layer and each loss of the library. A row brings every theory of <see cref="ModuleGoldenTests"/>.</summary>
/// <remarks>
/// A PyTorch expression makes the module, with <c>torch</c>, <c>nn</c> and <c>F</c> in scope, after <c>torch.manual_seed(0)</c>. A <c>lambda</c> is a
/// function of the inputs. After a change here run <c>Nn/modules.py</c>.
/// </remarks>
internal static partial class ModuleCases
{
    public static IReadOnlyList<ModuleCase> All { get; } = [.. Activations(), .. Layers(), .. Recurrent(), .. Transformers(), .. Losses()];

    private static ModuleCase Layer<T>(string judge, Func<Generator, T> make, params Input[] inputs)
        where T : Module<Tensor, Tensor>
        => new(typeof(T).Name, typeof(T), judge, make, (m, x) => ((T)m).Call(x[0]), inputs);

    private static ModuleCase Of<T>(string judge, Func<Generator, T> make, Func<T, Tensor[], Tensor> call, params Input[] inputs)
        where T : Module
        => new(typeof(T).Name, typeof(T), judge, make, (m, x) => call((T)m, x), inputs);

    private static ModuleCase Loss<T>(string judge, Func<T> make, params Input[] inputs)
        where T : Loss
        => new(typeof(T).Name, typeof(T), judge, _ => make(), (m, x) => ((T)m).Call(x[0], x[1]), inputs);

    private static ModuleCase As(this ModuleCase row, string special) => row with { Name = $"{row.Name}.{special}" };

    private static Input Fixed(Input input, Domain domain) => input with { Domain = domain, Constant = true };

    private static Input Positive(Input input) => input with { Domain = Domain.Positive };

    private static Input Unit(Input input) => input with { Domain = Domain.Unit };

    /// <summary>Classes, or rows of a table.</summary>
    private static Input Index(Input input, int below) => input with { Domain = Domain.Integers, DType = DType.Int64, Below = below };
}
