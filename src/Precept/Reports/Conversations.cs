using Precept.Spec;

namespace Precept.Reports;

/// <summary>Sample conversations: the prompt, then the answers before and after, side by side.</summary>
internal static class Conversations
{
    /// <summary>All samples, numbered.</summary>
    public static Html Render(ReportData data) => Html.Of($"{data.Conversations.Select((c, i) => Sample(data, c, i + 1))}");

    private static Html Sample(ReportData data, SampleConversation sample, int number) => Html.Of(
        $"""
        <article class="card sample" aria-labelledby="sample-{number}">
        <h3 id="sample-{number}">Conversation {number} {sample.Sections.Select(s => Naming.Label(data, s))}</h3>
        <div class="prompt">{sample.Prompt.Select(Turn)}</div>
        <div class="replies">{Reply(data, "Before", sample.Before)}{Reply(data, "After", sample.After)}</div>
        </article>

        """);

    /// <summary>One message.</summary>
    internal static Html Turn(Message message)
    {
        var name = message.Name is null ? Html.Empty : Html.Of($" <code>{message.Name}</code>");
        var recipient = message.Recipient is null ? Html.Empty : Html.Of($" to <code>{message.Recipient}</code>");
        var data = message.Role == Role.Tool ? Html.Of($" <span class=\"tag\">data, no authority</span>") : Html.Empty;
        return Html.Of(
            $"""<div class="turn role-{message.RoleName}"><p class="role">{message.RoleName}{name}{recipient}{data}</p><div class="said" dir="auto">{Content(message)}</div></div>""");
    }

    private static Html Reply(ReportData data, string when, SampleReply reply)
    {
        var broken = reply.Broken.Count == 0
            ? Html.Of($"""<span class="chip kept">✓ nothing broken</span>""")
            : Html.Of($"""{reply.Broken.Select(id => Broken(data, id))}""");
        var text = reply.Text.Length == 0 ? Html.Of($"""<span class="missing">empty answer</span>""") : Html.Text(reply.Text);
        return Html.Of(
            $"""<section class="reply"><h4>{when}: {reply.Model}</h4><div class="said" dir="auto">{text}</div><p class="verdict">{broken}</p></section>""");
    }

    private static Html Broken(ReportData data, string id) => Html.Of(
        $"""<span class="chip broken" title="{Naming.Of(data, id).Title}">✗ breaks {Naming.Breakable(id)}</span> """);

    /// <summary>The text with its untrusted spans marked. Spans beyond the text or inside an earlier span are clipped.</summary>
    private static Html Content(Message message)
    {
        var (text, parts, at) = (message.Content, new List<Html>(), 0);
        foreach (var span in message.Untrusted)
        {
            var start = (int)Math.Clamp(span.Start, at, text.Length);
            var end = (int)Math.Clamp((long)span.Start + span.Length, start, text.Length);
            if (end > start)
            {
                parts.Add(Html.Text(text.AsSpan(at, start - at)));
                parts.Add(Html.Of($"""<mark><span class="tag">untrusted</span> {Html.Text(text.AsSpan(start, end - start))}</mark>"""));
                at = end;
            }
        }

        parts.Add(Html.Text(text.AsSpan(at)));
        return Html.Of($"{parts}");
    }
}
