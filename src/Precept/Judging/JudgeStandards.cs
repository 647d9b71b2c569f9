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
    /// <summary>Whether all of them, one drawn, or each in turn.</summary>
    public JudgeGround Ground => ground;

    /// <summary>Whether the seed decides what is judged by.</summary>
    public bool Draws => ground == JudgeGround.Drawn || constitution?.Principles.Count > MostInEnsemble;

    /// <summary>Hash of the constitution's requests for critique, in order; null where sections are judged by.</summary>
    public string? ConstitutionHash { get; } = constitution is null ? null : ContentHash.Of(constitution.Principles.Select(p => p.Critique));

    /// <summary>Most standards of an ensemble: as many principles as Bai et al. 2022 had.</summary>
    public const int MostInEnsemble = 16;

    /// <summary>The standards of a comparison: one, several for an ensemble, or none where nothing applies or finds room.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="responses">What is compared. The draw depends on which they are, not on their order: both orders of a pair are judged by the same principle.</param>
    /// <param name="leftOut">What applies but found no room.</param>
    public IReadOnlyList<JudgeStandard> For(Prompt prompt, IReadOnlyList<Response> responses, out IReadOnlyList<string> leftOut)
    {
        if (constitution is not null)
        {
            leftOut = [];
            return Choose(Principles(constitution), prompt, responses);
        }

        if (ground == JudgeGround.Sections)
        {
            var all = applicable.For(prompt);
            leftOut = all.Missing;
            return all.Sections.Count > 0 ? [new JudgeStandard("", all.Sections) { Hashes = all.Hashes }] : [];
        }

        Applicable[] each = [.. applicable.Each(prompt)];
        leftOut = [.. each.SelectMany(a => a.LeftOut)];
        return Choose([.. each.Where(a => a.Sections.Count > 0).Select(a => new JudgeStandard($"section:{a.Sections[0].Id}", a.Sections) { Hashes = a.Hashes })], prompt, responses);
    }

    private IReadOnlyList<JudgeStandard> Choose(JudgeStandard[] each, Prompt prompt, IReadOnlyList<Response> responses)
    {
        if (ground != JudgeGround.Ensemble)
        {
            return each.Length == 0 ? [] : [each[SeededRandom.For(seed, ["principle", prompt.Id, .. responses.Select(r => r.Id).Order(StringComparer.Ordinal)]).NextInt(each.Length)]];
        }

        if (each.Length > MostInEnsemble)
        {
            // The same ones for every comparison, or their results could not be held against each other; the names keep their order.
            var order = Enumerable.Range(0, each.Length).ToArray();
            SeededRandom.For(seed, "ensemble").Shuffle(order);
            each = constitution is null ? each[..MostInEnsemble] : [.. order.Take(MostInEnsemble).Order().Select(i => each[i])];
        }

        return each;
    }

    private JudgeStandard[] Principles(Constitution of) =>
        [.. of.Principles.Select((p, i) => new JudgeStandard(string.Create(CultureInfo.InvariantCulture, $"principle:{i + 1}"), []) { Principle = p, Hashes = applicable.HashesOf(p) })];
}
