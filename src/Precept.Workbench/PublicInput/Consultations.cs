using System.Text;
using Microsoft.EntityFrameworkCore;
using Precept.Spec;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Storage;

namespace Precept.Workbench.PublicInput;

/// <summary>A consultation to be made.</summary>
/// <param name="SectionId">The section that it is about.</param>
/// <param name="ExampleLine">The line of one of its examples, or null for the whole section.</param>
/// <param name="Title">Its title.</param>
/// <param name="Question">What people are asked, Markdown.</param>
/// <param name="Statements">The statements that it starts with.</param>
/// <param name="IsModerated">Whether new statements and proposals wait for a moderator.</param>
public sealed record NewConsultation(string SectionId, int? ExampleLine, string Title, string Question, IReadOnlyList<string> Statements, bool IsModerated);

/// <summary>Makes, finds and changes consultations.</summary>
public sealed class Consultations(WorkbenchDatabase database, SpecLibrary specs, TimeProvider clock)
{
    private const int LongestSlug = 60;

    /// <summary>Makes one about a section of a campaign's spec as it is now; it is closed, and the public does not see it until it is opened.</summary>
    /// <returns>Its id, or the problem: the title is empty, too long, a statement is; NotThere where the spec has no such section or example.</returns>
    public async Task<(string? Id, PublicProblem Problem)> CreateAsync(string campaignId, NewConsultation wanted)
    {
        var (title, question) = (PublicText.Line(wanted.Title), PublicText.Lines(wanted.Question));
        var spec = await specs.OfCampaignAsync(campaignId);
        if (spec.Document.Find(wanted.SectionId) is not { } section || (wanted.ExampleLine is { } line && section.Examples.All(e => e.Line != line)))
        {
            return (null, PublicProblem.NotThere);
        }

        var statements = wanted.Statements.Select(PublicText.Line).Where(s => s.Length > 0).DistinctBy(PublicText.Fold).ToList();
        if (title.Length == 0)
        {
            return (null, PublicProblem.Empty);
        }

        if (title.Length > PublicLimits.LongestTitle || question.Length > PublicLimits.LongestQuestion || statements.Any(s => PublicText.Length(s) > PublicLimits.LongestStatement))
        {
            return (null, PublicProblem.TooLong);
        }

        if (statements.Count > PublicLimits.MostStatements)
        {
            return (null, PublicProblem.TooMany);
        }

        var id = Ids.New(clock);
        await database.WriteAsync(async context =>
        {
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            context.Consultations.Add(new ConsultationRow
            {
                Id = id,
                Slug = await FreeSlugAsync(context, SlugOf(title, section.Id)),
                CampaignId = campaignId,
                SpecTextId = spec.Id,
                SectionId = section.Id,
                ExampleLine = wanted.ExampleLine,
                Title = title,
                Question = question,
                IsOpen = false,
                IsModerated = wanted.IsModerated,
                AreResultsPublic = false,
                CreatedAt = now,
            });
            context.Statements.AddRange(statements.Select((text, i) => Statements.Row(id, i + 1, text, null, StatementState.Accepted, clock)));
            return true;
        });
        return (id, PublicProblem.None);
    }

    /// <summary>One of a campaign's consultations; null for one of another campaign.</summary>
    public Task<ConsultationRow?> FindAsync(string campaignId, string id) =>
        database.ReadAsync(c => c.Consultations.FirstOrDefaultAsync(x => x.Id == id && x.CampaignId == campaignId));

    /// <summary>A consultation that the public may see: one that was opened.</summary>
    public Task<ConsultationRow?> FindPublicAsync(string slug) =>
        database.ReadAsync(c => c.Consultations.FirstOrDefaultAsync(x => x.Slug == slug && x.OpenedAt != null));

    /// <summary>Opens or closes, moderates or not, shows the results or not.</summary>
    /// <returns>Whether the campaign has such a consultation.</returns>
    public Task<bool> ChangeAsync(string campaignId, string id, bool isOpen, bool isModerated, bool areResultsPublic) => database.WriteAsync(async context =>
    {
        if (await context.Consultations.FirstOrDefaultAsync(x => x.Id == id && x.CampaignId == campaignId) is not { } row)
        {
            return false;
        }

        (row.IsOpen, row.IsModerated, row.AreResultsPublic) = (isOpen, isModerated, areResultsPublic);
        row.OpenedAt ??= isOpen ? clock.GetUtcNow().ToUnixTimeMilliseconds() : null;
        return true;
    });

    /// <summary>The campaign that a consultation is part of.</summary>
    public Task<CampaignHead> CampaignAsync(ConsultationRow consultation) => CampaignHead.ReadAsync(database, consultation.CampaignId);

    /// <summary>The spec that a consultation is about, and its section.</summary>
    public async Task<(CampaignSpec Spec, Section Section)> SectionAsync(ConsultationRow consultation)
    {
        var spec = await specs.FindAsync(consultation.SpecTextId);
        return (spec, spec.Document.Find(consultation.SectionId) ?? throw new InputException($"the spec {spec.Id} has no section '{consultation.SectionId}'"));
    }

    /// <summary>The address's last part: the title's ASCII letters and digits; where it has none, the section's.</summary>
    internal static string SlugOf(string title, string sectionId)
    {
        var slug = Plain(title);
        return slug.Length > 0 ? slug : Plain(sectionId) is { Length: > 0 } plain ? plain : "consultation";
    }

    private static string Plain(string text)
    {
        var slug = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (slug.Length > 0 && slug[^1] != '-' && c < 128)
            {
                slug.Append('-');
            }

            if (slug.Length >= LongestSlug)
            {
                break;
            }
        }

        return slug.ToString().Trim('-');
    }

    private static async Task<string> FreeSlugAsync(WorkbenchContext context, string slug)
    {
        var taken = (await context.Consultations.Where(c => c.Slug == slug || c.Slug.StartsWith(slug + "-")).Select(c => c.Slug).ToListAsync()).ToHashSet();
        var (free, number) = (slug, 1);
        while (taken.Contains(free))
        {
            free = $"{slug}-{++number}";
        }

        return free;
    }
}
