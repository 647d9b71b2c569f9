using System.Net;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labeling;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Labeling;

/// <summary>What no page sends: refused, and nothing of it stored.</summary>
public sealed class HostileInputTests(HostileInputTests.Server server) : IClassFixture<HostileInputTests.Server>
{
    /// <summary>One server and one task for all of them: none changes anything.</summary>
    public sealed class Server : IAsyncLifetime
    {
        internal RunningWorkbench Workbench { get; private set; } = null!;

        internal Annotator Ann { get; private set; } = null!;

        internal AssignedTask Task { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Workbench = await RunningWorkbench.StartAsync();
            var campaign = await Workbench.AddCampaignAsync(await Workbench.AddPersonAsync("ada", PersonRole.Admin));
            Ann = await Annotator.JoinAsync(Workbench, campaign, "ann");
            Task = await Ann.TaskAsync();
        }

        public async ValueTask DisposeAsync()
        {
            Ann.Dispose();
            await Workbench.DisposeAsync();
        }
    }

    public static TheoryData<string, string, int> Bodies()
    {
        const string Whole = "\"tiers\":[0,1,2],\"decidedOn\":\"keep_secrets\"";
        var bodies = new TheoryData<string, string, int>
        {
            { "submit", "", 400 },
            { "submit", "null", 400 },
            { "submit", "[]", 400 },
            { "submit", "\"text\"", 400 },
            { "submit", "{", 400 },
            { "submit", "{}", 400 },
            { "submit", "{\"key\":\"k\",\"tab\":\"t\"}", 400 },
            { "submit", "{\"key\":\"k\",\"tab\":\"t\",\"content\":null}", 400 },
            { "submit", "{\"key\":\"k\",\"tab\":null,\"content\":{}}", 400 },
            { "submit", "{\"key\":\"k'; DROP TABLE labels\",\"tab\":\"t\",\"content\":{" + Whole + "}}", 400 },
            { "submit", "{\"key\":\"" + new string('k', 65) + "\",\"tab\":\"t\",\"content\":{" + Whole + "}}", 400 },
            { "submit", "{\"key\":\"k\",\"tab\":\"\",\"content\":{" + Whole + "}}", 400 },
            { "submit", "{\"key\":\"k\",\"tab\":\"t\",\"milliseconds\":1e99,\"content\":{" + Whole + "}}", 400 },
            { "submit", "{\"key\":\"k\",\"tab\":\"t\",\"content\":" + new string('[', 100) + new string(']', 100) + "}", 400 },
            { "submit", new string('{', 10) + "\"a\":" + new string('[', 10_000), 400 },
            { "submit", "{\"key\":\"k\",\"tab\":\"t\",\"content\":{\"tiers\":null," + "\"reason\":null}}", 400 },
            { "submit", "{\"key\":\"k\",\"tab\":\"t\",\"content\":{" + Whole + ",\"strength\":\"enormous\"}}", 400 },
            { "submit", "{\"key\":\"k\",\"tab\":\"t\",\"content\":{" + Whole + ",\"reason\":\"\\ud800\"}}", 400 },
            { "submit", "{\"key\":\"k\",\"tab\":\"t\",\"content\":{" + Whole + ",\"reason\":\"" + new string('a', 2_000_000) + "\"}}", 413 },
            { "heartbeat", "{\"tab\":\"<script>\"}", 400 },
            { "take", "{}", 400 },
            { "withdraw", "{\"key\":\"a b\"}", 400 },
            { "skip", "{\"tab\":\"t\",\"reason\":\"bored\"}", 400 },
            { "skip", "{\"tab\":\"t\",\"reason\":\"harmful\",\"harm\":\"none\"}", 400 },
        };
        foreach (var content in new[]
        {
            "\"tiers\":[0,1]", "\"tiers\":[0,1,2,3],\"decidedOn\":\"keep_secrets\"", "\"tiers\":[0,1,-1],\"decidedOn\":\"keep_secrets\"", "\"tiers\":[0,1,3],\"decidedOn\":\"keep_secrets\"",
            "\"tiers\":[0,1,null],\"decidedOn\":\"keep_secrets\"", "\"tiers\":[0,1,2]", "\"tiers\":[0,1,2],\"decidedOn\":\"no_such_section\"", Whole + ",\"strength\":17", Whole + ",\"ratings\":[8,1,1]",
            Whole + ",\"ratings\":[1]", Whole + ",\"flags\":[[\"<b>\"],[],[]]", Whole + ",\"flags\":[null,[null],[]]", Whole + ",\"breaches\":[null]",
            Whole + ",\"breaches\":[{\"answer\":9,\"section\":\"keep_secrets\",\"start\":-1,\"words\":\"\",\"reason\":\"\"}]",
            Whole + ",\"breaches\":[{\"answer\":0,\"section\":\"nothing\",\"start\":-1,\"words\":\"\",\"reason\":\"\"}]",
            Whole + ",\"breaches\":[{\"answer\":0,\"section\":\"keep_secrets\",\"start\":1,\"words\":\"Answer A\",\"reason\":\"\"}]",
            Whole + ",\"breaches\":[{\"answer\":0,\"section\":\"keep_secrets\",\"start\":2147483647,\"words\":\"Answer A\",\"reason\":\"\"}]",
            Whole + ",\"reason\":\"" + new string('a', 10_001) + "\"", Whole + ",\"reason\":\"a\\u0000b\"", Whole + ",\"edits\":[\"" + new string('a', 100_001) + "\",null,null]",
            Whole + ",\"unclear\":{\"section\":\"keep_secrets\",\"text\":\"\"}", Whole + ",\"turns\":[{\"message\":1,\"isGood\":true,\"comment\":\"\"}]", Whole + ",\"ownView\":{\"tiers\":[0],\"reason\":\"\"}",
        })
        {
            bodies.Add("submit", "{\"key\":\"k\",\"tab\":\"t\",\"content\":{" + content + "}}", 422);
        }

        bodies.Add("draft", "{\"tab\":\"t\",\"version\":0,\"content\":{\"tiers\":[0,1,9]}}", 422);
        bodies.Add("draft", "{\"tab\":\"t\",\"version\":\"zero\",\"content\":{}}", 400);
        return bodies;
    }

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task Refused_and_nothing_is_stored(string what, string body, int status)
    {
        var before = await StoredAsync();

        var told = await server.Ann.SendAsync(what == "draft" ? HttpMethod.Put : HttpMethod.Post, server.Task.Assignment, what, body);

        ((int)told.Status).ShouldBe(status);
        (await StoredAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Problems_are_told_in_the_language_of_the_request()
    {
        var english = await server.Ann.SubmitAsync(server.Task.Assignment, new LabelContent());
        english.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        english.Json.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("code").GetString()).ShouldBe(["tiers", "decidedOn"]);
        english.Json.GetProperty("problems")[1].GetProperty("text").GetString().ShouldBe("Choose the section that decided.");

        server.Ann.Language = "zh";
        var chinese = await server.Ann.SubmitAsync(server.Task.Assignment, new LabelContent());
        server.Ann.Language = "en";

        chinese.Json.GetProperty("problems")[1].GetProperty("text").GetString().ShouldBe("请选择决定排序的章节。");
    }

    private Task<(int, int, int, int)> StoredAsync() => server.Workbench.Database.ReadAsync(async c =>
        (await c.Labels.CountAsync(), await c.Drafts.CountAsync(), await c.Events.CountAsync(), await c.Notes.CountAsync()));
}
