using Microsoft.AspNetCore.Components;
using Precept.Site;
using Precept.Spec;
using Precept.Workbench.Words;

namespace Precept.Workbench.Pages;

/// <summary>Messages of a conversation as markup, as the spec's own site writes them.</summary>
public static class SpokenText
{
    private static readonly Ui[] Interfaces = [.. Enum.GetValues<Language>().Select(l => new Ui(l.Code(), ""))];

    /// <summary>Who says it: role, name, addressee, and that a tool's output is data.</summary>
    public static MarkupString Speaker(Message message, Language language) => new(MessageMarkup.Who(Interfaces[(int)language], message).ToString());

    /// <summary>What is said, exactly as it is, with its untrusted parts marked.</summary>
    public static MarkupString Said(Message message, Language language) => new(MessageMarkup.Said(Interfaces[(int)language], message).ToString());
}
