using Precept.Feedback;
using Precept.Responses;
using Precept.Spec.Importing;
using Precept.Tests.Workspace;

namespace Precept.Tests.Feedback;

public sealed class RevisionStoreTests : IDisposable
{
    private readonly TestWorkspace _test = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Revision_comes_back_with_its_responses()
    {
        var revision = Example();

        (await _test.Open.AddRevisionsAsync([revision], Token)).ShouldBe(1);
        (await _test.Open.AddRevisionsAsync([revision], Token)).ShouldBe(0);

        var back = (await _test.Open.RevisionsAsync("w", "j", Token)).ShouldHaveSingleItem();
        back.ShouldSayTheSameAs(revision);
        back.Id.ShouldBe(revision.Id);
        (await _test.Open.RevisionsAsync("another", cancellationToken: Token)).ShouldBeEmpty();
        (await _test.Open.RevisionsAsync(judge: "another", cancellationToken: Token)).ShouldBeEmpty();
        (await _test.Open.ResponsesAsync("w round 1", revision.Initial.Sampler.Canonical, cancellationToken: Token)).ShouldHaveSingleItem().Text.ShouldBe("second");
    }

    [Fact]
    public async Task Any_outcome_takes_the_place_of_a_timeout_and_of_nothing_else()
    {
        var late = Example() with { Outcome = RevisionOutcome.Timeout, Revised = null, Critique = "", Reason = "slow" };
        var invalid = late with { Outcome = RevisionOutcome.Invalid };

        await _test.Open.AddRevisionsAsync([late], Token);
        (await _test.Open.RevisionsAsync(cancellationToken: Token)).ShouldHaveSingleItem().Revised.ShouldBeNull();
        (await _test.Open.AddRevisionsAsync([invalid], Token)).ShouldBe(1);
        (await _test.Open.AddRevisionsAsync([Example()], Token)).ShouldBe(0);

        (await _test.Open.RevisionsAsync(cancellationToken: Token)).ShouldHaveSingleItem().Outcome.ShouldBe(RevisionOutcome.Invalid);
    }

    [Theory]
    [InlineData("critique")]
    [InlineData("outcome")]
    public void Id_is_of_the_question_not_of_the_answer(string changed)
    {
        var revision = Example();
        (changed == "critique" ? revision with { Critique = "other" } : revision with { Outcome = RevisionOutcome.Tie }).Id.ShouldBe(revision.Id);
        (revision with { Round = 2 }).Id.ShouldNotBe(revision.Id);
        (revision with { SectionHashes = new Dictionary<string, string> { ["plain"] = "changed" } }).Id.ShouldNotBe(revision.Id);
    }

    private static Revision Example()
    {
        var prompt = TestWorkspace.Prompt("Hi");
        return new Revision(
            prompt.Id, "w", 1, new Principle("is it plain?", "make it plain") { Section = "plain", SectionHash = "h" }, new Response(prompt.Id, "w round 0", new Sampler(), 0, "first"), "j")
        {
            Critique = "too long",
            Revised = new Response(prompt.Id, "w round 1", new Sampler(), 0, "second") { Finished = false },
            Outcome = RevisionOutcome.Worse,
            Reason = "judge: no",
            SectionHashes = new Dictionary<string, string> { ["plain"] = "judged" },
        };
    }
}
