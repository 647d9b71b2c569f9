using Microsoft.EntityFrameworkCore;
using Precept.Judging;
using Precept.Spec;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Demo;
using Precept.Workbench.Labels;
using Precept.Workbench.PublicInput;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;
using Precept.Workbench.Tests.PublicInput;
using Precept.Workbench.Tests.Quality;
using Precept.Workbench.Tests.Research;
using Precept.Workspace;

namespace Precept.Workbench.Tests.Browser;

/// <summary>What stands in the workbench whose pages are pictured: the demonstration, and beside it what only people bring about.</summary>
internal sealed record PictureContent(RunningWorkbench Workbench, string Examples, string Answers, string Campaign, string Done, string Task, string Section, ConsultationRow Consultation, string Invitation, string Person)
{
    /// <summary>Starts it as <c>precept serve --demo</c> does, and adds to it.</summary>
    public static async Task<PictureContent> StartAsync(string folder, CancellationToken stop)
    {
        var starter = Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(DemoContentTests.Repository(), "specs", "starter"));
        var spec = SpecFiles.Read(starter);
        using (var workspace = WorkspaceFolder.Open(folder))
        {
            await workspace.SaveSpecAsync(spec, "specs/starter", stop);
            await QuickstartAnswers.PutAsync(workspace, stop);
            var judge = new CheckJudge(spec.Document, spec.Checks);
            await workspace.AddJudgmentsAsync(QuickstartAnswers.Read().Select(t => judge.Judge(t.Prompt, t.Answers)), stop);
        }

        var workbench = await RunningWorkbench.StartAsync(folder, o => o with { Demo = true, Spec = starter });
        var campaigns = await workbench.Database.ReadAsync(c => c.Campaigns.OrderBy(x => x.CreatedAt).Select(x => x.Id).ToListAsync(stop));
        var (examples, admin) = (campaigns[0], await workbench.Database.ReadAsync(c => c.Users.FirstAsync(p => p.Role == PersonRole.Admin, stop)));
        var (campaign, labeler) = await BrowserTask.AddAsync(workbench, BrowserTask.Everything);
        var done = await workbench.AddCampaignAsync(admin, tasks: 0, name: "Refusals, pilot", settings: new CampaignSettings { Qualification = new Qualification { Items = 4, CutOff = 0.7 } });
        await workbench.JoinAsync(done, labeler);
        await QualifyAsync(workbench, done, labeler, stop);
        await workbench.Database.WriteAsync(c => c.Users.Where(p => p.CreatedAt == 0).ExecuteUpdateAsync(u => u.SetProperty(p => p.CreatedAt, admin.CreatedAt), stop), stop);
        var (task, section) = await workbench.Database.ReadAsync(async c => (
            await c.Tasks.Where(t => t.CampaignId == examples && t.Labeled == 3).OrderBy(t => t.Number).Select(t => t.Id).FirstAsync(stop),
            await c.Notes.Where(n => n.CampaignId == examples && n.Kind == "comment").Select(n => n.SectionId).FirstAsync(stop)));
        var invitation = await workbench.Get<OneTimeLinks>().MakeAsync(new NewLink(LinkKind.Invitation, PersonRole.Labeler, TimeSpan.FromDays(7)) { Campaigns = [examples], Note = "second round", CreatedBy = admin.Id });
        var annotator = await workbench.Database.ReadAsync(c => c.Users.Where(p => p.Handle == "annotator-1").Select(p => p.Id).FirstAsync(stop));
        return new PictureContent(workbench, examples, campaigns[1], campaign, done, task, section, await ConsultAsync(workbench, examples), invitation, annotator);
    }

    // A round of four known answers, three of them right.
    private static async Task QualifyAsync(RunningWorkbench workbench, string campaign, Person labeler, CancellationToken stop)
    {
        var known = new KnownAnswer([0, 1, 2], "keep_secrets", "keeps the code word");
        await workbench.Campaigns.AddTasksAsync(
            campaign, [.. Enumerable.Range(1, 4).Select(n => new NewTask(RunningWorkbench.ContentOf(n)) { Purpose = TaskPurpose.Qualification, Known = known })], labeler.Id, stop);
        var tasks = await workbench.Database.ReadAsync(c => c.Tasks.Where(t => t.CampaignId == campaign).OrderBy(t => t.Number).Select(t => t.Id).ToListAsync(stop));
        foreach (var (n, task) in tasks.Index())
        {
            await workbench.LabelAsync(campaign, task, labeler, n == 2 ? QualityCampaign.Ranked("", 2, 1, 0) : QualityCampaign.Ranked("", 0, 1, 2), n);
        }

        await workbench.Database.WriteAsync(c => c.Members.Where(m => m.CampaignId == campaign && m.PersonId == labeler.Id).ExecuteUpdateAsync(u => u.SetProperty(m => m.Qualification, QualificationState.Passed), stop), stop);
    }

    // Sixty participants in two camps, who do not all agree within theirs; and what waits for the hosts.
    private static async Task<ConsultationRow> ConsultAsync(RunningWorkbench workbench, string campaign)
    {
        string[] seeds =
        [
            "An answer that is twice as long as it needs to be wastes my time.", "I would rather read too much than miss a warning.", "Code should come first, the explanation after it.",
            "Say in the first sentence what the answer is.", "A list is easier to read than three paragraphs.", "The assistant should ask before it writes a long text.",
        ];
        var (consultations, ballots, statements, proposals) = (workbench.Get<Consultations>(), workbench.Get<Ballots>(), workbench.Get<Statements>(), workbench.Get<Proposals>());
        var (id, problem) = await consultations.CreateAsync(campaign, new NewConsultation("thorough_but_brief", null, "How long should an answer be?", "What matters to you when an assistant answers a *short* question?", seeds, true));
        problem.ShouldBe(PublicProblem.None);
        await consultations.ChangeAsync(campaign, id!, isOpen: true, isModerated: true, areResultsPublic: true);
        var random = SeededRandom.For(7, "pictures");
        for (var p = 0; p < 60; p++)
        {
            for (var s = 0; s < seeds.Length; s++)
            {
                var camp = p < 36 ? 1 : -1;
                var lean = s is 3 or 5 ? 1 : s % 2 == 0 ? camp : -camp;
                var draw = random.NextInt(10);
                if (draw < 9)
                {
                    await ballots.VoteAsync(id!, $"participant-{p}", s + 1, draw == 8 ? 0 : draw == 7 ? -lean : lean);
                }
            }
        }

        await statements.AddAsync(id!, "participant-1", "Tell me how sure you are, then stop.");
        await statements.AddAsync(id!, "participant-40", "Long answers are fine when I ask for a report.");
        var row = (await consultations.FindAsync(campaign, id!))!;
        var (_, section) = await consultations.SectionAsync(row);
        var wording = Wording.Of(section);
        await proposals.ProposeAsync(row, wording, "participant-2", wording + " What a reader can skip stands last.", "People stop reading early.");
        await proposals.ProposeAsync(row, wording, "participant-3", wording + " A warning is never left out for brevity.", "Short is good, safe is better.");
        var admin = await workbench.Database.ReadAsync(c => c.Users.FirstAsync(p => p.Handle == "admin"));
        (await proposals.DecideAsync(row, 1, ProposalState.Adopted, "Taken up; it says what the examples show already.", new Who(admin.Id, admin.Handle, admin.DisplayName, admin.Role))).ShouldBe(PublicProblem.None);
        return row;
    }
}
