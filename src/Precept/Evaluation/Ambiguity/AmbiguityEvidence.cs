using Precept.Judging;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>Votes with the cases that they are on.</summary>
/// <param name="Cases">The cases.</param>
/// <param name="Votes">The votes.</param>
/// <param name="LeftOut">Cases that were left out, because text is missing from the reply.</param>
public sealed record AmbiguityEvidence(IReadOnlyList<AmbiguityCase> Cases, IReadOnlyList<SectionVote> Votes, int LeftOut = 0)
{
    /// <summary>The spec's own graded replies as cases: each reply under the section that it stands in, and the sections that a reply beside it is said to break.</summary>
    /// <param name="source">The spec.</param>
    /// <returns>The cases without votes; replies from which text is left out are counted, not asked about.</returns>
    public static AmbiguityEvidence OfGradedReplies(SpecSource source)
    {
        var (cases, elided) = (new List<AmbiguityCase>(), 0);
        var file = Path.GetFileName(source.Tree.Path);
        foreach (var (example, comparison) in source.Document.Examples.SelectMany(e => e.Comparisons.Select(c => (e, c))))
        {
            string[] sections = [.. comparison.Replies.Select(r => r.BreaksSection).Prepend(example.SectionId).OfType<string>().Where(id => source.Document.Find(id) is not null).Distinct()];
            var prompt = new Prompt(comparison.Context, sections) { Source = $"{file}:{comparison.Line}" };
            foreach (var (reply, i) in comparison.Replies.Select((r, i) => (r, i)))
            {
                if (reply.HasElision)
                {
                    elided++;
                }
                else
                {
                    cases.Add(CaseOf(prompt, new Response(prompt.Id, "spec", Sampler.Greedy, i, reply.Message.Content), $"{file}:{reply.Line}"));
                }
            }
        }

        return new AmbiguityEvidence([.. cases.DistinctBy(c => c.Id)], [], elided);
    }

    /// <summary>One response as a case.</summary>
    public static AmbiguityCase CaseOf(Prompt prompt, Response response, string place) => new(ContentHash.Of(prompt.Id, response.Text), prompt, [response], place);

    /// <summary>The votes in a judge's judgment of one response: for each section that it was judged under, whether it is broken.</summary>
    /// <param name="of">The case.</param>
    /// <param name="judgment">The judgment; one that is no vote, or says nothing of sections, gives none.</param>
    /// <param name="response">Which of the judgment's responses is the case's.</param>
    public static IEnumerable<SectionVote> VotesOf(AmbiguityCase of, Judgment judgment, int response = 0)
    {
        if (judgment.Outcome != Outcome.Judged || judgment.Broken.Count <= response)
        {
            return [];
        }

        return judgment.SectionHashes.Keys.Union(judgment.Broken[response]).Except(judgment.LeftOut).Select(section =>
        {
            var breach = judgment.Breaches.FirstOrDefault(b => b.Response == response && b.SectionId == section);
            var broken = judgment.Broken[response].Contains(section);
            return new SectionVote(section, of.Id, judgment.Judge, broken ? SectionAnswer.Breaks : SectionAnswer.Keeps, breach?.Reason ?? (judgment.Breaches.Count == 0 ? judgment.Reason : ""));
        });
    }

    /// <summary>What judgments of a workspace say about sections.</summary>
    /// <remarks>
    /// A judge that names broken sections in any of its judgments gives a vote on each response under each of the prompt's sections. Every judge gives one on each pair that it does
    /// not call a tie, under each of them. The checks do not read the spec: they give none.
    /// </remarks>
    /// <param name="judgments">The judgments, oldest first.</param>
    /// <param name="prompts">The prompts; judgments of others are left out.</param>
    /// <param name="responses">The responses by their ids.</param>
    /// <exception cref="InputException">A judgment names a response that is not given.</exception>
    public static AmbiguityEvidence OfJudgments(IReadOnlyList<Judgment> judgments, IReadOnlyList<Prompt> prompts, IReadOnlyDictionary<string, Response> responses)
    {
        var promptOf = prompts.DistinctBy(p => p.Id).ToDictionary(p => p.Id);
        Judgment[] read = [.. judgments.Where(j => JudgeKinds.Of(j.Judge) != JudgeKind.Checks && promptOf.ContainsKey(j.PromptId))];
        var naming = read.Where(j => j.Broken.Any(b => b.Count > 0)).Select(j => j.Judge).ToHashSet();
        var (cases, votes) = (new Dictionary<string, AmbiguityCase>(), new List<SectionVote>());
        foreach (var judgment in read.Where(j => naming.Contains(j.Judge)))
        {
            var prompt = promptOf[judgment.PromptId];
            foreach (var (id, i) in judgment.ResponseIds.Select((id, i) => (id, i)))
            {
                var response = responses.GetValueOrDefault(id)
                    ?? throw new InputException($"judgment {judgment.Id} of '{judgment.Judge}' names response {id}, which the workspace does not have");
                var of = CaseOf(prompt, response, prompt.Id);
                votes.AddRange(VotesOf(cases.TryAdd(of.Id, of) ? of : cases[of.Id], judgment, i).Where(v => prompt.Sections.Contains(v.SectionId) || v.Answer == SectionAnswer.Breaks));
            }
        }

        foreach (var judge in JudgeVerdicts.Of(read, responses))
        {
            foreach (var (pair, opinion) in judge.Pairs.Where(p => p.Value.Verdict != 0))
            {
                var prompt = promptOf[pair.PromptId];
                var id = ContentHash.Of(pair.PromptId, pair.First, pair.Second);
                cases.TryAdd(id, new AmbiguityCase(id, prompt, [responses[pair.First], responses[pair.Second]], prompt.Id));
                votes.AddRange(prompt.Sections.Distinct().Select(s =>
                    new SectionVote(s, id, judge.Judge, opinion.Verdict > 0 ? SectionAnswer.FirstIsBetter : SectionAnswer.SecondIsBetter, opinion.Reason)));
            }
        }

        return new AmbiguityEvidence([.. cases.Values], votes);
    }
}
