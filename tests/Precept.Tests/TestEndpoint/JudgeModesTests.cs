using Precept.Endpoints;
using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Spec.Checks;
using Precept.TestEndpoint;

namespace Precept.Tests.TestEndpoint;

/// <summary>The real judges ask the scripted ones: what the scripts say arrives as it was meant, in every mode.</summary>
public sealed class JudgeModesTests
{
    private static readonly SpecDocument Spec = SpecReader.Parse(
        "# Be brief {#be_brief authority=user}\n\nOne sentence.\n\n# Be kind {#be_kind authority=developer}\n\nNo harsh words.\n", "spec.md");

    private static readonly Prompt Question = new([new Message(Role.User, "What is a kiln?")], ["be_brief", "be_kind"]);

    private static readonly Response[] Answers =
        [.. new[] { "An oven.", "An oven in which pots are fired until they are hard.", "An oven for pots." }.Select((t, i) => new Response(Question.Id, "writer", Sampler.Greedy, i, t))];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pairwise_judge_that_prefers_the_longest_says_so_in_both_orders(bool reasoning)
    {
        var judgment = await JudgeAsync("longest", JudgeMode.Pairwise, reasoning, Answers[0], Answers[1]);
        judgment.Outcome.ShouldBe(Outcome.Judged, judgment.Reason);
        judgment.Ranks.ShouldBe([1, 0]);
        judgment.OrdersAgree.ShouldBe(true);

        // Confidence 0.9 leaves the other answer and the tie 0.05 each; after reasoning the probability is held to 0.4.
        judgment.P!.Value.ShouldBe(reasoning ? 0.4 : 0.05 / 0.95, 1e-3);
    }

    [Fact]
    public async Task Judge_that_prefers_the_first_favours_it_in_both_orders()
    {
        var judgment = await JudgeAsync("first", JudgeMode.Pairwise, false, Answers[0], Answers[1]);
        (judgment.OrdersAgree, judgment.FavoursFirst).ShouldBe((false, true));
        judgment.Ranks.ShouldBe([0, 0]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Listwise_judge_ranks_all(bool reasoning)
    {
        var judgment = await JudgeAsync("longest", JudgeMode.Listwise, reasoning, Answers);
        judgment.Outcome.ShouldBe(Outcome.Judged, judgment.Reason);
        judgment.Ranks.ShouldBe([2, 0, 1]);
    }

    [Theory]
    [InlineData("first", false)]
    [InlineData("second", false)]
    [InlineData("second", true)]
    public async Task Judge_of_sections_passes_all_or_finds_the_first_broken_with_words_of_the_answer(string script, bool reasoning)
    {
        var judgment = await JudgeAsync(script, JudgeMode.Sections, reasoning, Answers[0]);
        judgment.Outcome.ShouldBe(Outcome.Judged, judgment.Reason);
        if (script == "first")
        {
            judgment.Breaches.ShouldBeEmpty();
            return;
        }

        // The section with the higher authority stands first.
        var breach = judgment.Breaches.ShouldHaveSingleItem();
        (breach.SectionId, breach.Words).ShouldBe(("be_kind", "An oven."));
    }

    [Theory]
    [InlineData("first", 6, false)]
    [InlineData("second", 2, true)]
    public async Task Judge_of_ratings_rates_near_the_top_or_the_bottom(string script, int rating, bool reasoning)
    {
        var judgment = await JudgeAsync(script, JudgeMode.Rating, reasoning, Answers[0]);
        judgment.Outcome.ShouldBe(Outcome.Judged, judgment.Reason);
        judgment.Ratings.ShouldBe([rating]);
    }

    private static async Task<Judgment> JudgeAsync(string script, JudgeMode mode, bool reasoning, params Response[] answers)
    {
        await using var endpoint = await EndpointProcess.StartAsync();
        await using var models = new ModelCatalog(new ModelCatalogSettings());
        var hashes = Spec.Sections.ToDictionary(s => s.Id, s => ContentHash.Of(s.Id));
        var factory = new JudgeFactory(new CheckJudge(Spec, CheckSet.Empty), hashes, models);
        var judge = await factory.OpenAsync(new JudgeSettings { Models = [endpoint.Model(script)], Mode = mode, Reasoning = reasoning }, Cancel);
        return await judge.JudgeAsync(Question, answers, Cancel);
    }
}
