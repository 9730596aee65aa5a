namespace Autograd.Tests.Infrastructure;

/// <summary>Fails with every complaint in full: xUnit cuts what it compares at about fifty characters, which would be the half that says what to do.</summary>
internal static class Complaints
{
    public static void None(IEnumerable<string> complaints)
    {
        string[] all = [.. complaints];
        if (all.Length > 0) Assert.Fail(string.Join(Environment.NewLine, all));
    }
}
