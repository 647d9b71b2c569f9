using Precept.Workbench.Labels;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Security;

/// <summary>
/// What stands in the place of a route's parameters in the tests over all routes. A new parameter needs a line in <see cref="OfParameter"/>; where it names an object that belongs to a
/// campaign, also one in <see cref="OwnedByCampaign"/>, and a row of it in <see cref="AddAsync"/>.
/// </summary>
internal sealed record SampleObjects(string Campaign, string Person)
{
    /// <summary>A text that would run as a script, break out of an attribute, or load a picture, if a page let it.</summary>
    public const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

    /// <summary>Where that stands escaped in a page.</summary>
    public const string HostileEscaped = "&lt;script&gt;alert(1)&lt;/script&gt;";

    /// <summary>The value of each parameter.</summary>
    private static readonly Dictionary<string, Func<SampleObjects, string>> OfParameter = new(StringComparer.OrdinalIgnoreCase)
    {
        ["campaign"] = s => s.Campaign,
        ["task"] = s => s.Task,
        ["assignment"] = s => s.Id("assignment"),
        ["label"] = s => s.Id("label"),
        ["note"] = s => s.Id("note"),
        ["webhook"] = s => s.Id("webhook"),
        ["delivery"] = s => s.Id("delivery"),
        ["consultation"] = s => s.Id("consultation"),
        ["slug"] = s => s.Id("consultation"),
        ["statement"] = s => s.Id("statement"),
        ["proposal"] = s => s.Id("proposal"),
        ["number"] = _ => "1",
        ["section"] = _ => "keep_secrets",
        ["person"] = s => s.Person,
        ["invitation"] = s => s.Id("invitation"),
        ["key"] = s => s.Id("key"),
        ["passkey"] = _ => "AAAA",
        ["secret"] = _ => new string('s', 43),
        ["hash"] = _ => "0",
        ["name"] = _ => "workbench.css",
        ["language"] = _ => "zh",
        ["documentName"] = _ => "v1",
    };

    /// <summary>The parameters that name an object of one campaign: under another campaign's address it is not there.</summary>
    public static IReadOnlySet<string> OwnedByCampaign { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "task", "assignment", "label", "note", "webhook", "delivery", "consultation", "statement", "proposal",
    };

    /// <summary>The campaign's first task.</summary>
    public required string Task { get; init; }

    /// <summary>A parameter's value.</summary>
    public string Of(string parameter) => OfParameter.TryGetValue(parameter, out var value)
        ? value(this)
        : throw new InvalidOperationException(
            $"the tests over all routes do not know the parameter '{parameter}': add what stands for it to SampleObjects.OfParameter (tests/Precept.Workbench.Tests/Security/SampleObjects.cs)");

    /// <summary>Makes a campaign with one object of every kind; all texts in it are hostile.</summary>
    /// <param name="workbench">Where.</param>
    /// <param name="maker">Who makes the campaign.</param>
    /// <param name="person">Whose the assignment, the label, the note and the key are.</param>
    public static async Task<SampleObjects> AddAsync(RunningWorkbench workbench, Person maker, Person person)
    {
        var campaign = await workbench.AddCampaignAsync(maker, name: Hostile);
        return await workbench.Database.WriteAsync(c =>
        {
            var row = c.Campaigns.Single(x => x.Id == campaign);
            var samples = new SampleObjects(campaign, person.Id) { Task = c.Tasks.Where(t => t.CampaignId == campaign).OrderBy(t => t.Number).First().Id };
            c.Assignments.Add(new AssignmentRow
            {
                Id = samples.Id("assignment"),
                TaskId = samples.Task,
                CampaignId = campaign,
                PersonId = person.Id,
                State = AssignmentState.Submitted,
                Order = "[0,1,2]",
                GivenAt = 1,
                LeaseUntil = 1,
                EndedAt = 2,
            });
            c.Labels.Add(new LabelRow
            {
                Id = samples.Id("label"),
                AssignmentId = samples.Id("assignment"),
                TaskId = samples.Task,
                CampaignId = campaign,
                PersonId = person.Id,
                Content = WorkbenchJson.Of(new LabelContent { Tiers = [0, 1, 2], DecidedOn = "keep_secrets", Reason = Hostile }),
                Revision = 1,
                SubmissionKey = samples.Id("submission"),
                SpecTextId = row.SpecTextId,
                Milliseconds = 1000,
                SubmittedAt = 2,
                EventSeq = 1,
            });
            c.Notes.Add(new NoteRow
            {
                Id = samples.Id("note"),
                CampaignId = campaign,
                SpecTextId = row.SpecTextId,
                SectionId = "keep_secrets",
                SectionHash = "",
                PersonId = person.Id,
                Kind = "comment",
                Text = Hostile,
                WrittenAt = 1,
            });
            c.Webhooks.Add(new WebhookRow { Id = samples.Id("webhook"), CampaignId = campaign, Url = "http://127.0.0.1:9/", ProtectedSecret = "", Kinds = "", IsActive = false, CreatedAt = 1, LastSeq = 0 });
            c.Deliveries.Add(new DeliveryRow { Id = samples.Id("delivery"), WebhookId = samples.Id("webhook"), EventSeq = 1, Attempts = 1, NextAt = 4_000_000_000_000, Error = Hostile, IsGivenUp = true });
            c.Consultations.Add(new ConsultationRow
            {
                Id = samples.Id("consultation"),
                Slug = samples.Id("consultation"),
                CampaignId = campaign,
                SpecTextId = row.SpecTextId,
                SectionId = "keep_secrets",
                Title = Hostile,
                Question = Hostile,
                IsOpen = true,
                IsModerated = true,
                AreResultsPublic = true,
                OpenedAt = 1,
                CreatedAt = 1,
            });
            c.Statements.Add(new StatementRow { Id = samples.Id("statement"), ConsultationId = samples.Id("consultation"), Number = 1, Text = Hostile, State = StatementState.Accepted, WrittenAt = 1, Votes = 0 });
            c.Proposals.Add(new ProposalRow
            {
                Id = samples.Id("proposal"),
                ConsultationId = samples.Id("consultation"),
                Number = 1,
                SectionId = "keep_secrets",
                Text = Hostile,
                Why = Hostile,
                WrittenAt = 1,
                State = ProposalState.Open,
                Reason = "",
                IsShown = true,
            });
            c.ApiKeys.Add(new ApiKeyRow { Id = samples.Id("key"), PersonId = person.Id, Name = Hostile, SecretHash = Secrets.HashOf(Secrets.New()), CreatedAt = 1 });
            c.Invitations.Add(new InvitationRow
            {
                Id = samples.Id("invitation"),
                SecretHash = Secrets.HashOf(Secrets.New()),
                Role = PersonRole.Labeler,
                Campaigns = WorkbenchJson.Of((string[])[campaign]),
                Note = Hostile,
                CreatedBy = maker.Id,
                CreatedAt = 1,
                ExpiresAt = 4_000_000_000_000,
            });
            return System.Threading.Tasks.Task.FromResult(samples);
        });
    }

    private string Id(string kind) => $"{kind}-{Campaign[^8..]}";
}
