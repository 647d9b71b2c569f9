using System.Text.Json.Nodes;
using Precept.Endpoints;
using Precept.Evaluation;
using Precept.Judging;

namespace Precept.Cli.Commands;

/// <summary>What a round of judging found.</summary>
/// <param name="checks">Knows for which sections a prompt can tell anything by checks.</param>
internal sealed class JudgeTally(CheckJudge checks)
{
    private readonly Dictionary<string, (int Broken, int Responses)> _sections = [];
    private readonly Dictionary<Outcome, int> _outcomes = [];
    private readonly Dictionary<string, int> _deciders = [];
    private readonly List<IReadOnlyList<Vote>> _votes = [];
    private int _inBothOrders;
    private int _disagreeing;
    private int _favoursFirst;

    /// <summary>Judged now: asked about, whatever came of it.</summary>
    public int Asked { get; private set; }

    /// <summary>Judged already under the spec as it is now.</summary>
    public int Current { get; set; }

    /// <summary>Not judged: the prompt names no section that a check could be of.</summary>
    public int WithoutSections { get; set; }

    /// <summary>Of all judgments, those whose responses all share one rank.</summary>
    public int Ties { get; private set; }

    /// <summary>Judged now, with a ranking.</summary>
    public int Judged => Asked - NotVotes.Sum(o => Count(o));

    /// <summary>Share of the pairs asked about in both orders whose orders disagree; no count where nothing was asked so.</summary>
    public Rate PositionBias => Statistics.Wilson(_disagreeing, _inBothOrders);

    /// <summary>What the members of a panel, or the principles of an ensemble, are worth together; null where there are none.</summary>
    private PanelIndependence? Panel => PanelIndependence.Of(_votes);

    /// <summary>Share of the pairs of votes on one thing that say the same.</summary>
    private Rate VotesAgree => Statistics.Share(
        from votes in _votes
        let judged = votes.Where(v => v.Outcome == Outcome.Judged).ToArray()
        from i in Enumerable.Range(0, judged.Length)
        from j in Enumerable.Range(i + 1, judged.Length - i - 1)
        select judged[i].Ranks.SequenceEqual(judged[j].Ranks));

    private static IEnumerable<Outcome> NotVotes => Enum.GetValues<Outcome>().Where(o => o != Outcome.Judged);

    /// <summary>Counts what a judgment says.</summary>
    /// <param name="judgment">The judgment.</param>
    /// <param name="task">What it is about.</param>
    /// <param name="isNew">Whether it was made now.</param>
    public void Add(Judgment judgment, JudgeTask task, bool isNew)
    {
        if (isNew)
        {
            Asked++;
            _outcomes[judgment.Outcome] = Count(judgment.Outcome) + 1;
        }
        else
        {
            Current++;
        }

        Ties += judgment.Ranks.Count > 1 && judgment.Ranks.Distinct().Count() == 1 ? 1 : 0;
        if (judgment.OrdersAgree is { } agree)
        {
            _inBothOrders++;
            _disagreeing += agree ? 0 : 1;
            _favoursFirst += judgment.FavoursFirst == true ? 1 : 0;
        }

        if (judgment.Votes.Count > 1)
        {
            _votes.Add(judgment.Votes);
        }

        if (judgment.DecidedBy.Length > 0)
        {
            _deciders[judgment.DecidedBy] = _deciders.GetValueOrDefault(judgment.DecidedBy) + 1;
        }

        foreach (var id in Told(judgment, task))
        {
            var (broken, n) = _sections.GetValueOrDefault(id);
            _sections[id] = (broken + judgment.Broken.Count(b => b.Contains(id)), n + judgment.Broken.Count);
        }
    }

    public JsonObject ToJson(SpecInUse spec, string judge, ModelUsage usage, TimeSpan time)
    {
        var json = new JsonObject { ["spec"] = spec.Document.Hash, ["judge"] = judge, ["judged"] = Judged, ["current"] = Current };
        foreach (var outcome in NotVotes)
        {
            json[outcome.ToString().ToLowerInvariant()] = Count(outcome);
        }

        json["cached"] = usage.Cached;
        json["ties"] = Ties;
        json["withoutSections"] = WithoutSections;
        json["positionBias"] = _inBothOrders > 0 ? PositionBias.Value : null;
        json["favoursFirst"] = _favoursFirst;
        json["bothOrders"] = _inBothOrders;
        json["decidedBy"] = new JsonObject(_deciders.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => KeyValuePair.Create<string, JsonNode?>(d.Key, d.Value)));
        json["panel"] = Panel is not { } panel ? null : new JsonObject
        {
            ["members"] = panel.Members,
            ["agreement"] = VotesAgree.Value,
            ["low"] = VotesAgree.Low,
            ["high"] = VotesAgree.High,
            ["n"] = VotesAgree.N,
            ["correlation"] = panel.Correlation,
            ["effective"] = panel.Effective,
        };
        json["requests"] = usage.Requests;
        json["tokens"] = usage.Tokens;
        json["cost"] = usage.Cost;
        json["seconds"] = Math.Round(time.TotalSeconds, 2);
        json["sections"] = new JsonArray([.. InOrder(spec).Select(s => (JsonNode)new JsonObject
        {
            ["id"] = s.Id,
            ["broken"] = s.Broken,
            ["rate"] = s.Rate.Value,
            ["low"] = s.Rate.Low,
            ["high"] = s.Rate.High,
            ["n"] = s.Rate.N,
        })]);
        return json;
    }

    public IEnumerable<IReadOnlyList<string>> Rows(SpecInUse spec) =>
        InOrder(spec).Select(s => (IReadOnlyList<string>)[s.Id, $"{s.Rate.N:#,0}", $"{s.Broken:#,0}", Rates.Text(s.Rate)]);

    /// <summary>What people read below the table.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"{Judged:#,0} judged now, {Current:#,0} were current already; {Ties:#,0} of all are ties throughout";
        if (NotVotes.Where(o => Count(o) > 0).Select(o => $"{Count(o):#,0} {o.ToString().ToLowerInvariant()}").ToArray() is { Length: > 0 } failures)
        {
            yield return $"no vote: {string.Join(", ", failures)}; timeouts are asked again by the same command";
        }

        if (_inBothOrders > 0)
        {
            yield return $"position bias: {Rates.Text(PositionBias)} % of {_inBothOrders:#,0} pairs, which count as ties";
            yield return $"  of them {_favoursFirst:#,0} for the response shown first both times";
        }

        if (_deciders.Count > 0)
        {
            yield return $"decided by: {string.Join(", ", _deciders.OrderByDescending(d => d.Value).Select(d => $"{d.Key} {d.Value:#,0}"))}";
        }

        if (Panel is { } panel)
        {
            yield return $"votes of {panel.Members} members agree two by two in {Rates.Text(VotesAgree)} %";
            yield return $"  correlation {panel.Correlation:0.00}: worth {panel.Effective:0.0} independent ones";
        }

        if (WithoutSections > 0)
        {
            yield return $"{WithoutSections:#,0} left out: their prompts name no section that a check could be of";
        }
    }

    // Checks tell of a section only where one applies to the prompt; a model tells of every section it judged under, if it names breaches at all.
    private IEnumerable<string> Told(Judgment judgment, JudgeTask task) => judgment switch
    {
        { Judge: CheckJudge.Name } => checks.MeasuredSectionsOf(task.Prompt).Select(s => s.Id),
        { Broken.Count: > 0 } => judgment.SectionHashes.Keys,
        _ => [],
    };

    private int Count(Outcome outcome) => _outcomes.GetValueOrDefault(outcome);

    private IEnumerable<(string Id, int Broken, Rate Rate)> InOrder(SpecInUse spec) =>
        from section in spec.Document.Sections
        where _sections.ContainsKey(section.Id)
        let count = _sections[section.Id]
        select (section.Id, count.Broken, Statistics.Wilson(count.Broken, count.Responses));
}
