using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Precept.Evaluation;
using Precept.Spec;
using Precept.Workbench.Storage;

namespace Precept.Workbench.PublicInput;

/// <summary>What an import brought.</summary>
public sealed record Imported(int Votes, int Participants, int Statements);

/// <summary>The files of a consultation: votes and statements as Polis exports them, everything as JSON lines; and votes of such files taken in.</summary>
public sealed class PublicFiles(WorkbenchDatabase database, TimeProvider clock)
{
    private sealed record Everything(List<VoteRow> Votes, List<StatementRow> Statements, List<ProposalRow> Proposals, Dictionary<string, int> Participants);

    /// <summary>The votes as Polis exports them: -1 is agree there. Participants are numbers in the order in which they came.</summary>
    public async Task<string> VotesCsvAsync(string consultationId)
    {
        var all = await AllAsync(consultationId);
        var numbers = all.Statements.ToDictionary(s => s.Id, s => s.Number);
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        PolisExport.Write(
            writer,
            all.Votes.Select(v => new CastVote($"{all.Participants[v.ParticipantId]}", $"{numbers[v.StatementId]}", (Stance)v.Value, DateTimeOffset.FromUnixTimeMilliseconds(v.VotedAt))),
            PolisSign.MinusOneIsAgree);
        return writer.ToString();
    }

    /// <summary>The statements as Polis exports them (comments.csv). <c>moderated</c> is 1 for accepted, -1 for rejected, 0 for those that wait; hosts have the author -1.</summary>
    public async Task<string> CommentsCsvAsync(string consultationId)
    {
        var all = await AllAsync(consultationId);
        var votes = all.Votes.ToLookup(v => v.StatementId, v => v.Value);
        var csv = new StringBuilder("timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n");
        foreach (var s in all.Statements)
        {
            var at = DateTimeOffset.FromUnixTimeMilliseconds(s.WrittenAt);
            var author = s.ParticipantId is null ? -1 : all.Participants[s.ParticipantId];
            var moderated = s.State switch { StatementState.Accepted => 1, StatementState.Rejected => -1, _ => 0 };
            csv.Append(CultureInfo.InvariantCulture, $"{at.ToUnixTimeSeconds()},{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ},{s.Number},{author},{votes[s.Id].Count(v => v == 1)},{votes[s.Id].Count(v => v == -1)},{moderated},{SpreadsheetCell.Of(s.Text)}\n");
        }

        return csv.ToString();
    }

    /// <summary>Everything, one JSON object a line: statements, then votes (+1 agrees), then proposals. Participants are numbers.</summary>
    public async Task<string> JsonLinesAsync(string consultationId)
    {
        var all = await AllAsync(consultationId);
        var numbers = all.Statements.ToDictionary(s => s.Id, s => s.Number);
        var lines = new StringBuilder();
        foreach (var s in all.Statements)
        {
            Add(new { kind = "statement", statement = s.Number, text = s.Text, participant = Number(s.ParticipantId), state = s.State, at = s.WrittenAt });
        }

        foreach (var v in all.Votes)
        {
            Add(new { kind = "vote", statement = numbers[v.StatementId], participant = Number(v.ParticipantId), vote = v.Value, at = v.VotedAt });
        }

        foreach (var p in all.Proposals)
        {
            Add(new { kind = "proposal", proposal = p.Number, section = p.SectionId, text = p.Text, why = p.Why, participant = Number(p.ParticipantId), isShown = p.IsShown, state = p.State, reason = p.Reason, at = p.WrittenAt, decidedAt = p.DecidedAt });
        }

        return lines.ToString();

        int? Number(string? participant) => participant is null ? null : all.Participants[participant];

        void Add<T>(T line) => lines.Append(WorkbenchJson.Of(line)).Append('\n');
    }

    /// <summary>
    /// Takes in a file of votes in Polis' format. Its sign is -1 for agree, unless the counts of the comments say otherwise. The same file again changes nothing: its voters are known.
    /// </summary>
    /// <param name="consultationId">The consultation.</param>
    /// <param name="votes">votes.csv.</param>
    /// <param name="comments">comments.csv: its statements are found by their text, or added; null where comment ids are this consultation's numbers.</param>
    /// <exception cref="InputException">A file is not in the format, or a vote is on a statement that is not there; with the line.</exception>
    public async Task<Imported> ImportAsync(string consultationId, string votes, string? comments)
    {
        var asWritten = PolisExport.Read(new StringReader(votes), "votes.csv", PolisSign.PlusOneIsAgree);
        var texts = comments is null ? null : PolisComments.Read(comments);
        var isTurned = comments is null || PolisExport.SignOf(asWritten, new StringReader(comments), "comments.csv") != PolisSign.PlusOneIsAgree;
        return await database.WriteAsync(async context =>
        {
            var present = await context.Statements.Where(s => s.ConsultationId == consultationId).ToListAsync();
            var (of, added) = texts is null ? (present.ToDictionary(s => $"{s.Number}"), 0) : Match(context, consultationId, present, texts);
            var table = VoteTable.Of(asWritten);
            var rows = table.Statements.Select(name => of.GetValueOrDefault(name)
                ?? throw new InputException("votes.csv", 0, $"a vote is on comment {name}, which is not here; give comments.csv, too")).ToList();
            var times = asWritten.GroupBy(v => (v.Participant, v.Statement)).ToDictionary(g => g.Key, g => g.Max(v => v.At).ToUnixTimeMilliseconds());
            var known = (await context.Votes.Where(v => v.ConsultationId == consultationId).ToListAsync()).ToDictionary(v => (v.StatementId, v.ParticipantId));
            var participants = await Participants.AllAsync(context, consultationId);
            var count = 0;
            for (var p = 0; p < table.Participants.Count; p++)
            {
                // No cookie can have such a secret: they have no colons.
                var participant = Participants.Join(context, participants, consultationId, $"import:{table.Participants[p]}", clock);
                foreach (var (s, stance) in table.VotesOf(p))
                {
                    var (value, at) = (isTurned ? -(int)stance : (int)stance, times[(table.Participants[p], table.Statements[s])]);
                    if (known.TryGetValue((rows[s].Id, participant), out var vote))
                    {
                        (vote.Value, vote.VotedAt) = (value, at);
                    }
                    else
                    {
                        rows[s].Votes++;
                        context.Votes.Add(new VoteRow { ConsultationId = consultationId, StatementId = rows[s].Id, ParticipantId = participant, Value = value, VotedAt = at });
                    }

                    count++;
                }
            }

            return new Imported(count, table.Participants.Count, added);
        });
    }

    private (Dictionary<string, StatementRow> Of, int Added) Match(WorkbenchContext context, string consultationId, List<StatementRow> present, IReadOnlyList<PolisComment> comments)
    {
        var (of, byText, next, added) = (new Dictionary<string, StatementRow>(), present.GroupBy(s => PublicText.Fold(s.Text)).ToDictionary(g => g.Key, g => g.First()), present.Select(s => s.Number).DefaultIfEmpty(0).Max(), 0);
        foreach (var comment in comments)
        {
            var text = PublicText.Line(comment.Text);
            var fold = PublicText.Fold(text);
            if (!byText.TryGetValue(fold, out var row))
            {
                if (present.Count + ++added > PublicLimits.MostStatements)
                {
                    throw new InputException("comments.csv", comment.Line, $"more than {PublicLimits.MostStatements} statements");
                }

                byText[fold] = row = Statements.Row(consultationId, ++next, text, null, comment.State, clock);
                context.Statements.Add(row);
            }

            of[comment.Id] = row;
        }

        return (of, added);
    }

    // People vote and write meanwhile, so what is named is read after what names it: nothing of it is ever taken out.
    private Task<Everything> AllAsync(string consultationId) => database.ReadAsync(async context => new Everything(
        await context.Votes.Where(v => v.ConsultationId == consultationId).OrderBy(v => v.VotedAt).ThenBy(v => v.ParticipantId).ThenBy(v => v.StatementId).ToListAsync(),
        await context.Statements.Where(s => s.ConsultationId == consultationId).OrderBy(s => s.Number).ToListAsync(),
        await context.Proposals.Where(p => p.ConsultationId == consultationId).OrderBy(p => p.Number).ToListAsync(),
        (await context.Participants.Where(p => p.ConsultationId == consultationId).OrderBy(p => p.JoinedAt).ThenBy(p => p.Id).Select(p => p.Id).ToListAsync())
            .Index().ToDictionary(p => p.Item, p => p.Index)));
}
