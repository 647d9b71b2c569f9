using System.Globalization;
using Precept.Prompts;
using Precept.Responses;
using Precept.Spec;
using Precept.Spec.Importing;

namespace Precept.Judging;

/// <summary>Finds what each comparison is made by.</summary>
/// <param name="applicable">The sections of a prompt.</param>
/// <param name="ground">Whether all of them, one drawn, or each in turn.</param>
/// <param name="constitution">Principles in place of sections, or null.</param>
/// <param name="seed">Seed of the draw.</param>
internal sealed class JudgeStandards(ApplicableSections applicable, JudgeGround ground, Constitution? constitution, long seed)
{
    /// <summary>The standards of a comparison: one, or several for an ensemble.</summary>
    /// <remarks>The draw depends on the prompt and on which responses are compared, not on their order: both orders of a pair are judged by the same principle.</remarks>
    public IReadOnlyList<JudgeStandard> For(Prompt prompt, IReadOnlyList<Response> responses)
    {
        if (ground == JudgeGround.Sections)
        {
            var all = applicable.For(prompt);
            return [new JudgeStandard("", all.Sections) { Hashes = all.Hashes, LeftOut = all.LeftOut }];
        }

        var each = constitution is null ? Sections(prompt) : Principles(constitution);
        return ground == JudgeGround.Ensemble || each.Count == 0
            ? each
            : [each[SeededRandom.For(seed, ["principle", prompt.Id, .. responses.Select(r => r.Id).Order(StringComparer.Ordinal)]).NextInt(each.Count)]];
    }

    private IReadOnlyList<JudgeStandard> Sections(Prompt prompt) =>
        [.. applicable.Each(prompt).Select(a => new JudgeStandard($"section:{a.Sections[0].Id}", a.Sections) { Hashes = a.Hashes, LeftOut = a.LeftOut })];

    private IReadOnlyList<JudgeStandard> Principles(Constitution of) =>
        [.. of.Principles.Select((p, i) => new JudgeStandard(string.Create(CultureInfo.InvariantCulture, $"principle:{i + 1}"), []) { Principle = p, Hashes = applicable.HashesOf(p) })];
}
