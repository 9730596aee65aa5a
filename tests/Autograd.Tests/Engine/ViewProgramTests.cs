using System.Text.Json;
using Autograd.Tests.Infrastructure;

namespace Autograd.Tests.Engine;

/// <summary>
/// No write may leave a tensor whose gradient contradicts its value: twenty thousand small programs that take a view, with and without
/// gradients, write and read, each compared with PyTorch's answer or refusal.
/// </summary>
public class ViewProgramTests
{
    [Fact]
    public void Every_program_gives_PyTorchs_answer_and_is_refused_where_PyTorch_refuses_it()
    {
        var wrong = new List<string>();
        int compared = 0;
        foreach (JsonProperty line in GoldenJson.Read("views.json").GetProperty("programs").EnumerateObject())
        {
            int at = 0;
            foreach (ViewProgram program in ViewProgram.OfLine(line.Name))
            {
                string expected = line.Value[at++].GetString()!, found = program.Run();
                if (found != expected) wrong.Add($"{program}: {expected} in PyTorch, {found} here");
            }

            Assert.Equal(line.Value.GetArrayLength(), at);
            compared += at;
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {compared} differ:\n{string.Join('\n', wrong.Take(40))}");
        Assert.True(compared > 19_000);
        Tally.Add("programs with views compared with PyTorch", compared);
    }
}
