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

    /// <summary>An operation reaches kernels through the device it runs on, so that another device can take the processor's place.</summary>
    [Fact]
    public void Nothing_but_the_processor_uses_its_kernels() => Assert.Empty(PastTheDevice(s_map));

    [Fact]
    public void A_planted_operation_that_reaches_past_its_device_is_found()
    {
        const string Kernel =
            "namespace Autograd; internal static class PlantedKernel { public static System.Type Of => typeof(Devices.Cpu.Elementwise); }";
        const string Array =
            "namespace Autograd; internal static class PlantedArray { public static Memory.Storage Of => new Memory.Storage<float>([1]); }";
        string[] found = [.. PastTheDevice(new SourceMap(s_library, ("Ops/PlantedKernel.cs", Kernel), ("Nn/PlantedArray.cs", Array)))];
        Assert.Contains(found, static f => f.Contains("Ops/PlantedKernel.cs(1)") && f.Contains("Devices/Cpu/Elementwise.cs"));
        Assert.Contains(found, static f => f.Contains("Nn/PlantedArray.cs(1)") && f.Contains("Memory/StorageOfT.cs"));
    }

    [Fact]
    public void The_picture_in_the_architecture_page_is_what_the_command_draws()
    {
        string page = File.ReadAllText(Repository.Find("docs/architecture.md"));
        Assert.Contains(FloorPicture.Draw(s_map), page);
    }

    /// <summary>Uses of the processor's kernels outside their rooms, and of its storage above the seam.</summary>
    private static IEnumerable<string> PastTheDevice(SourceMap map)
    {
        foreach (Import import in map.Imports())
        {
            bool kernel = IsIn("Devices/Cpu/", import.To) && !IsIn("Devices/Cpu/", import.From);
            bool storage = import.To == "Memory/StorageOfT.cs" && !IsIn("Memory/", import.From) && !IsIn("Devices/", import.From);
            if (kernel || storage)
                yield return $"{import.From}({import.Line}) uses {import.Symbol} of {import.To}: it is the processor's alone; call a member of the device";
        }
    }

    private static bool IsIn(string room, string file) => file.StartsWith(room, StringComparison.Ordinal);
}
