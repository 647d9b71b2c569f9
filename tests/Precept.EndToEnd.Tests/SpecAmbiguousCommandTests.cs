using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Spec.Checks;
using Precept.Workspace;

namespace Precept.EndToEnd.Tests;

public sealed class SpecAmbiguousCommandTests
{
    private static readonly string[] Sections = ["sec_greet", "sec_vague", "sec_thanks", "sec_facts"];

    [Fact]
    public async Task Ambiguous_asks_two_models_and_names_the_planted_section_and_sentence()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", Spec());
        using var endpoint = new TwoJudges();

        var run = (await CommandRun.OfAsync(
            folder.Path, "spec", "ambiguous", "--spec", "small", "--judge", endpoint.Address("strict"), "--judge", endpoint.Address("lenient"), "--html", "pages/ambiguous.html")).Succeeded();
        var json = (await CommandRun.OfAsync(
            folder.Path, "spec", "ambiguous", "--spec", "small", "--judge", endpoint.Address("strict"), "--judge", endpoint.Address("lenient"), "--json")).Succeeded().Json;

        run.Out.Split('\n').ShouldAllBe(l => l.TrimEnd().Length <= 80);
        run.Out.ShouldContain("1 section has more conflicts than chance explains");
        run.Out.ShouldContain("stands out");
        var line = 1 + Array.FindIndex(Spec().Split('\n'), l => l.StartsWith("Keep it reasonable", StringComparison.Ordinal));
        run.Out.ShouldContain($"spec.md:{line} named in 6 of 6 answers");
        var sections = json["sections"]!.AsArray();
        sections[0]!["id"]!.GetValue<string>().ShouldBe("sec_vague");
        sections[0]!["conflict"]!["rate"]!.GetValue<double>().ShouldBe(1);
        sections.Skip(1).ShouldAllBe(s => s!["conflicts"]!.GetValue<int>() == 0);
        sections[0]!["sentences"]![0]!["text"]!.GetValue<string>().ShouldBe("Keep it reasonable.");
        json["sentencesBy"]!.GetValue<string>().ShouldBe("models");
        var page = System.Xml.Linq.XDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Path, "pages/ambiguous.html"), TestContext.Current.CancellationToken));
        page.Descendants("a").Select(a => (string)a.Attribute("href")!).ShouldContain($"./../small/spec.md#L{line}");
    }

    [Fact]
    public async Task Ambiguous_of_a_workspace_compares_what_people_said()
    {
        using var folder = new TestFolder();
        folder.Write("small/spec.md", Spec());
        var hashes = CurrentSections.Of(SpecReader.Read(Path.Combine(folder.Path, "small")), CheckSet.Empty);
        using (var workspace = WorkspaceFolder.Open(Path.Combine(folder.Path, ".precept")))
        {
            var prompt = new Prompt([new Message(Role.User, "How long is the Nile?")], ["sec_vague"]);
            var response = new Response(prompt.Id, "m", new Sampler(), 0, "Very long.");
            Judgment By(string judge, string[] broken, string reason) => new(
                prompt.Id, [response.Id], [0], [broken], judge, new Dictionary<string, string> { ["sec_vague"] = hashes["sec_vague"] })
            { Reason = reason };
            await workspace.AddPromptsAsync([prompt], TestContext.Current.CancellationToken);
            await workspace.AddResponsesAsync([response], TestContext.Current.CancellationToken);
            var other = new Prompt([new Message(Role.User, "And the Rhine?")], ["sec_vague"]);
            var second = new Response(other.Id, "m", new Sampler(), 0, "Shorter.");
            await workspace.AddPromptsAsync([other], TestContext.Current.CancellationToken);
            await workspace.AddResponsesAsync([second], TestContext.Current.CancellationToken);
            await workspace.AddJudgmentsAsync(
                [
                    By("human:a", ["sec_vague"], "not reasonable"), By("human:b", [], "reasonable"),
                    By("human:a", [], "fine") with { PromptId = other.Id, ResponseIds = [second.Id] }, By("human:b", ["sec_vague"], "never") with { PromptId = other.Id, ResponseIds = [second.Id] },
                ],
                TestContext.Current.CancellationToken);
        }

        var run = (await CommandRun.OfAsync(folder.Path, "spec", "ambiguous", "--spec", "small")).Succeeded();

        run.Out.Split('\n').ShouldAllBe(l => l.TrimEnd().Length <= 80);
        run.Out.ShouldContain("No section stands out");
        run.Out.ShouldContain("human:a breaks it. not reasonable");
        run.Out.ShouldContain("Keep it reasonable.");
    }

    [Fact]
    public async Task Ambiguous_with_one_judge_says_that_two_are_needed()
    {
        using var folder = new TestFolder();
        var run = await CommandRun.OfAsync(folder.Path, "spec", "ambiguous", "--judge", "openai:x", "--judge", "openai:x");
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("one judge cannot disagree");
    }

    /// <summary>Four sections of five graded replies; only one can be read in two ways.</summary>
    private static string Spec() => string.Concat(Sections.Select(id =>
        $"# About {id} {{#{id} authority=user}}\n\nBe kind.\n\n{(id == "sec_vague" ? "Keep it reasonable.\nDo not shout.\n\n" : "")}"
        + string.Concat(Enumerable.Range(1, 5).Select(i =>
            $"**Example**: number {i}\n\n~~~xml\n<user>\nQuestion {i} of {id}?\n</user>\n<comparison>\n<assistant> <!-- GOOD -->\nAnswer {i}.\n</assistant>\n<assistant> <!-- BAD -->\nANSWER {i}\n</assistant>\n</comparison>\n~~~\n\n"))));

    /// <summary>An endpoint with two models: they differ under the vague section only, and name its vague sentence.</summary>
    private sealed class TwoJudges : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly int _port = FreePort();

        public TwoJudges()
        {
            _listener.Prefixes.Add($"http://127.0.0.1:{_port}/");
            _listener.Start();
            _ = ServeAsync();
        }

        public string Address(string model) => $"http://127.0.0.1:{_port}/v1#{model}";

        public void Dispose() => _listener.Close();

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        private async Task ServeAsync()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return; // closed
                }

                using var reader = new StreamReader(context.Request.InputStream);
                var answer = Completion(JsonNode.Parse(await reader.ReadToEndAsync())!);
                context.Response.ContentType = "application/json";
                await using (var writer = new StreamWriter(context.Response.OutputStream))
                {
                    await writer.WriteAsync(answer.ToJsonString());
                }
            }
        }

        private static JsonObject Completion(JsonNode request)
        {
            var model = request["model"]!.GetValue<string>();
            var texts = request["messages"]!.AsArray().Select(m => m!["content"] is JsonValue v ? v.GetValue<string>() : string.Concat(m["content"]!.AsArray().Select(p => p!["text"]!.GetValue<string>()))).ToArray();
            return new JsonObject
            {
                ["id"] = "1",
                ["object"] = "chat.completion",
                ["created"] = 1,
                ["model"] = model,
                ["choices"] = new JsonArray(new JsonObject
                {
                    ["index"] = 0,
                    ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = Said(model, texts).ToJsonString() },
                    ["finish_reason"] = "stop",
                }),
                ["usage"] = new JsonObject { ["prompt_tokens"] = 1, ["completion_tokens"] = 1, ["total_tokens"] = 2 },
            };
        }

        private static JsonObject Said(string model, string[] texts)
        {
            if (texts[0].Contains("which one sentence", StringComparison.Ordinal))
            {
                var sentence = JsonNode.Parse(texts[1])!["section"]!["sentences"]!.AsArray().Single(s => s!["text"]!.GetValue<string>().Contains("reasonable", StringComparison.Ordinal));
                return new JsonObject { ["sentence"] = sentence!["number"]!.GetValue<int>(), ["first_reading"] = "short", ["second_reading"] = "polite" };
            }

            return new JsonObject
            {
                ["sections"] = new JsonArray([.. Sections.Where(id => texts.Any(t => t.Contains(id, StringComparison.Ordinal))).Select(id => (JsonNode)new JsonObject
                {
                    ["id"] = id,
                    ["verdict"] = id == "sec_vague" && model == "strict" ? "broken" : "kept",
                    ["words"] = "",
                    ["reason"] = $"{model} read it",
                })]),
            };
        }
    }
}
