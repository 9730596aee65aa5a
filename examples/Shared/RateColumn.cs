using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Autograd.Examples.Shared;

/// <summary>The work done in a second, beside a progress bar.</summary>
internal sealed class RateColumn(string unit) : ProgressColumn
{
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(string.Create(CultureInfo.InvariantCulture, $"{task.Speed ?? 0:F0} {unit}/s"));
}
