using System.Diagnostics;
using System.Text;

namespace Autograd.Tests.Examples;

/// <summary>The programs at a terminal, which <c>script</c> (of util-linux) provides.</summary>
public sealed class TerminalTests
{
    private const string Script = "/usr/bin/script";
    private const string HideCursor = "\u001b[?25l", ShowCursor = "\u001b[?25h";

    [Theory]
    [InlineData("ReluFit", "--epochs 100000000")]
    [InlineData("ReluFit", "--protocol lineage --epochs 1000000")]
    [InlineData("BinaryClassification", "--epochs 100000000")]
    [InlineData("GradientDescent", "--steps 1000000")]
    [InlineData("MnistCnn", "--synthetic --epochs 100000")]
    public async Task Ctrl_C_leaves_the_cursor_and_says_130(string program, string options)
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Script)) return;
        string assembly = Path.Combine(AppContext.BaseDirectory, program + ".dll");
        var start = new ProcessStartInfo(Script, ["-q", "-e", "-c", $"exec '{Environment.ProcessPath}' exec '{assembly}' {options}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment["COLUMNS"] = "120";
        using Process process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        string shown = await ReadAsync(process, patience.Token);
        Assert.True(process.HasExited, $"it did not stop: {shown}");
        Assert.Equal(130, process.ExitCode);
        Assert.Contains(HideCursor, shown, StringComparison.Ordinal);
        Assert.True(shown.LastIndexOf(ShowCursor, StringComparison.Ordinal) > shown.LastIndexOf(HideCursor, StringComparison.Ordinal), shown);
    }

    /// <summary>Everything that is shown; as soon as the cursor is hidden, Ctrl-C is pressed.</summary>
    private static async Task<string> ReadAsync(Process process, CancellationToken patience)
    {
        var shown = new StringBuilder();
        char[] block = new char[4096];
        bool isPressed = false;
        try
        {
            for (int count; (count = await process.StandardOutput.ReadAsync(block, patience)) > 0;)
            {
                shown.Append(block, 0, count);
                if (isPressed || !shown.ToString().Contains(HideCursor, StringComparison.Ordinal)) continue;
                isPressed = true;
                await process.StandardInput.WriteAsync("\u0003".AsMemory(), patience);
                await process.StandardInput.FlushAsync(patience);
            }

            await process.WaitForExitAsync(patience);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            shown.Append("(no end)");
        }

        return shown.ToString();
    }
}
