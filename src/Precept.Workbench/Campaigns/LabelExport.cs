using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Precept.Judging;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Responses;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;
using Precept.Workspace;

namespace Precept.Workbench.Campaigns;

/// <summary>An answer in an exported label.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Model">The model that gave it.</param>
/// <param name="Text">Its text.</param>
public sealed record ExportedAnswer(string Id, string Model, string Text);

/// <summary>A message in an exported label.</summary>
/// <param name="Role">Who speaks.</param>
/// <param name="Content">The text.</param>
public sealed record ExportedMessage(string Role, string Content);

/// <summary>A label with all that it is about, as exports and the API give it. People are named by handle only.</summary>
/// <param name="Id">The label's id.</param>
/// <param name="Seq">The event that it stands at: what comes after it is newer.</param>
/// <param name="Campaign">The campaign.</param>
/// <param name="Task">The task's id.</param>
/// <param name="Number">The task's place in the campaign.</param>
/// <param name="Purpose">Why the task is there.</param>
/// <param name="Person">The handle of who gave it.</param>
/// <param name="Revision">From 1.</param>
/// <param name="IsWithdrawn">Whether it was taken back.</param>
/// <param name="Spec">The spec text that it was given under.</param>
/// <param name="SpecVersion">That spec's version.</param>
/// <param name="Milliseconds">Time of work.</param>
/// <param name="SubmittedAt">When, ISO 8601.</param>
/// <param name="PromptId">The prompt.</param>
/// <param name="Prompt">The conversation.</param>
/// <param name="Answers">The answers, in the order of the content's lists.</param>
/// <param name="Sections">The sections that apply.</param>
/// <param name="Content">What was said.</param>
public sealed record ExportedLabel(
    string Id, long Seq, string Campaign, string Task, int Number, TaskPurpose Purpose, string Person, int Revision, bool IsWithdrawn, string Spec, string SpecVersion, long Milliseconds,
    string SubmittedAt, string PromptId, IReadOnlyList<ExportedMessage> Prompt, IReadOnlyList<ExportedAnswer> Answers, IReadOnlyList<string> Sections, LabelContent Content);

/// <summary>Reads a campaign's labels in pages, so that an export of any size takes little memory.</summary>
public sealed class LabelExport(WorkbenchDatabase database, SpecLibrary specs)
{
    private const int PageSize = 500;

    /// <summary>Labels by the event that they stand at, those after one; a revised label comes again at its new place.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="after">The last one had; 0 for all.</param>
    /// <param name="most">Most labels.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<ExportedLabel>> PageAsync(string campaign, long after, int most, CancellationToken cancellationToken = default)
    {
        var rows = await database.ReadAsync(c => c.Labels.Where(l => l.CampaignId == campaign && l.EventSeq > after).OrderBy(l => l.EventSeq).Take(most)
            .Join(c.Tasks, l => l.TaskId, t => t.Id, (l, t) => new { Label = l, t.Number, t.Purpose, t.Content })
            .Select(x => new
            {
                x.Label,
                x.Number,
                x.Purpose,
                Task = x.Content,
                Handle = c.Users.Where(p => p.Id == x.Label.PersonId).Select(p => p.Handle).First(),
                Version = c.SpecTexts.Where(s => s.Id == x.Label.SpecTextId).Select(s => s.Version).First(),
            }).OrderBy(x => x.Label.EventSeq).ToListAsync(cancellationToken));
        return [.. rows.Select(r =>
        {
            var task = WorkbenchJson.Read<TaskContent>(r.Task);
            return new ExportedLabel(
                r.Label.Id, r.Label.EventSeq, campaign, r.Label.TaskId, r.Number, r.Purpose, r.Handle, r.Label.Revision, r.Label.IsWithdrawn, r.Label.SpecTextId, r.Version, r.Label.Milliseconds,
                DateTimeOffset.FromUnixTimeMilliseconds(r.Label.SubmittedAt).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), task.Prompt.Id,
                [.. task.Prompt.Messages.Select(m => new ExportedMessage(m.RoleName, m.Content))], [.. task.Answers.Select(a => new ExportedAnswer(a.Id, a.Model, a.Text))], task.Sections,
                WorkbenchJson.Read<LabelContent>(r.Label.Content));
        })];
    }

    /// <summary>All labels, withdrawn ones included, a page at a time.</summary>
    public async IAsyncEnumerable<ExportedLabel> AllAsync(string campaign, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (long after = 0; ;)
        {
            var page = await PageAsync(campaign, after, PageSize, cancellationToken);
            foreach (var label in page)
            {
                yield return label;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            after = page[^1].Seq;
        }
    }

    /// <summary>
    /// Preferences as <see cref="PairBuilder"/> makes them of the labels that stand and are current under the campaign's spec, adjudications included; of normal tasks and relabels.
    /// </summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="split">Only of prompts of this split: training takes <see cref="Split.Train"/>. Null for all.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async IAsyncEnumerable<Preference> PreferencesAsync(string campaign, Split? split = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var now = (await specs.OfCampaignAsync(campaign)).Hashes;
        for (var after = ""; ;)
        {
            var last = after;
            var prompts = await database.ReadAsync(c => c.Tasks
                .Where(t => t.CampaignId == campaign && (t.Purpose == TaskPurpose.Normal || t.Purpose == TaskPurpose.Relabel) && string.Compare(t.PromptId, last) > 0)
                .Select(t => t.PromptId).Distinct().OrderBy(p => p).Take(PageSize).ToListAsync(cancellationToken));
            foreach (var preference in await PreferencesAsync(campaign, prompts, split, now, cancellationToken))
            {
                yield return preference;
            }

            if (prompts.Count < PageSize)
            {
                yield break;
            }

            after = prompts[^1];
        }
    }

    /// <summary>A row an answer of a label: its place in the ranking. For spreadsheets.</summary>
    public async IAsyncEnumerable<string> RankedAsync(string campaign, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        yield return "label,task,number,purpose,person,submitted_at,spec_version,prompt_id,answer,answer_id,model,tier,rating,flags,breaks,decided_on,strength,all_unacceptable,incomparable,milliseconds\n";
        await foreach (var label in AllAsync(campaign, cancellationToken))
        {
            if (label.IsWithdrawn)
            {
                continue;
            }

            foreach (var (i, answer) in label.Answers.Index())
            {
                string?[] cells =
                [
                    label.Id, label.Task, Number(label.Number), label.Purpose.ToString().ToLowerInvariant(), label.Person, label.SubmittedAt, label.SpecVersion, label.PromptId, Number(i + 1), answer.Id, answer.Model,
                    label.Content.Tiers.ElementAtOrDefault(i) is { } tier ? Number(tier + 1) : "", label.Content.Ratings.ElementAtOrDefault(i) is { } rating ? Number(rating) : "",
                    string.Join(' ', label.Content.Flags.ElementAtOrDefault(i) ?? []), string.Join(' ', label.Content.Breaches.Where(b => b.Answer == i).Select(b => b.Section).Distinct()),
                    label.Content.DecidedOn, label.Content.Strength?.ToString().ToLowerInvariant(), Flag(label.Content.AllUnacceptable), Flag(label.Content.Incomparable),
                    label.Milliseconds.ToString(CultureInfo.InvariantCulture),
                ];
                yield return string.Join(',', cells.Select(c => SpreadsheetCell.Of(c ?? ""))) + "\n";
            }
        }

        static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
        static string Flag(bool value) => value ? "1" : "0";
    }

    private async Task<IReadOnlyList<Preference>> PreferencesAsync(string campaign, List<string> promptIds, Split? split, IReadOnlyDictionary<string, string> now, CancellationToken cancellationToken)
    {
        var (tasks, labels, decisions) = await database.ReadAsync(async c =>
        {
            var rows = c.Tasks.Where(t => t.CampaignId == campaign && (t.Purpose == TaskPurpose.Normal || t.Purpose == TaskPurpose.Relabel) && promptIds.Contains(t.PromptId));
            return (
                await rows.OrderBy(t => t.PromptId).ThenBy(t => t.Number).Select(t => new { t.Id, t.Content }).ToListAsync(cancellationToken),
                await c.Labels.Where(l => !l.IsWithdrawn && rows.Any(t => t.Id == l.TaskId)).OrderBy(l => l.EventSeq)
                    .Select(l => new { l.TaskId, l.Content, l.SpecTextId, Handle = c.Users.Where(p => p.Id == l.PersonId).Select(p => p.Handle).First() }).ToListAsync(cancellationToken),
                await c.Adjudications.Where(a => rows.Any(t => t.Id == a.TaskId))
                    .Select(a => new { a.TaskId, a.Content, a.SpecTextId, Handle = c.Users.Where(p => p.Id == a.PersonId).Select(p => p.Handle).First() }).ToListAsync(cancellationToken));
        });
        var (byTask, decided) = (labels.ToLookup(l => l.TaskId), decisions.ToLookup(d => d.TaskId));
        var (prompts, responses, judgments) = (new List<Prompt>(), new List<Response>(), new List<Judgment>());
        foreach (var task in tasks)
        {
            var content = WorkbenchJson.Read<TaskContent>(task.Content);
            if (split is not null && content.Prompt.Split != split)
            {
                continue;
            }

            prompts.Add(content.Prompt);
            responses.AddRange(content.Answers);
            int[] order = [.. Enumerable.Range(0, content.Answers.Count)];
            foreach (var label in byTask[task.Id])
            {
                Add(LabelJudgment.Of(content, order, Normal(label.Content, content), await specs.FindAsync(label.SpecTextId), label.Handle));
            }

            foreach (var decision in decided[task.Id])
            {
                Add(LabelJudgment.OfAdjudication(content, Normal(decision.Content, content), await specs.FindAsync(decision.SpecTextId), decision.Handle));
            }
        }

        return PairBuilder.FromJudgments(prompts, responses, judgments).Pairs;

        static LabelContent Normal(string json, TaskContent task) => LabelForm.Normal(WorkbenchJson.Read<LabelContent>(json), task);

        void Add(LabeledWork work)
        {
            if (CurrentSections.Changed(work.Judgment.SectionHashes, now).Count == 0)
            {
                responses.AddRange(work.Written);
                judgments.Add(work.Judgment);
            }
        }
    }
}
