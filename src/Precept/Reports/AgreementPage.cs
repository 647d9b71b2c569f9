using Precept.Evaluation;
using Precept.Judging;

namespace Precept.Reports;

/// <summary>One self-contained HTML page about how far judges agree: a matrix of them, each two in figures, and the cases where they differ.</summary>
/// <remarks>As <see cref="ReportPage"/>: no network, a content security policy by hash, well-formed as XML, complete without its script.</remarks>
public static class AgreementPage
{
    /// <summary>Renders the page.</summary>
    /// <param name="report">What is shown. All text is taken as hostile and escaped.</param>
    /// <param name="cases">How many disagreements of each two judges are shown.</param>
    /// <returns>The page, with <c>\n</c> line ends; write it as UTF-8.</returns>
    public static string Render(AgreementReport report, int cases)
    {
        var letters = report.Judges.Select((j, i) => (j.Judge, Letter: JudgeLetters.Of(i))).ToDictionary(j => j.Judge, j => j.Letter);
        (string Id, string Link, string Title, Html Content)[] parts =
        [
            ("judges", "Judges", "The judges", Judges(report, letters)),
            ("matrix", "Matrix", "Each two of them", AgreementMatrix.Render(report, letters)),
            .. report.Pairs.Select((p, i) => ($"pair-{i + 1}", $"{letters[p.First]} and {letters[p.Second]}", $"{p.First} and {p.Second}", AgreementPair.Render(report, p, cases))),
        ];
        return SmallPage.Render(
            "How far judges agree",
            $"pairs of responses that both judged, under {report.SpecVersion}{(report.WithStale ? ", stale judgments included" : " as it is now")}",
            [.. parts.Select(p => new DiffPart(p.Id, p.Link, p.Title, p.Content))]);
    }

    private static Html Judges(AgreementReport report, Dictionary<string, string> letters) => PlainTables.Table(
        "The judges",
        ["Short", "Judge", "Judgments", "Pairs", "Ties", "Judged again", "Of them wavering", "No vote"],
        report.Judges.Select(j => (IReadOnlyList<Html>)
        [
            Html.Of($"{letters[j.Judge]}"),
            Html.Of($"<code>{j.Judge}</code>"),
            Html.Of($"{$"{j.Judgments:#,0}"}"),
            Html.Of($"{$"{j.Pairs.Count:#,0}"}"),
            Html.Of($"{$"{j.Pairs.Values.Count(p => p.Verdict == 0):#,0}"}"),
            Html.Of($"{$"{j.Repeated:#,0}"}"),
            Html.Of($"{$"{j.Wavering:#,0}"}"),
            Html.Of($"{NoVotes(j)}"),
        ]));

    private static string NoVotes(JudgeVerdicts judge) => string.Join(", ", Enum.GetValues<Outcome>()
        .Where(o => o != Outcome.Judged && judge.Outcomes.GetValueOrDefault(o) > 0).Select(o => $"{judge.Outcomes[o]:#,0} {o.ToString().ToLowerInvariant()}"));
}

/// <summary>Short names of judges: A, B, …, Z, A1, B1, ….</summary>
public static class JudgeLetters
{
    /// <summary>The name of the judge at a place, from 0.</summary>
    public static string Of(int place) => (char)('A' + (place % 26)) + (place < 26 ? "" : $"{place / 26}");
}
