namespace Autograd.Examples.Shared;

/// <summary>The terminal's cursor, which a progress bar hides.</summary>
internal static class Terminal
{
    private static volatile bool s_mayBeHidden;

    /// <summary>From here on the cursor may be hidden.</summary>
    public static void CursorMayBeHidden() => s_mayBeHidden = true;

    /// <summary>Shows the cursor if it may be hidden.</summary>
    public static void ShowCursor()
    {
        if (!s_mayBeHidden) return;
        s_mayBeHidden = false;
        // Not through Console.Out: a thread that is stopped while it writes there would keep its lock.
        using Stream output = Console.OpenStandardOutput();
        output.Write("\u001b[?25h"u8);
    }
}
