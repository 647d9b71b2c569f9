using Microsoft.Extensions.AI;
using Precept.Endpoints;
using Precept.Spec;

namespace Precept.Tests.Endpoints;

public sealed class RecordingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("precept-recording-");

    private string Path => System.IO.Path.Combine(_folder.FullName, "calls.jsonl");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Replay_gives_what_was_recorded()
    {
        await RecordAsync("one", "two");
        await using var catalog = new ModelCatalog(new ModelCatalogSettings());
        var client = await catalog.OpenAsync(ModelAddress.Parse($"replay:{Path}"), TestContext.Current.CancellationToken);
        (await client.GetResponseAsync("two", cancellationToken: TestContext.Current.CancellationToken)).Text.ShouldBe("answer to two");
        (await client.GetResponseAsync("one", cancellationToken: TestContext.Current.CancellationToken)).Text.ShouldBe("answer to one");
        catalog.Meter.Usage.ShouldBe(new ModelUsage { Cached = 2 });
    }

    [Fact]
    public async Task Replay_of_a_call_that_is_not_there_names_the_nearest()
    {
        await RecordAsync("what is the weather", "what is the time");
        await using var catalog = new ModelCatalog(new ModelCatalogSettings());
        var client = await catalog.OpenAsync(ModelAddress.Parse($"replay:{Path}"), TestContext.Current.CancellationToken);
        var missing = await Should.ThrowAsync<InputException>(client.GetResponseAsync("what is the tide", cancellationToken: TestContext.Current.CancellationToken));
        missing.Message.ShouldStartWith($"{Path}:2: ");
        missing.Message.ShouldContain("""recorded 'ent":"what is the time"}],"options":{}}', asked 'ent":"what is the tide"}],"options":{}}'""");
    }

    [Fact]
    public async Task Replay_of_one_model_among_several_gives_its_own()
    {
        await RecordAsync("one");
        using (var recorder = new Recorder(Path))
        {
            recorder.Write("openai:other", [new ChatMessage(ChatRole.User, "one")], null, ScriptedChatClient.Text("another answer"));
        }

        await using var catalog = new ModelCatalog(new ModelCatalogSettings());
        var client = await catalog.OpenAsync(ModelAddress.Parse($"replay:{Path}#openai:other"), TestContext.Current.CancellationToken);
        (await client.GetResponseAsync("one", cancellationToken: TestContext.Current.CancellationToken)).Text.ShouldBe("another answer");
    }

    [Fact]
    public async Task Record_after_a_kill_in_the_middle_of_a_line_goes_on()
    {
        await RecordAsync("one", "two");
        var whole = await File.ReadAllBytesAsync(Path, TestContext.Current.CancellationToken);
        for (var length = whole.Length - 1; length > 0; length -= 7)
        {
            await File.WriteAllBytesAsync(Path, whole[..length], TestContext.Current.CancellationToken);
            await RecordAsync("one", "two");
            (await File.ReadAllBytesAsync(Path, TestContext.Current.CancellationToken)).ShouldBe(whole);
        }
    }

    [Fact]
    public async Task Record_into_another_kind_of_file_leaves_it_alone()
    {
        await File.WriteAllTextAsync(Path, "some notes\n", TestContext.Current.CancellationToken);
        Should.Throw<InputException>(() => new Recorder(Path)).Message.ShouldStartWith($"{Path}:1: ");
        (await File.ReadAllTextAsync(Path, TestContext.Current.CancellationToken)).ShouldBe("some notes\n");
    }

    [Fact]
    public void Read_of_a_line_that_is_no_call_names_it()
    {
        File.WriteAllText(Path, """{"model":"m","request":{},"answer":{"text":"a"}}""" + "\n" + """{"model":"m","request":{}}""" + "\n");
        Should.Throw<InputException>(() => Recording.Read(Path)).Message.ShouldStartWith($"{Path}:2: ");
    }

    private async Task RecordAsync(params string[] questions)
    {
        using var wire = new ScriptedWire(async (_, request, cancellationToken) =>
            ScriptedWire.Completion("answer to " + (string?)System.Text.Json.Nodes.JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!["messages"]![0]!["content"]));
        await using var catalog = Catalogs.Over(wire, TimeProvider.System, s => s with { RecordTo = Path });
        var client = await catalog.OpenAsync(Catalogs.Address, TestContext.Current.CancellationToken);
        foreach (var question in questions)
        {
            await client.GetResponseAsync(question, cancellationToken: TestContext.Current.CancellationToken);
        }
    }
}
