using System.Text;
using Precept.TestEndpoint;

namespace Precept.EndToEnd.Tests;

/// <summary><c>precept judge</c> with a model behind an endpoint that is slow and fails, over real HTTP.</summary>
[Collection(nameof(AloneOnTheMachine))]
public sealed class JudgeEndpointTests
{
    private const string Key = "sk-Zx81-never-to-be-seen-Qm47";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Judging_that_is_killed_and_run_again_loses_nothing_and_judges_and_pays_nothing_twice()
    {
        const int InFlight = 16;

        // What is under way: judgments that wait for a place or to be asked again as well as questions in flight.
        const int UnderWay = (2 * InFlight) + 8;
        await using var endpoint = await EndpointProcess.StartAsync("--latency", "100ms", "--faults", "429:5%,500:3%,json:1%,cut:1%");
        using var folder = new TestFolder();
        var pairs = await AnsweredPrompts.FillAsync(folder, 100, Cancel);
        string[] command = ["judge", "--judge", endpoint.Model("longest"), "--one-order", "--concurrency", $"{InFlight}", "--json"];

        using (var process = CommandRun.Start(folder.Path, null, command))
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancel), process.StandardError.ReadToEndAsync(Cancel));
            while ((int)(await endpoint.StatsAsync(Cancel))["answered"]! < pairs.Count / 2)
            {
                process.HasExited.ShouldBeFalse();
                await Task.Delay(5, Cancel);
            }

            process.Kill();
            await process.WaitForExitAsync(Cancel);
            (await output).ShouldBeEmpty(await error);
        }

        var answered = (int)(await endpoint.StatsAsync(Cancel))["answered"]!;
        answered.ShouldBeLessThan(pairs.Count);
        var kept = (await AnsweredPrompts.JudgedAsync(folder, Cancel)).Count;

        var again = (await CommandRun.OfAsync(folder.Path, command)).Succeeded().Json;

        (await AnsweredPrompts.JudgedAsync(folder, Cancel)).ShouldBe(pairs, ignoreOrder: true);
        ((int)again["judged"]!).ShouldBe(pairs.Count - kept);
        ((int)again["cached"]!).ShouldBeGreaterThanOrEqualTo(answered - kept - UnderWay);
        ((int)(await endpoint.StatsAsync(Cancel))["paidTwice"]!).ShouldBeLessThanOrEqualTo(UnderWay);
    }

    [Fact]
    public async Task Key_is_in_no_file_output_recording_or_trace()
    {
        await using var endpoint = await EndpointProcess.StartAsync("--require-key", Key, "--faults", "429:5%,500:5%,json:5%,cut:5%,refuse:5%,filter:5%,body:2%");
        using var folder = new TestFolder();
        await AnsweredPrompts.FillAsync(folder, 20, Cancel);
        string[] command = ["judge", "--judge", endpoint.Model("longest"), "--record", "recording.jsonl"];

        var right = (await RunAsync(folder, endpoint, Key, command)).Succeeded();
        var tested = (await RunAsync(folder, endpoint, Key, ["judge", "test", "--judge", endpoint.Model("longest"), "--html", "judge-test.html"])).Succeeded();
        var wrong = await RunAsync(folder, endpoint, Key + "x", ["judge", "--judge", endpoint.Model("first")]);

        wrong.ExitCode.ShouldNotBe(0);
        wrong.Error.ShouldContain("PRECEPT_API_KEY");
        ((int)(await endpoint.StatsAsync(Cancel))["answered"]!).ShouldBeGreaterThan(0);
        new FileInfo(folder.File("recording.jsonl")).Length.ShouldBeGreaterThan(0);
        var telemetry = await endpoint.TelemetryAsync(Cancel);
        Holds(telemetry, "gen_ai").ShouldBeTrue();

        var files = Directory.EnumerateFiles(folder.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint });
        (string Name, byte[] Bytes)[] searched =
        [
            .. files.Select(f => (Path.GetRelativePath(folder.Path, f), File.ReadAllBytes(f))),
            ("standard output", Encoding.UTF8.GetBytes(right.Out + tested.Out + wrong.Out)),
            ("standard error", Encoding.UTF8.GetBytes(right.Error + tested.Error + wrong.Error)),
            ("telemetry", telemetry),
        ];
        searched.Select(s => s.Name).ShouldContain(n => n.EndsWith("calls.db", StringComparison.Ordinal));
        searched.Select(s => s.Name).ShouldContain("judge-test.html");
        searched.Where(s => Forms(Key).Any(form => Holds(s.Bytes, form))).Select(s => s.Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task Dry_run_asks_nobody_keeps_nothing_and_counts_what_the_run_then_takes()
    {
        await using var endpoint = await EndpointProcess.StartAsync();
        using var folder = new TestFolder();
        var pairs = await AnsweredPrompts.FillAsync(folder, 10, Cancel);
        string[] command = ["judge", "--judge", endpoint.Model("longest"), "--price-in", "1", "--price-out", "1", "--json"];

        var plan = (await CommandRun.OfAsync(folder.Path, [.. command, "--dry-run"])).Succeeded().Json;

        ((int)(await endpoint.StatsAsync(Cancel))["requests"]!).ShouldBe(0);
        (await AnsweredPrompts.JudgedAsync(folder, Cancel)).ShouldBeEmpty();
        ((bool)plan["dryRun"]!, (int)plan["requests"]!, (int)plan["cached"]!).ShouldBe((true, 2 * pairs.Count, 0));
        ((double)plan["cost"]!).ShouldBe(((long)plan["inputTokens"]! + (long)plan["outputTokens"]!) / 1e6, 1e-9);

        (await CommandRun.OfAsync(folder.Path, command)).Succeeded();
        ((int)(await endpoint.StatsAsync(Cancel))["answered"]!).ShouldBe(2 * pairs.Count);
    }

    [Fact]
    public async Task Panel_says_who_decided_and_what_its_members_are_worth_together()
    {
        await using var endpoint = await EndpointProcess.StartAsync();
        using var folder = new TestFolder();
        var pairs = await AnsweredPrompts.FillAsync(folder, 10, Cancel);

        // The answers to a prompt differ in length, so these two never agree, and neither outvotes the other.
        var opposed = (await CommandRun.OfAsync(
            folder.Path, "judge", "--judge", endpoint.Model("longest"), "--judge", endpoint.Model("shortest"), "--json")).Succeeded().Json;
        ((int)opposed["judged"]!, (int)opposed["ties"]!, (int)opposed["decidedBy"]!["majority"]!).ShouldBe((pairs.Count, pairs.Count, pairs.Count));
        ((double)opposed["panel"]!["agreement"]!, (double)opposed["panel"]!["correlation"]!, (double)opposed["panel"]!["effective"]!).ShouldBe((0, -1, 2));

        var text = (await CommandRun.OfAsync(folder.Path, "judge", "--judge", endpoint.Model("longest"), "--judge", endpoint.Model("shortest"))).Succeeded();
        text.Out.ShouldContain("votes of 2 members agree two by two in 0 (");
        text.Out.Split('\n').ShouldAllBe(l => l.Length <= 80);
    }

    [Fact]
    public async Task Recording_answers_in_place_of_its_model()
    {
        await using var endpoint = await EndpointProcess.StartAsync();
        using var folder = new TestFolder();
        var pairs = await AnsweredPrompts.FillAsync(folder, 10, Cancel);
        (await CommandRun.OfAsync(folder.Path, "judge", "--judge", endpoint.Model("longest"), "--record", "calls.jsonl")).Succeeded();
        var asked = (int)(await endpoint.StatsAsync(Cancel))["requests"]!;

        var again = (await CommandRun.OfAsync(folder.Path, "judge", "--judge", "replay:calls.jsonl", "--json")).Succeeded().Json;

        ((int)again["judged"]!, (int)again["requests"]!).ShouldBe((pairs.Count, 0));
        ((int)(await endpoint.StatsAsync(Cancel))["requests"]!).ShouldBe(asked);
    }

    [Fact]
    public async Task Budget_that_is_used_up_keeps_what_was_judged_and_the_same_command_goes_on()
    {
        await using var endpoint = await EndpointProcess.StartAsync();
        using var folder = new TestFolder();
        var pairs = await AnsweredPrompts.FillAsync(folder, 20, Cancel);
        string[] command = ["judge", "--judge", endpoint.Model("longest"), "--concurrency", "1"];
        var all = (int)(await CommandRun.OfAsync(folder.Path, [.. command, "--dry-run", "--json"])).Succeeded().Json["inputTokens"]!;

        var ended = await CommandRun.OfAsync(folder.Path, [.. command, "--budget-tokens", $"{all / 2}"]);

        ended.ExitCode.ShouldBe(1);
        ended.Error.ShouldContain("budget");
        ended.Error.ShouldContain("goes on");
        ((int)(await endpoint.StatsAsync(Cancel))["answered"]!).ShouldBeInRange(1, (2 * pairs.Count) - 1);
        (await CommandRun.OfAsync(folder.Path, command)).Succeeded();
        (await AnsweredPrompts.JudgedAsync(folder, Cancel)).ShouldBe(pairs, ignoreOrder: true);
        ((int)(await endpoint.StatsAsync(Cancel))["paidTwice"]!).ShouldBe(0);
    }

    [Fact]
    public void Forms_of_a_key_are_found_inside_of_other_text()
    {
        foreach (var text in new[] { Key, $"Bearer {Key}", $"user:{Key}" })
        {
            var encoded = Encoding.UTF8.GetBytes($"x{Convert.ToBase64String(Encoding.UTF8.GetBytes(text))}y");
            Forms(Key).ShouldContain(form => Holds(encoded, form), text);
        }
    }

    /// <summary>The key itself, and what all Base64 texts that hold it have in common: at each of three places, without the ends, which depend on what stands beside it.</summary>
    private static IEnumerable<string> Forms(string key) =>
        new[] { 0, 1, 2 }.Select(before => Convert.ToBase64String([.. new byte[before], .. Encoding.UTF8.GetBytes(key)])[4..^4]).Prepend(key);

    private static bool Holds(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private static Task<CommandRun> RunAsync(TestFolder folder, EndpointProcess endpoint, string key, string[] command) => CommandRun.WithInputAsync(
        folder.Path,
        "",
        new Dictionary<string, string?>
        {
            ["PRECEPT_API_KEY"] = key,
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = new Uri(endpoint.Address).GetLeftPart(UriPartial.Authority),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        },
        command);
}
