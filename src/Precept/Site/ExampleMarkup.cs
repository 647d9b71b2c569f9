using Precept.Reports;
using Precept.Spec;
using Comparison = Precept.Spec.Comparison;

namespace Precept.Site;

/// <summary>Examples: a conversation, with good and bad replies side by side.</summary>
internal static class ExampleMarkup
{
    /// <summary>An example with its title and permalink.</summary>
    /// <param name="page">Where it stands.</param>
    /// <param name="example">The example.</param>
    /// <param name="anchor">Its anchor on the page.</param>
    /// <param name="headingLevel">The level of the heading that it stands under.</param>
    public static Html Render(PageContext page, SpecExample example, string anchor, int headingLevel)
    {
        var heading = $"h{Math.Min(6, headingLevel + 1)}";
        return Html.Of(
            $"""
            <article class="example" id="{anchor}">
            <{heading} class="example-title"><span class="eyebrow">{page.Ui["example"]}</span> {MarkdownMarkup.Line(page, example.Title)}{Permalink(page, anchor)}</{heading}>
            <div class="conversation">{Parts(page, example.Parts)}</div>
            </article>

            """);
    }

    /// <summary>An evaluation prompt: a conversation without grades.</summary>
    public static Html Prompt(PageContext page, SpecExample prompt) => Html.Of(
        $"""
        <div class="prompt"><p class="prompt-title">{MarkdownMarkup.Line(page, prompt.Title)}</p><div class="conversation">{Parts(page, prompt.Parts)}</div></div>

        """);

    /// <summary>A link to a place on its own page.</summary>
    public static Html Permalink(PageContext page, string anchor) =>
        Html.Of($"""<a class="permalink" href="#{Uri.EscapeDataString(anchor)}"{page.Ui.Label("permalink")}><span aria-hidden="true">#</span></a>""");

    private static Html Parts(PageContext page, IReadOnlyList<ExamplePart> parts) => Html.Of($"{parts.Select((part, i) => part switch
    {
        MessagePart message => Html.Of($"{(i > 0 && parts[i - 1] is Comparison ? GoesOn(page) : Html.Empty)}{MessageMarkup.Render(page, message.Message)}"),
        Comparison comparison => Graded(page, comparison),
        _ => Html.Of($"""<p class="elision"><span aria-hidden="true">[…]</span> <span class="note">{page.Ui["elision"]}</span></p>"""),
    })}");

    private static Html GoesOn(PageContext page) => Html.Of($"""<p class="goes-on">{page.Ui["goeson"]}</p>""");

    private static Html Graded(PageContext page, Comparison comparison) => Html.Of(
        $"""
        <div class="graded graded-{Math.Min(comparison.Replies.Count, 3)}" role="group"{page.Ui.Label("comparison")}>{comparison.Replies.Select(r => Reply(page, r))}</div>

        """);

    private static Html Reply(PageContext page, GradedReply reply)
    {
        var (name, icon) = reply.Verdict switch
        {
            Verdict.Good => ("good", Icons.Good),
            Verdict.Ok => ("ok", Icons.Ok),
            _ => ("bad", Icons.Bad),
        };
        var why = reply.Why is null ? Html.Empty : Html.Of($"""<span class="why" lang="{page.Ui.SpecTag}">{MarkdownMarkup.Line(page, reply.Why)}</span>""");
        var condition = reply.Condition is null ? Html.Empty : Html.Of($"""<p class="condition">{page.Ui["condition"]} <span lang="{page.Ui.SpecTag}">{MarkdownMarkup.Line(page, reply.Condition)}</span></p>""");
        var breaks = reply.BreaksSection is null ? Html.Empty : Html.Of($"""<p class="breaks">{page.Ui["breaks"]}: {page.LinkTo(reply.BreaksSection)}</p>""");
        var routing = MessageMarkup.Routing(page.Ui, reply.Message).ToString();
        var routed = routing.Length == 0 ? Html.Empty : Html.Of($"""<p class="who">{Html.Asset(routing)}</p>""");
        return Html.Of(
            $"""
            <div class="reply {name}"><p class="verdict"><strong>{icon}{page.Ui[name]}</strong> {why}</p>{condition}{routed}{MessageMarkup.Said(page.Ui, reply.Message)}{breaks}</div>

            """);
    }
}
