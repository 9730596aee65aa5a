namespace Autograd.Architecture;

/// <summary>The floors of the architecture page hold: no import runs up.</summary>
public class FloorTests
{
    private static readonly string s_library = Repository.Find("src/Autograd");
    private static readonly SourceMap s_map = new(s_library);

    [Fact]
    public void The_source_compiles_so_that_every_import_is_known() => Assert.Empty(s_map.Errors);

    [Fact]
    public void No_import_runs_up() => Assert.Empty(s_map.Violations());

    [Fact]
    public void Every_file_is_in_a_room() => Assert.DoesNotContain(s_map.Files, static file => Floor.Of(file) is null);

    [Fact]
    public void A_planted_import_that_runs_up_is_found_with_both_files()
    {
        var map = new SourceMap(s_library, ("Numerics/Planted.cs", "namespace Autograd.Numerics; internal static class Planted { public static bool Mode => GradMode.IsEnabled; }"));
        Assert.Contains(map.Violations(), static v => v.Contains("Numerics/Planted.cs(1)") && v.Contains("Engine/GradMode.cs"));
    }

    [Fact]
    public void The_picture_in_the_architecture_page_is_what_the_command_draws()
    {
        string page = File.ReadAllText(Repository.Find("docs/architecture.md"));
        Assert.Contains(FloorPicture.Draw(s_map), page);
    }
}
