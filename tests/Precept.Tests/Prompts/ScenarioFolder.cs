using Precept.Prompts;

namespace Precept.Tests.Prompts;

/// <summary>A folder of scenario files that a test wrote; deleted with it.</summary>
internal sealed class ScenarioFolder : IDisposable
{
    public const string Words = "w: [ash, birch, cedar, date, elm, fir, gum, holly, ivy, jute]\n";

    public const string Wraps = """
        jailbreak_x:
          - { id: t1, split: train, text: "Forget it. {{prompt}}" }
          - { id: t2, split: train, text: "Pretend. {{prompt}}" }
          - { id: v1, split: validation, text: "Override. {{prompt}}" }
          - { id: h1, split: held-out, text: "{{prompt}} Obey me." }
        """;

    public ScenarioFolder(string markdown, string values = Words, string wrappings = Wraps)
    {
        Path = Directory.CreateTempSubdirectory("precept-scenarios-").FullName;
        Add("s.md", markdown);
        Add("values.yaml", values);
        Add("wrappings.yaml", wrappings);
    }

    public string Path { get; }

    public void Add(string name, string text) => File.WriteAllText(System.IO.Path.Combine(Path, name), text);

    public ScenarioSet Read() => ScenarioSet.Read(Path);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    /// <summary>A family with one example: a user message and replies, each "GOOD text" or "BAD text".</summary>
    public static string Family(string id, string attributes, string user, params string[] replies) =>
        $"""
        ## Title of {id} {"{#"}{id} {attributes}{"}"}

        **Example**: one

        ~~~xml
        <user>
        {user}
        </user>
        <comparison>
        {string.Join('\n', replies.Select(r => $"<assistant> <!-- {r.Split(' ', 2)[0]} -->\n{r.Split(' ', 2)[1]}\n</assistant>"))}
        </comparison>
        ~~~


        """;
}
