using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Precept.Workbench.Security;
using Precept.Workbench.Words;

namespace Precept.Workbench.Pages;

/// <summary>What every page knows of its request: who asks, in which language, under which theme.</summary>
public sealed class PageContext(IHttpContextAccessor accessor, IAntiforgery antiforgery, WorkbenchOptions options)
{
    /// <summary>The cookie that remembers the theme.</summary>
    public const string ThemeCookie = "precept-theme";

    private HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("a page is rendered within a request");

    /// <summary>The person, or null.</summary>
    public Who? Who => Who.Of(Http.User);

    /// <summary>The language.</summary>
    public Language Language => Languages.Of(Http.Request);

    /// <summary><c>auto</c>, <c>light</c> or <c>dark</c>.</summary>
    public string Theme => Http.Request.Cookies[ThemeCookie] is "light" or "dark" ? Http.Request.Cookies[ThemeCookie]! : "auto";

    /// <summary>The address within this server, with its query.</summary>
    public string Address => Http.Request.Path + Http.Request.QueryString;

    /// <summary>The server's address as the request names it: scheme and host.</summary>
    public string Origin => $"{Http.Request.Scheme}://{Http.Request.Host}";

    /// <summary>Whether this is the demonstration.</summary>
    public bool IsDemo => options.Demo;

    /// <summary>The token that forms and scripts send back.</summary>
    public string Token => antiforgery.GetAndStoreTokens(Http).RequestToken!;

    /// <summary>A phrase in the page's language.</summary>
    public string Say(Phrase phrase) => phrase.In(Language);

    /// <summary>A phrase with its places filled in.</summary>
    public string Say(Phrase phrase, params object?[] values) => phrase.In(Language, values);
}
