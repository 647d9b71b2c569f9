using Microsoft.AspNetCore.Components;
using Precept.Workbench.Words;

namespace Precept.Workbench.Pages;

/// <summary>What pages and their parts have in common: the request's context, and a short way to say a phrase.</summary>
public abstract class WorkbenchPage : ComponentBase
{
    /// <summary>The request's context.</summary>
    [Inject]
    public required PageContext Page { get; set; }

    /// <summary>A phrase in the page's language.</summary>
    protected string T(Phrase phrase) => Page.Say(phrase);

    /// <summary>A phrase with its places filled in.</summary>
    protected string T(Phrase phrase, params object?[] values) => Page.Say(phrase, values);
}
