using Autograd.Architecture;

// Draws the floors from the source's own imports into docs/architecture.md, between the two marks.
const string Begin = "<!-- floors -->\n", End = "\n<!-- /floors -->";
var map = new SourceMap(Repository.Find("src/Autograd"));
foreach (string violation in map.Violations()) Console.Error.WriteLine(violation);
string path = Repository.Find("docs/architecture.md"), page = File.ReadAllText(path);
int from = page.IndexOf(Begin, StringComparison.Ordinal), to = page.IndexOf(End, StringComparison.Ordinal);
if (from < 0 || to < from)
{
    Console.Error.WriteLine($"{path} has no place for the picture: put <!-- floors --> and <!-- /floors --> where it belongs.");
    return 2;
}

File.WriteAllText(path, page[..(from + Begin.Length)] + FloorPicture.Draw(map) + page[to..]);
return 0;
