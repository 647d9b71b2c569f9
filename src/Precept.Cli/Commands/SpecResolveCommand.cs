using System.CommandLine;
using System.Text.Json.Nodes;
using Precept.Cli.Models;
using Precept.Endpoints;
using Precept.Judging;
using Precept.Prompts;
using Precept.Spec;
using Precept.Spec.Resolution;

namespace Precept.Cli.Commands;

/// <summary><c>precept spec resolve</c>: which of a conversation's instructions count under a spec.</summary>
internal static class SpecResolveCommand
{
    private const int Shown = 200;

    public static Command Create()
    {
        var conversation = new Argument<string>("CONVERSATION")
        {
            Description = "A JSON file: a list of messages, or an object with messages, instructions and sections.",
        };
        var spec = CommonOptions.Spec();
        var resolve = new CommandWithExamples(
            "resolve",
            "Tell by the chain of command which instructions of a conversation count, and which are overridden by what.",
            "precept spec resolve specs/starter/conversations/conflict.json",
            "precept spec resolve specs/starter/conversations/injection.json --json")
        {
            Notes = "Conflicts are found exactly: declared ones, sections named by their id, and demands that a machine can compare, such as lengths, languages and wordings. "
                + "With --model a language model is asked about the other pairs.",
        };
        var model = new Option<string>("--model") { Description = $"Ask this model about pairs that cannot be compared exactly ({ModelAddress.Forms}).", HelpName = "ADDRESS" };
        var options = new ModelOptions();
        resolve.Add(conversation);
        resolve.Add(spec);
        resolve.Add(model);
        options.AddTo(resolve);
        return resolve.Runs(async run =>
        {
            await using var models = options.Open(run, workspace: null);
            var inUse = SpecInUse.Read(run.Value(spec)!);
            IConflictOracle conflicts = new ExactConflicts(inUse.Checks);
            if (run.Value(model) is { } address)
            {
                conflicts = new ModelConflictOracle(await models.OpenAsync(ModelAddress.Parse(address), run.CancellationToken), conflicts);
            }

            return await RunAsync(run, run.Value(conversation), inUse, conflicts, models);
        });
    }

    private static async Task<int> RunAsync(Invocation run, string path, SpecInUse spec, IConflictOracle conflicts, ModelSession models)
    {
        var conversation = ConversationFile.Read(path);
        IInstructionReader reader = conversation.Instructions is { } listed ? new ListedInstructions(listed) : new TextInstructions();
        var candidates = Candidates.Of(spec.Document, conversation.Messages, reader, conversation.Sections);
        var resolved = await ChainOfCommand.ResolveAsync(candidates, conflicts, run.CancellationToken);
        if (models.IsDryRun)
        {
            return models.ShowPlan(run.Screen);
        }

        run.Screen.Json(ToJson(resolved));
        run.Screen.Table("Applicable", ["authority", "instruction", "says"], [.. resolved.Applicable.Select(a => Row(a.Instruction))]);
        run.Screen.Table(
            "Overridden",
            ["instruction", "says", "overridden by", "because"],
            [.. resolved.Overridden.Select(o => (IReadOnlyList<string>)[o.Instruction.Id, OneLine(o.Instruction.Text), o.By.Id, o.Reason])]);
        run.Screen.Table(
            "Without authority",
            ["instruction", "in", "says", "because"],
            [.. resolved.WithoutAuthority.Select(w => (IReadOnlyList<string>)[w.Instruction.Id, w.Instruction.Source, OneLine(w.Instruction.Text), w.Reason])]);
        run.Screen.Table(
            "Left open by the spec",
            ["section", "section", "because"],
            [.. resolved.Unresolved.Select(u => (IReadOnlyList<string>)[u.First.Id, u.Second.Id, u.Reason])]);
        run.Screen.Line($"{resolved.Applicable.Count} applicable ({resolved.Applicable.Count(a => !a.Instruction.IsSection)} from messages), "
            + $"{resolved.Overridden.Count} overridden, {resolved.WithoutAuthority.Count} without authority");
        return ExitCode.Done;
    }

    private static IReadOnlyList<string> Row(Instruction instruction) =>
        [instruction.Authority.Name() + (instruction.IsImplicit ? " (signal)" : ""), instruction.Id, OneLine(instruction.Text)];

    private static string OneLine(string text)
    {
        var line = Spec.Checks.ReplyText.Collapse(text);
        return line.Length <= Shown ? line : line[..Shown] + "…";
    }

    private static JsonObject ToJson(ResolvedInstructions resolved) => new()
    {
        ["applicable"] = new JsonArray([.. resolved.Applicable.Select(a => (JsonNode)ToJson(a.Instruction, a.Reason))]),
        ["overridden"] = new JsonArray([.. resolved.Overridden.Select(o => (JsonNode)ToJson(o.Instruction, o.Reason, o.By.Id))]),
        ["withoutAuthority"] = new JsonArray([.. resolved.WithoutAuthority.Select(w => (JsonNode)ToJson(w.Instruction, w.Reason))]),
        ["unresolved"] = new JsonArray([.. resolved.Unresolved.Select(u => (JsonNode)new JsonObject
        {
            ["first"] = u.First.Id, ["second"] = u.Second.Id, ["reason"] = u.Reason,
        })]),
    };

    private static JsonObject ToJson(Instruction instruction, string reason, string? by = null)
    {
        var json = new JsonObject
        {
            ["id"] = instruction.Id,
            ["source"] = instruction.Source,
            ["authority"] = instruction.Authority.Name(),
            ["message"] = instruction.Message,
            ["span"] = instruction.Span is { } span ? new JsonArray(span.Start, span.Length) : null,
            ["text"] = instruction.Text,
            ["section"] = instruction.Section,
            ["implicit"] = instruction.IsImplicit,
            ["delegatedBy"] = instruction.DelegatedBy,
        };
        if (by is not null)
        {
            json["by"] = by;
        }

        json["reason"] = reason;
        return json;
    }
}
