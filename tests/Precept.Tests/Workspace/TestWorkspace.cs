using System.Text.Json;
using System.Text.Json.Serialization;
using Precept.Judging;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Workspace;

namespace Precept.Tests.Workspace;

/// <summary>A workspace in a folder of its own that goes away with it, and small records to put into it.</summary>
internal sealed class TestWorkspace : IDisposable
{
    public TestWorkspace()
    {
        Folder = Path.Combine(Path.GetTempPath(), "precept-" + Guid.NewGuid().ToString("N"));
        Open = WorkspaceFolder.Open(Folder, Clock);
    }

    public string Folder { get; }

    public FixedClock Clock { get; } = new();

    public WorkspaceFolder Open { get; }

    public void Dispose()
    {
        Open.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    public static Prompt Prompt(string text, Split split = Split.Train, string family = "", params string[] sections) =>
        new([new Message(Role.User, text)], sections) { Split = split, Family = family };

    public static Response Response(Prompt prompt, int index, string text = "fine", string model = "m", Sampler? sampler = null) =>
        new(prompt.Id, model, sampler ?? new Sampler(), index, text);

    public static Judgment Judgment(string prompt, string judge = "checks", params (string Section, string Hash)[] under) => new(
        prompt, ["r1", "r2"], [0, 1], [[], ["a"]], judge, under.ToDictionary(s => s.Section, s => s.Hash));

    public static Preference Preference(string prompt, string origin, params string[] sections) =>
        new(prompt, [new Message(Role.User, prompt)], "good", "bad") { Origin = origin, Sections = sections };

    public static SpecDocument Spec(params (string Id, string Hash)[] sections) => new(
        "v1",
        ContentHash.Of(sections.Select(s => s.Hash)),
        [.. sections.Select((s, i) => new Section(s.Id, s.Id.ToUpperInvariant(), 2, null, Authority.User, "body", [], i + 1, s.Hash))],
        [], [], [], []);
}

internal sealed class FixedClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}

internal static class Content
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Holds that two records say the same in all public fields, whatever types of list they keep them in.</summary>
    public static void ShouldSayTheSameAs<T>(this T? actual, T expected) =>
        JsonSerializer.Serialize(actual, Options).ShouldBe(JsonSerializer.Serialize(expected, Options));
}
