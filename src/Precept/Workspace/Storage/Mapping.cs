using Precept.Feedback;
using Precept.Judging;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Spec.Importing;

namespace Precept.Workspace.Storage;

/// <summary>Domain records to rows and back.</summary>
internal static class Mapping
{
    public static PromptRow ToRow(this Prompt prompt) => new()
    {
        Id = prompt.Id,
        Split = Stored.Name(prompt.Split),
        Family = prompt.Family,
        Wrapping = prompt.Wrapping,
        Source = prompt.Source,
        Messages = Json.OfMessages(prompt.Messages),
        Sections = Json.Of(prompt.Sections),
        Slots = Json.OfMap(prompt.Slots),
        Tags = Json.Of(prompt.Tags),
    };

    public static Prompt ToPrompt(this PromptRow row) => new(Json.ReadMessages(row.Messages), Json.Read<string[]>(row.Sections))
    {
        Slots = Json.ReadMap(row.Slots),
        Family = row.Family,
        Wrapping = row.Wrapping,
        Tags = Json.Read<string[]>(row.Tags),
        Split = Stored.Value<Split>(row.Split),
        Source = row.Source,
    };

    public static DemonstrationRow ToRow(this Demonstration demonstration)
    {
        var replies = Json.Of(demonstration.Replies.Select(StoredReply.Of));
        return new() { Id = ContentHash.Of(demonstration.Prompt.Id, replies), PromptId = demonstration.Prompt.Id, Replies = replies };
    }

    public static Demonstration ToDemonstration(this DemonstrationRow row, Prompt prompt) =>
        new(prompt, [.. Json.Read<List<StoredReply>>(row.Replies).Select(r => r.ToReply())]);

    public static ResponseRow ToRow(this Response response) => new()
    {
        Id = response.Id,
        PromptId = response.PromptId,
        Model = response.Model,
        Sampler = response.Sampler.Canonical,
        SamplerSettings = Json.Of(response.Sampler),
        Draw = response.Index,
        Text = response.Text,
        Finished = response.Finished,
        TokenIds = Packed.Of(response.TokenIds),
        LogProbs = Packed.Of(response.LogProbs),
    };

    public static Response ToResponse(this ResponseRow row) => new(row.PromptId, row.Model, Json.Read<Sampler>(row.SamplerSettings), row.Draw, row.Text)
    {
        TokenIds = Packed.Integers(row.TokenIds),
        LogProbs = Packed.Singles(row.LogProbs),
        Finished = row.Finished,
    };

    public static JudgmentRow ToRow(this Judgment judgment) => new()
    {
        Id = judgment.Id,
        PromptId = judgment.PromptId,
        Judge = judgment.Judge,
        Outcome = Stored.Name(judgment.Outcome),
        Reason = judgment.Reason,
        ResponseIds = Json.Of(judgment.ResponseIds),
        Ranks = Json.Of(judgment.Ranks),
        Broken = Json.Of(judgment.Broken),
        SectionHashes = Json.OfMap(judgment.SectionHashes),
        Details = Json.Of(JudgmentDetails.Of(judgment)),
    };

    public static Judgment ToJudgment(this JudgmentRow row) => Json.Read<JudgmentDetails>(row.Details).AddTo(new(
        row.PromptId,
        Json.Read<string[]>(row.ResponseIds),
        Json.Read<int[]>(row.Ranks),
        Json.Read<string[][]>(row.Broken),
        row.Judge,
        Json.ReadMap(row.SectionHashes))
    {
        Outcome = Stored.Value<Outcome>(row.Outcome),
        Reason = row.Reason,
    });

    public static RevisionRow ToRow(this Revision revision) => new()
    {
        Id = revision.Id,
        PromptId = revision.PromptId,
        Writer = revision.Writer,
        Round = revision.Round,
        Principle = Json.Of(revision.Principle),
        InitialId = revision.Initial.Id,
        Critique = revision.Critique,
        RevisedId = revision.Revised?.Id,
        Outcome = Stored.Name(revision.Outcome),
        Reason = revision.Reason,
        Judge = revision.Judge,
        SectionHashes = Json.OfMap(revision.SectionHashes),
    };

    public static Revision ToRevision(this RevisionRow row, ResponseRow initial, ResponseRow? revised) =>
        new(row.PromptId, row.Writer, row.Round, Json.Read<Principle>(row.Principle), initial.ToResponse(), row.Judge)
        {
            Critique = row.Critique,
            Revised = revised?.ToResponse(),
            Outcome = Stored.Value<RevisionOutcome>(row.Outcome),
            Reason = row.Reason,
            SectionHashes = Json.ReadMap(row.SectionHashes),
        };

    public static PreferenceRow ToRow(this Preference preference) => new()
    {
        Id = preference.Id,
        PromptId = preference.PromptId,
        Messages = Json.OfMessages(preference.Messages),
        Chosen = preference.Chosen,
        Rejected = preference.Rejected,
        P = preference.P,
        Weight = preference.Weight,
        Sections = Json.Of(preference.Sections),
        Origin = preference.Origin,
        Family = preference.Family,
    };

    public static Preference ToPreference(this PreferenceRow row) => new(row.PromptId, Json.ReadMessages(row.Messages), row.Chosen, row.Rejected)
    {
        P = row.P,
        Weight = row.Weight,
        Sections = Json.Read<string[]>(row.Sections),
        Origin = row.Origin,
        Family = row.Family,
    };
}
