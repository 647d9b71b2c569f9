using System.Collections.Concurrent;
using Precept.Workbench.PublicInput;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.PublicInput;

public sealed class PublicFilesTests
{
    [Fact]
    public async Task Statement_added_and_voted_on_between_the_reads_does_not_break_the_files()
    {
        using var commands = new CommandWatch();
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench, ["Short is best."]);
        (await workbench.Get<Ballots>().VoteAsync(consultation.Id, "voter", 1, 1)).ShouldBe(PublicProblem.None);
        var number = 1;
        var isBetween = true;
        commands.Watch(workbench.Database.Place, _ =>
        {
            if (isBetween)
            {
                isBetween = false;
                AddWithVote(workbench.Database, consultation.Id, ++number);
            }
        });

        var files = workbench.Get<PublicFiles>();
        foreach (var write in (Func<string, Task<string>>[])[files.VotesCsvAsync, files.CommentsCsvAsync, files.JsonLinesAsync])
        {
            isBetween = true;
            (await write(consultation.Id)).ShouldNotBeEmpty();
            isBetween.ShouldBeFalse();
        }

        number.ShouldBe(4);
        commands.Watch("", _ => { });
        (await files.VotesCsvAsync(consultation.Id)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1 + 4);
    }

    [Fact]
    public async Task Import_asks_for_participants_once_however_many_there_are()
    {
        using var commands = new CommandWatch();
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench, ["Short is best."]);
        var asked = new ConcurrentQueue<string>();
        commands.Watch(workbench.Database.Place, asked.Enqueue);

        foreach (var voters in (int[])[50, 60])
        {
            asked.Clear();
            var votes = "timestamp,comment-id,voter-id,vote\n" + string.Concat(Enumerable.Range(0, voters).Select(v => $"1,1,{v},-1\n"));
            (await workbench.Get<PublicFiles>().ImportAsync(consultation.Id, votes, null)).ShouldBe(new Imported(voters, voters, 0));
            asked.Count(c => c.Contains("FROM \"participants\"", StringComparison.Ordinal)).ShouldBe(1);
        }

        // The first 50 are known by the second file.
        var result = await workbench.Get<PublicResults>().OfAsync(consultation.Id, TestContext.Current.CancellationToken);
        (result.Participants, result.Votes, result.Statements.Single().Votes.Agrees).ShouldBe((60, 60, 60));
    }

    [Fact]
    public async Task Statement_that_is_a_formula_is_guarded_in_the_file_and_itself_when_it_is_taken_in()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var consultation = await OpenAsync(workbench, ["=HYPERLINK(\"http://x.example\",\"Results\")", "- less is more"]);
        (await workbench.Get<Ballots>().VoteAsync(consultation.Id, "voter", 1, 1)).ShouldBe(PublicProblem.None);
        var files = workbench.Get<PublicFiles>();

        var comments = await files.CommentsCsvAsync(consultation.Id);

        comments.ShouldContain(",1,\"'=HYPERLINK(\"\"http://x.example\"\",\"\"Results\"\")\"\n");
        comments.ShouldContain(",1,'- less is more\n");
        var votes = await files.VotesCsvAsync(consultation.Id);
        (await files.ImportAsync(consultation.Id, votes, comments)).ShouldBe(new Imported(1, 1, 0));
        var other = await workbench.AddConsultationAsync(consultation.CampaignId, [], title: "Another");
        (await files.ImportAsync(other.Id, votes, comments)).ShouldBe(new Imported(1, 1, 2));
        (await workbench.Get<Statements>().AllAsync(other.Id)).Select(s => s.Text).ShouldBe(["=HYPERLINK(\"http://x.example\",\"Results\")", "- less is more"]);
    }

    private static async Task<ConsultationRow> OpenAsync(RunningWorkbench workbench, string[] statements) =>
        await workbench.AddConsultationAsync(await workbench.AddCampaignAsync(await workbench.AddPersonAsync("ada", PersonRole.Researcher)), statements);

    // On a connection of its own, as another request would, within one of the commands of the files.
    private static void AddWithVote(WorkbenchDatabase database, string consultationId, int number)
    {
        using var context = database.NewContext();
        var participant = context.Participants.First(p => p.ConsultationId == consultationId).Id;
        var row = Statements.Row(consultationId, number, $"Statement {number}.", participant, StatementState.Accepted, TimeProvider.System, votes: 1);
        context.Statements.Add(row);
        context.Votes.Add(new VoteRow { ConsultationId = consultationId, StatementId = row.Id, ParticipantId = participant, Value = 1, VotedAt = row.WrittenAt });
        context.SaveChanges();
    }
}
