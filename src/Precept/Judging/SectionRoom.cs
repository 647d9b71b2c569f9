using System.Collections.Concurrent;
using Precept.Endpoints;
using Precept.Spec;

namespace Precept.Judging;

/// <summary>Gives sections their places in a judge's prompt, within a number of tokens.</summary>
/// <remarks>
/// No text is ever cut in the middle. First the sections' texts, in their order of priority, each whole or not at all; then, with the room that is left, their examples in the same order.
/// So the text of a section of low priority comes before the examples of one of high priority: a rule that is seen without examples can be applied, one that is not seen cannot.
/// </remarks>
/// <param name="tokens">Most tokens, estimated (<see cref="TokenEstimate"/>).</param>
internal sealed class SectionRoom(int tokens)
{
    private const int PerSection = 80; // its line with id, authority and meaning, and the delimiters
    private readonly ConcurrentDictionary<Section, (int Text, int[] Examples)> _sizes = new(ReferenceEqualityComparer.Instance);

    /// <summary>The sections that find room, in the order given, with the examples that do; the ids of those that do not; and of those that lack examples.</summary>
    /// <param name="byPriority">The sections, most important first.</param>
    public (IReadOnlyList<Section> Shown, IReadOnlyList<Section> LeftOut, IReadOnlyList<Section> WithoutExamples) Fit(IReadOnlyList<Section> byPriority)
    {
        var left = tokens;
        var (shown, leftOut, without) = (new List<Section>(), new List<Section>(), new List<Section>());
        foreach (var section in byPriority)
        {
            var size = SizeOf(section).Text;
            (size <= left ? shown : leftOut).Add(section);
            left -= size <= left ? size : 0;
        }

        for (var i = 0; i < shown.Count; i++)
        {
            var sizes = SizeOf(shown[i]).Examples;
            var fit = 0;
            for (; fit < sizes.Length && sizes[fit] <= left; fit++)
            {
                left -= sizes[fit];
            }

            if (fit < sizes.Length)
            {
                without.Add(shown[i]);
                shown[i] = shown[i] with { Examples = [.. shown[i].Examples.Take(fit)] };
            }
        }

        return (shown, leftOut, without);
    }

    private (int Text, int[] Examples) SizeOf(Section section) => _sizes.GetOrAdd(section, static s => (
        PerSection + TokenEstimate.Of(JudgePrompt.SectionText(s with { Examples = [] })),
        [.. s.Examples.Select(e => TokenEstimate.Of(JudgePrompt.ExampleText(e)))]));
}
