namespace Autograd.Architecture;

/// <summary>A floor of the library: rooms (folders of <c>src/Autograd</c>) that may use one another and all floors below.</summary>
/// <param name="Name">As the architecture page calls it.</param>
/// <param name="Rooms">Folders, with all inside them unless a longer path is listed elsewhere.</param>
internal sealed record Floor(string Name, params string[] Rooms)
{
    /// <summary>The floors from the ground up. An import may point to its own floor or one below, never up.</summary>
    public static IReadOnlyList<Floor> All { get; } =
    [
        new("facts", "Exceptions", "Types"),
        new("ground", "Numerics", "Threading", "Random"),
        new("device seam", "Memory", "Devices"),
        new("kernels", "Devices/Cpu"),
        new("engine and operations", "Tensors", "Engine", "Ops"),
        new("training", "Nn", "Optim"),
        new("around it", "Data", "Metrics", "Serialization", "Visualization"),
    ];

    /// <summary>The floor and the room of a file, given by its path below the library's folder; the longest room that fits.</summary>
    public static (int Level, string Room)? Of(string path)
    {
        (int Level, string Room)? best = null;
        for (int level = 0; level < All.Count; level++)
        {
            foreach (string room in All[level].Rooms)
            {
                if (path.StartsWith(room + "/", StringComparison.Ordinal) && (best is null || room.Length > best.Value.Room.Length)) best = (level, room);
            }
        }

        return best;
    }
}
