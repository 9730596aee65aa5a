using System.CommandLine;
using System.Text.Json.Nodes;
using Autograd.Examples.PyTorchTour.Sections;
using Autograd.Examples.Shared;

namespace Autograd.Examples.PyTorchTour;

/// <summary>The program's command line.</summary>
internal static class PyTorchTourCommand
{
    private const string Everything = "all";
    private const int Narrowest = 60; // for two columns

    public static RootCommand Create()
    {
        Option<string> section = Choice.OneOf(
            "--section",
            $"What is shown: {string.Join(", ", All.Sections.Select(known => known.Name))}.",
            [Everything, .. All.Sections.Select(known => known.Name)]);
        section.HelpName = "name";
        Option<string> layout = Choice.OneOf(
            "--layout",
            "below: one language below the other. beside: in two columns. auto: beside in a terminal that is wide enough.",
            "auto",
            "below",
            "beside");
        Option<string?> json = Choice.Json();
        var command = new RootCommand(
            $"Goes through the tour that beginners are given of PyTorch, line by line, with what PyTorch {Capture.Version} printed and "
            + "what this library prints.")
        {
            section, layout, json,
        };
        command.SetAction(parsed =>
        {
            var report = new Report(parsed.InvocationConfiguration.Output);
            string chosen = parsed.GetValue(section)!;
            int width = report.Width ?? Layouts.Wide;
            bool beside = parsed.GetValue(layout) switch
            {
                "below" => false,
                "beside" => true,
                _ => report.Width >= Layouts.Wide,
            };
            Show(
                [.. All.Sections.Select(known => known.Name).Where(name => chosen is Everything || name == chosen)],
                line => beside ? Layouts.Beside(line, Math.Max(width, Narrowest)) : Layouts.Below(line),
                report);
            report.Figures.Save(parsed.GetValue(json));
        });
        return command;
    }

    private static void Show(string[] sections, Func<TourLine, IEnumerable<string>> layout, Report report)
    {
        List<TourLine> all = [];
        foreach (string section in sections)
        {
            IReadOnlyList<TourLine> lines = All.Run(section);
            all.AddRange(lines);
            report.Title(section);
            foreach (TourLine line in lines)
            {
                report.Say(string.Empty);
                foreach (string row in layout(line)) report.Say(row);
                report.Figures.Append("lines", Row(line));
            }

            report.Say(string.Empty);
        }

        int printing = all.Count(line => line.Prints), same = all.Count(line => line.Prints && line.IsSame);
        int prefix = all.Count(line => line.IsSameWithoutPrefix);
        report.Figures.Set("torch", Capture.Version);
        report.Say($"{all.Count} lines; {printing} of them print something:");
        report.Figure("same as PyTorch", same);
        report.Figure("same but for the prefix", prefix);
        report.Figure("different for a reason", printing - same - prefix);
    }

    private static JsonObject Row(TourLine line) => new()
    {
        ["section"] = line.Section,
        ["python"] = line.Python,
        ["csharp"] = line.CSharp,
        ["torch"] = line.There,
        ["here"] = line.Here,
        ["because"] = line.IsSame ? null : line.Reason,
    };
}
