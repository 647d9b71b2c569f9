using Microsoft.EntityFrameworkCore;
using Precept.Site;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.PublicInput;

/// <summary>Takes proposals to change a section's wording, and decides on them.</summary>
public sealed class Proposals(WorkbenchDatabase database, EventLog events, SpecLibrary specs, TimeProvider clock)
{
    /// <summary>Takes a proposal; in a moderated consultation others see it once a moderator shows it or it is decided.</summary>
    /// <param name="consultation">The consultation.</param>
    /// <param name="wording">The section's present wording.</param>
    /// <param name="secret">The participant's secret.</param>
    /// <param name="text">The wording that is proposed.</param>
    /// <param name="why">Why.</param>
    public async Task<PublicProblem> ProposeAsync(ConsultationRow consultation, string wording, string secret, string? text, string? why)
    {
        var (proposed, reason) = (PublicText.Lines(text), PublicText.Lines(why));
        if (PublicText.Fold(proposed).Length == 0 || PublicText.Fold(reason).Length == 0)
        {
            return PublicProblem.Empty;
        }

        if (PublicText.Length(proposed) > PublicLimits.LongestWording || PublicText.Length(reason) > PublicLimits.LongestWhy)
        {
            return PublicProblem.TooLong;
        }

        if (proposed == PublicText.Lines(wording))
        {
            return PublicProblem.Unchanged;
        }

        return await database.WriteAsync(async context =>
        {
            if (await context.Consultations.FirstAsync(c => c.Id == consultation.Id) is not { IsOpen: true } open)
            {
                return PublicProblem.Closed;
            }

            var present = await context.Proposals.Where(p => p.ConsultationId == consultation.Id).Select(p => new { p.Number, p.ParticipantId, p.Text }).ToListAsync();
            var participant = await Participants.JoinAsync(context, consultation.Id, secret, clock);
            if (present.Count >= PublicLimits.MostProposals || present.Count(p => p.ParticipantId == participant) >= PublicLimits.MostProposalsEach)
            {
                return PublicProblem.TooMany;
            }

            if (present.Any(p => p.Text == proposed))
            {
                return PublicProblem.Duplicate;
            }

            context.Proposals.Add(new ProposalRow
            {
                Id = Ids.New(clock),
                ConsultationId = consultation.Id,
                Number = present.Count == 0 ? 1 : present.Max(p => p.Number) + 1,
                SectionId = consultation.SectionId,
                IsShown = !open.IsModerated,
                Text = proposed,
                Why = reason,
                ParticipantId = participant,
                WrittenAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
                State = ProposalState.Open,
                Reason = "",
            });
            return PublicProblem.None;
        });
    }

    /// <summary>The proposals of a consultation that a participant sees, the newest first: those that are shown, and one's own. And the participant's id; empty for who has not taken part.</summary>
    public Task<(List<ProposalRow> Proposals, string Participant)> SeenAsync(string consultationId, string? secret) => database.ReadAsync(async context =>
    {
        var participant = await Participants.FindAsync(context, consultationId, secret) ?? "";
        return (await context.Proposals.Where(p => p.ConsultationId == consultationId && (p.IsShown || p.ParticipantId == participant)).OrderByDescending(p => p.Number).ToListAsync(), participant);
    });

    /// <summary>All proposals of a consultation, the newest first.</summary>
    public Task<List<ProposalRow>> AllAsync(string consultationId) =>
        database.ReadAsync(c => c.Proposals.Where(p => p.ConsultationId == consultationId).OrderByDescending(p => p.Number).ToListAsync());

    /// <summary>Shows a proposal to others, or hides it.</summary>
    /// <returns>Whether the consultation has it.</returns>
    public Task<bool> ShowAsync(string consultationId, int number, bool isShown) => database.WriteAsync(async context =>
    {
        if (await context.Proposals.FirstOrDefaultAsync(p => p.ConsultationId == consultationId && p.Number == number) is not { } row)
        {
            return false;
        }

        row.IsShown = isShown;
        return true;
    });

    /// <summary>Decides on a proposal, which shows it; a decision may be made anew, and each is an event.</summary>
    /// <returns>The problem; NotThere where the consultation has no such proposal.</returns>
    public async Task<PublicProblem> DecideAsync(ConsultationRow consultation, int number, ProposalState state, string? reason, Who who)
    {
        var text = PublicText.Lines(reason);
        if (PublicText.Fold(text).Length == 0 || text.Length > PublicLimits.LongestReason)
        {
            return text.Length > PublicLimits.LongestReason ? PublicProblem.TooLong : PublicProblem.Empty;
        }

        return await database.WriteAsync(async context =>
        {
            if (await context.Proposals.FirstOrDefaultAsync(p => p.ConsultationId == consultation.Id && p.Number == number) is not { } row)
            {
                return PublicProblem.NotThere;
            }

            (row.State, row.Reason, row.IsShown) = (state, text, true);
            (row.DecidedBy, row.DecidedAt) = (who.Id, clock.GetUtcNow().ToUnixTimeMilliseconds());
            await events.AppendAsync(
                context, consultation.CampaignId, EventKinds.ProposalDecided, row.Id, who.Id, new { consultation = consultation.Slug, number, section = row.SectionId, state, reason = text });
            return PublicProblem.None;
        });
    }

    /// <summary>The decisions of a campaign's consultations, as the spec's site shows them, oldest first; of hidden proposals there are none.</summary>
    public async Task<IReadOnlyList<PublicDecision>> DecisionsAsync(string campaignId)
    {
        var rows = await database.ReadAsync(c => c.Proposals
            .Join(c.Consultations, p => p.ConsultationId, x => x.Id, (p, x) => new { Proposal = p, Consultation = x })
            .Where(r => r.Consultation.CampaignId == campaignId && r.Proposal.IsShown && r.Proposal.DecidedAt != null)
            .OrderBy(r => r.Proposal.DecidedAt).ThenBy(r => r.Proposal.Id).Take(PublicDecisions.Most).ToListAsync());
        var decisions = new List<PublicDecision>();
        foreach (var row in rows)
        {
            var spec = await specs.FindAsync(row.Consultation.SpecTextId);
            decisions.Add(new PublicDecision(
                row.Proposal.SectionId,
                row.Consultation.Title,
                row.Proposal.Text,
                row.Proposal.State switch
                {
                    ProposalState.Adopted => DecisionState.Adopted,
                    ProposalState.Deferred => DecisionState.Deferred,
                    _ => DecisionState.Rejected,
                },
                row.Proposal.Reason,
                DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(row.Proposal.DecidedAt!.Value).UtcDateTime))
            {
                From = Wording.Of(spec.Document.Find(row.Proposal.SectionId)),
                Why = row.Proposal.Why,
            });
        }

        return decisions;
    }
}

/// <summary>The wording of a section that proposals start from.</summary>
internal static class Wording
{
    /// <summary>The section's own text, without commentary and examples, as Markdown; empty for no section.</summary>
    public static string Of(Precept.Spec.Section? section) => PublicText.Lines(section?.Body);
}
