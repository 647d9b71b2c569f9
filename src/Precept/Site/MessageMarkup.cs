using Precept.Reports;
using Precept.Spec;

namespace Precept.Site;

/// <summary>Messages of a conversation, exactly as they are: not as Markdown, with every blank, and with marks for what cannot be seen.</summary>
internal static class MessageMarkup
{
    /// <summary>A message with its speaker.</summary>
    public static Html Render(PageContext page, Message message) => Html.Of(
        $"""
        <div class="message role-{message.RoleName}"><p class="who">{Who(page.Ui, message)}</p>{Said(page.Ui, message)}</div>

        """);

    /// <summary>The speaker: role, name, addressee, whether the turn ends, and that a tool's output is data.</summary>
    public static Html Who(Ui ui, Message message)
    {
        var name = message.Name is null ? Html.Empty : Html.Of($" <code>{message.Name}</code>");
        var data = message.Role == Role.Tool ? Html.Of($""" <span class="note warn">{ui["data"]}</span>""") : Html.Empty;
        return Html.Of($"""<span class="role">{ui["role." + message.RoleName]}</span>{name}{Routing(ui, message)}{data}""");
    }

    /// <summary>To whom a message goes and whether it ends the turn; empty where the spec does not say.</summary>
    public static Html Routing(Ui ui, Message message)
    {
        var recipient = message.Recipient is null ? Html.Empty : Html.Of($""" <span class="note">→ {ui["to"]} <code>{message.Recipient}</code></span>""");
        var end = message.EndTurn switch
        {
            true => Html.Of($""" <span class="note">{ui["endturn.true"]}</span>"""),
            false => Html.Of($""" <span class="note">{ui["endturn.false"]}</span>"""),
            null => Html.Empty,
        };
        return Html.Of($"{recipient}{end}");
    }

    /// <summary>The text, with its untrusted spans marked. Spans beyond the text or inside an earlier span are clipped.</summary>
    public static Html Said(Ui ui, Message message)
    {
        var (text, parts, at) = (message.Content, new List<Html>(), 0);
        foreach (var span in message.Untrusted)
        {
            var start = (int)Math.Clamp(span.Start, at, text.Length);
            var end = (int)Math.Clamp((long)span.Start + span.Length, start, text.Length);
            if (end > start)
            {
                parts.Add(Text(text[at..start]));
                parts.Add(Html.Of($"""<mark class="untrusted"><span class="note warn">{ui["untrusted"]}</span> {Text(text[start..end])}</mark>"""));
                at = end;
            }
        }

        parts.Add(Text(text[at..]));
        var said = text.Length == 0 ? Html.Of($"""<span class="note">{ui["empty"]}</span>""") : Html.Of($"{parts}");
        return Html.Of($"""<div class="said" dir="auto">{said}</div>""");
    }

    private static Html Text(string text) => Html.Text(text, text.Length);
}
