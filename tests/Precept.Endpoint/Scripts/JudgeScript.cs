namespace Precept.TestEndpoint.Scripts;

/// <summary>A judge: finds the candidates in the prompt, has an opinion, and says it in the form that was asked for.</summary>
/// <param name="judging">The opinion.</param>
/// <param name="seed">The program's seed.</param>
/// <param name="confidence">The probability that log-probabilities give to what was chosen.</param>
internal sealed class JudgeScript(Judging judging, long seed, double confidence) : IScript
{
    /// <inheritdoc/>
    public ScriptAnswer Answer(ChatRequest request)
    {
        var question = JudgeQuestion.Of(request);
        var verdict = judging(question, $"{seed} {request.Seed}");
        if (request.Schema is { } schema)
        {
            return SchemaFiller.Fill(schema, question, verdict, confidence);
        }

        if (request.WantsJson)
        {
            return new("{}", []);
        }

        if (question.Candidates.Count == 0)
        {
            return new("A scripted judge was asked something that holds no candidates.", []);
        }

        var labels = question.Candidates.Select(c => c.Label).ToArray();
        var best = labels[verdict.Order[0]];
        return new(best, [new(0, best.Length, [(best, labels.Length > 1 ? confidence : 1), .. labels.Where(l => l != best).Select(l => (l, (1 - confidence) / (labels.Length - 1)))])]);
    }
}

/// <summary>A model that declines everything.</summary>
internal sealed class Refuser : IScript
{
    /// <summary>What a model that declines says.</summary>
    public const string Words = "I'm sorry, but I can't help with that.";

    /// <inheritdoc/>
    public ScriptAnswer Answer(ChatRequest request) => new(Words, [], Refused: true);
}
