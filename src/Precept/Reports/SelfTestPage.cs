using System.Globalization;
using Precept.Evaluation;
using Precept.Spec;

namespace Precept.Reports;

/// <summary>One self-contained HTML page about what judges are worth on the graded replies of a spec.</summary>
/// <remarks>As <see cref="ReportPage"/>: no network, a content security policy by hash, well-formed as XML, complete without its script, the same bytes for the same data.</remarks>
public static class SelfTestPage
{
    /// <summary>The most judges side by side: as many as there are colours beside that of the baselines.</summary>
    public const int MostJudges = 5;

    /// <summary>Renders the page.</summary>
    /// <param name="entries">The judges, the first of them the one that others are held against. All text is taken as hostile and escaped.</param>
    /// <returns>The page, with <c>\n</c> line ends; write it as UTF-8.</returns>
    /// <exception cref="InputException">There are no judges, or more than <see cref="MostJudges"/>.</exception>
    public static string Render(IReadOnlyList<SelfTestEntry> entries)
    {
        if (entries.Count is 0 or > MostJudges)
        {
            throw new InputException($"{entries.Count} judges on one page; 1 to {MostJudges} have room");
        }

        var first = entries[0].Report;
        var facts = Html.Of(
            $"""<dl class="facts"><div><dt>Spec</dt><dd>{first.Spec.Version} <code class="hash">{first.Spec.Hash}</code></dd></div><div><dt>Cases</dt><dd>{Number(first.N)} pairs from {Number(first.Comparisons)} comparisons in {Number(first.Examples)} examples</dd></div><div><dt>Seed</dt><dd>{first.Seed}</dd></div></dl>""");
        return SmallPage.Render("What the judge is worth", string.Join(" · ", entries.Select(e => e.Name)), Parts(entries), facts, PageAssets.SelfTestCss);
    }

    /// <summary>A count with its thousands marked.</summary>
    internal static string Number(int n) => n.ToString("N0", CultureInfo.InvariantCulture);

    private static IReadOnlyList<DiffPart> Parts(IReadOnlyList<SelfTestEntry> entries)
    {
        List<DiffPart> parts =
        [
            new("result", "Result", "Result", SelfTestResult.Render(entries)),
            new("bias", "Bias", "What sways it", SelfTestResult.Bias(entries)),
            new("confusion", "Confusion", "Confusion", PerJudge(entries, SelfTestMatrix.Render)),
            new("authority", "Authority", "By authority", SelfTestBars.Authorities(entries)),
            new("sections", "Sections", "By section, the weakest first", SelfTestBars.Sections(entries)),
        ];
        if (entries.Any(e => e.Report.Calibration is not null))
        {
            parts.Add(new("calibration", "Calibration", "Do its probabilities come true?", PerJudge(entries, SelfTestPlot.Render)));
        }

        parts.Add(new("cases", "Cases", "Cases that it does not get right", PerJudge(entries, SelfTestWrongCases.Render)));
        parts.Add(new("method", "Method", "How it was measured", Method));
        return parts;
    }

    private static Html PerJudge(IReadOnlyList<SelfTestEntry> entries, Func<SelfTestEntry, Html> render) => entries.Count == 1
        ? render(entries[0])
        : Html.Of($"{entries.Select(e => Html.Of($"<h3>{e.Name}</h3>{render(e)}"))}");

    private static Html Method => Html.Of(
        $"""
        <ul class="test-lead">
        <li>Of every comparison in the spec's examples each pair of differently graded replies is a case. Replies are shown in an order drawn by seed.</li>
        <li>While a judge is tested on an example, that example is taken out of the spec that it is shown, unless the name says "examples in view".</li>
        <li>A case is right where the judge prefers the reply that the spec grades higher. A tie is wrong. A judgment that was refused, could not be read, timed out or was filtered is no case of the accuracy; "failed count as wrong" counts it against the judge.</li>
        <li>Intervals hold 95 %. Pairs of one example are alike; shares have Wilson's interval for as many independent cases as they are worth, differences that of a bootstrap of whole examples. The p-values are McNemar's exact ones and take pairs as independent.</li>
        <li>The examples of a published spec may have been in a model's training data. A high share here is no proof that the judge reads the spec.</li>
        </ul>
        """);
}
