using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Precept.Workbench.Words;

/// <summary>A phrase of the interface in both languages: there is no way to write it in one alone.</summary>
/// <param name="En">In English.</param>
/// <param name="Zh">In Chinese (简体中文).</param>
public sealed partial record Phrase(string En, string Zh)
{
    /// <summary>In a language.</summary>
    public string In(Language language) => language == Language.Zh ? Zh : En;

    /// <summary>In a language, with its places (<c>{0}</c>) filled in; <c>{0} label(s)</c> is one label or two labels.</summary>
    public string In(Language language, params object?[] values) => string.Format(
        CultureInfo.InvariantCulture,
        CountedPattern().Replace(In(language), m => m.Groups[1].Value + (Convert.ToString(values[int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)], CultureInfo.InvariantCulture) == "1" ? "" : "s")),
        values);

    [GeneratedRegex(@"(\{(\d)\} [a-z]+)\(s\)")]
    private static partial Regex CountedPattern();
}

/// <summary>The languages of the interface.</summary>
public enum Language
{
    /// <summary>English.</summary>
    En,

    /// <summary>简体中文.</summary>
    Zh,
}

/// <summary>Chooses a request's language.</summary>
public static class Languages
{
    /// <summary>The cookie that remembers the choice before and after signing in.</summary>
    public const string Cookie = "precept-language";

    /// <summary>The language as pages declare it.</summary>
    public static string Tag(this Language language) => language == Language.Zh ? "zh-Hans" : "en";

    /// <summary>The language in addresses, cookies and settings.</summary>
    public static string Code(this Language language) => language == Language.Zh ? "zh" : "en";

    /// <summary>Reads a code; null where it is none.</summary>
    public static Language? Parse(string? code) => code switch { "en" => Language.En, "zh" => Language.Zh, _ => null };

    /// <summary>By the cookie, else by what the browser asks for first.</summary>
    public static Language Of(HttpRequest request) => Parse(request.Cookies[Cookie])
        ?? (request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.ToString()).FirstOrDefault(l => l.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || l.StartsWith("en", StringComparison.OrdinalIgnoreCase)) is { } first
            && first.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Language.Zh : Language.En);
}
