using System.Text;

namespace Autograd.Architecture;

/// <summary>The rooms of each floor and what they use, as a Mermaid graph for the architecture page.</summary>
internal static class FloorPicture
{
    /// <summary>Draws the graph. An arrow that follows from others is left out, so that the picture shows the order and not its closure.</summary>
    public static string Draw(SourceMap map)
    {
        var uses = new SortedSet<(string From, string To)>();
        foreach (Import import in map.Imports())
        {
            if (Floor.Of(import.From) is { } from && Floor.Of(import.To) is { } to && from.Level > to.Level) uses.Add((from.Room, to.Room));
        }

        var text = new StringBuilder("```mermaid\nflowchart TD\n");
        for (int level = Floor.All.Count - 1; level >= 0; level--)
        {
            text.Append($"  subgraph floor{level}[\"{Floor.All[level].Name}\"]\n");
            foreach (string room in Floor.All[level].Rooms) text.Append($"    {Id(room)}[\"{room}\"]\n");
            text.Append("  end\n");
        }

        foreach ((string from, string to) in uses)
        {
            if (!uses.Any(use => use.From == from && use.To != to && Reaches(use.To, to, uses))) text.Append($"  {Id(from)} --> {Id(to)}\n");
        }

        return text.Append("```").ToString();
    }

    private static bool Reaches(string from, string to, SortedSet<(string From, string To)> uses) =>
        uses.Contains((from, to)) || uses.Any(use => use.From == from && Reaches(use.To, to, uses));

    private static string Id(string room) => room.Replace('/', '_');
}
