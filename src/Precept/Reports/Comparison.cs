using Precept.Evaluation;
using Precept.Spec;

namespace Precept.Reports;

/// <summary>The scorecards of a report, checked and arranged by decoding and model.</summary>
internal sealed class Comparison
{
    private readonly ReportData _data;

    private Comparison(ReportData data)
    {
        _data = data;
        Models = [.. data.Scorecards.Select(s => s.Name).Distinct()];
        Decodings = [.. data.Scorecards.Select(s => s.Decoding).Distinct()];
    }

    /// <summary>The models' names, in order of first appearance.</summary>
    public IReadOnlyList<string> Models { get; }

    /// <summary>The decodings, in order of first appearance.</summary>
    public IReadOnlyList<string> Decodings { get; }

    /// <summary>Arranges the scorecards of a report.</summary>
    /// <exception cref="InputException">They cannot stand side by side: see the message.</exception>
    public static Comparison Of(ReportData data)
    {
        if (data.Scorecards.Count == 0)
        {
            throw new InputException("a report needs at least one scorecard: evaluate a model first");
        }

        var comparison = new Comparison(data);
        comparison.RefuseStrangers();
        comparison.RefuseUnknownNames();
        foreach (var card in data.Scorecards)
        {
            RefuseBrokenNumbers(card);
        }

        return comparison;
    }

    /// <summary>The scorecards of one decoding, in the order of <see cref="Models"/>.</summary>
    public IReadOnlyList<Scorecard> At(string decoding) =>
        [.. Models.Select(m => Find(m, decoding)).OfType<Scorecard>()];

    /// <summary>The scorecard of a model under a decoding, or null.</summary>
    public Scorecard? Find(string? model, string decoding) =>
        _data.Scorecards.FirstOrDefault(s => s.Name == model && s.Decoding == decoding);

    /// <summary>The model's colour, from 1 to 6; the name always stands beside it.</summary>
    public int Series(string model)
    {
        for (var i = 0; i < Models.Count; i++)
        {
            if (Models[i] == model)
            {
                return (i % 6) + 1;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(model), model, "not a model of this report");
    }

    private void RefuseStrangers()
    {
        foreach (var card in _data.Scorecards.Where(c => c.SpecHash != _data.SpecHash))
        {
            throw new InputException(
                $"scorecard '{card.Name}' ({card.Decoding}) was made under spec {card.SpecHash}, the report is about spec {_data.SpecHash}: evaluate the model again");
        }

        foreach (var decoding in _data.Scorecards.GroupBy(s => s.Decoding))
        {
            var first = decoding.First();
            if (decoding.FirstOrDefault(s => s.PromptsHash != first.PromptsHash) is { } other)
            {
                throw new InputException(
                    $"scorecards '{first.Name}' and '{other.Name}' ({decoding.Key}) answered different prompts ({first.PromptsHash}, {other.PromptsHash}): evaluate both on the same set");
            }

            if (decoding.GroupBy(s => s.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            {
                throw new InputException($"two scorecards are called '{twice.Key}' ({decoding.Key}): give each model its own name");
            }
        }
    }

    private void RefuseUnknownNames()
    {
        foreach (var name in new[] { _data.Featured, _data.Baseline }.Where(n => n is not null && !Models.Contains(n)))
        {
            throw new InputException($"no scorecard is called '{name}': expected one of {string.Join(", ", Models)}");
        }
    }

    private static void RefuseBrokenNumbers(Scorecard card)
    {
        var shares = new[]
            {
                new NamedRate("adherence", card.Adherence), new NamedRate("jailbreak resistance", card.JailbreakResistance),
                new NamedRate("over-refusal", card.OverRefusal), new NamedRate("well-formed", card.WellFormed),
            }
            .Concat(card.Sections).Concat(card.Authorities).Concat(card.Families);
        foreach (var (id, rate) in shares)
        {
            var isShare = rate is { N: 0 } or { N: > 0, Value: >= 0 and <= 1, Low: >= 0 and <= 1, High: >= 0 and <= 1 };
            if (!isShare)
            {
                throw new InputException(
                    $"scorecard '{card.Name}' ({card.Decoding}): {id} is {rate.Value} [{rate.Low}, {rate.High}] of {rate.N}: expected shares from 0 to 1, or a count of 0");
            }
        }

        foreach (var part in new[] { card.Sections, card.Authorities, card.Families })
        {
            if (part.GroupBy(r => r.Id).FirstOrDefault(g => g.Count() > 1) is { } twice)
            {
                throw new InputException($"scorecard '{card.Name}' ({card.Decoding}) names '{twice.Key}' twice");
            }
        }
    }
}
