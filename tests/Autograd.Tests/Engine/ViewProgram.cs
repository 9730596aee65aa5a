using System.Globalization;

namespace Autograd.Tests.Engine;

/// <summary>
/// A small program that takes a view and writes, on our side: the words, and what each does, are those of <c>Golden/views.py</c>.
/// </summary>
internal sealed record ViewProgram(string Base, string View, string Mode, string Between, string Write, string Where, string Read)
{
    public const string Refused = "refused";

    public static string[] Writes { get; } =
        ["none", "view by 10", "view by w", "base by 3", "base by w", "sibling by 3", "sibling by w"];

    public static string[] Reads { get; } = ["base", "view", "both"];

    /// <summary>The programs of one line of the file, in its order.</summary>
    public static IEnumerable<ViewProgram> OfLine(string key)
    {
        string[] words = key.Split('|');
        foreach (string write in Writes)
        {
            foreach (string where in write == "none" ? (string[])["recorded"] : ["recorded", "no_grad"])
            {
                foreach (string read in Reads) yield return new ViewProgram(words[0], words[1], words[2], words[3], write, where, read);
            }
        }
    }

    /// <summary>Runs it: "refused", or the loss and the two gradients as the file writes them.</summary>
    public string Run()
    {
        try
        {
            return Answer();
        }
        catch (GraphException)
        {
            return Refused;
        }
    }

    private static Tensor Take(Tensor from, string view) => view switch
    {
        "row" => from[0],
        "transposed" => from.T,
        "flat" => from.View(4),
        "row of row" => from[0..1][0],
        "split" => from.Split(1)[0],
        "unbind" => from.Unbind(0)[0],
        "detached" => from.Detach(),
        _ => from.Detach()[0],
    };

    private string Answer()
    {
        Tensor x = Tensor.Create(new double[,] { { 1, 2 }, { 3, 4 } }, requiresGrad: true);
        Tensor w = Tensor.Scalar(5, DType.Float64, requiresGrad: true), from = Make(x);
        string[] modes = Mode.Split(", then ");
        Tensor view;
        using (GradMode.Set(modes[0] == "recorded")) view = Take(from, View);
        if (modes.Length > 1)
        {
            using (GradMode.Set(modes[1] == "recorded")) view = view[0..1];
        }

        if (Between == "requires_grad" && from.IsLeaf) from.RequiresGrad = true;
        if (Between == "history") from.Mul_(w);
        if (Between == "no_grad write")
        {
            using (GradMode.NoGrad()) from.Mul_(7);
        }

        if (Write.Split(" by ") is [string target, string by])
        {
            using (GradMode.Set(Where == "recorded"))
            {
                Tensor written = target == "view" ? view : target == "base" ? from : from[.., 1];
                if (by == "w") written.Mul_(w);
                else written.Mul_(double.Parse(by, CultureInfo.InvariantCulture));
            }
        }

        Tensor loss = Read switch
        {
            "base" => from.Sum(),
            "view" => (view * 2).Sum(),
            _ => from.Sum() + (view * 2).Sum(),
        };
        if (loss.RequiresGrad) loss.Backward();
        Tensor leaf = !ReferenceEquals(from, x) && from.IsLeaf && from.RequiresGrad ? from : x;
        return $"{Text(loss.Item())} {Text(leaf.Grad)} {Text(w.Grad)}";
    }

    private Tensor Make(Tensor x)
    {
        switch (Base)
        {
            case "computed":
                return x * 2;
            case "plain":
                return x.Detach().Clone();
            case "no_grad":
                using (GradMode.NoGrad()) return x * 2;
            default:
                return x;
        }
    }

    private static string Text(Tensor? grad) => grad is null ? "-" : string.Join(",", grad.Reshape(-1).ToArray<double>().Select(Text));

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
