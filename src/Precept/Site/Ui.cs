using System.Globalization;
using Precept.Reports;
using Precept.Spec.Checks;

namespace Precept.Site;

/// <summary>Words of the interface, in the language that the page is written with; the site's script exchanges them for the reader's.</summary>
/// <param name="language"><c>en</c> or <c>zh</c>.</param>
/// <param name="specLanguage">The language of the spec's text, or empty where it is not known.</param>
internal sealed class Ui(string language, string specLanguage)
{
    /// <summary>The tag of the interface's language.</summary>
    public string Tag => TagOf(language);

    /// <summary>The tag of the spec's language; empty where it is not known.</summary>
    public string SpecTag => TagOf(specLanguage);

    /// <summary>The interface for a spec: Chinese for a Chinese one, otherwise English.</summary>
    /// <param name="source">The spec's text.</param>
    public static Ui For(string source)
    {
        var found = LanguageDetection.Detect(source) ?? "";
        return new Ui(found == "zh" ? "zh" : "en", found);
    }

    /// <summary>A phrase as text of an element.</summary>
    public Html this[string key] => Html.Of($"""<span data-t="{key}"{Lang}>{Phrases.Of(key, language)}</span>""");

    /// <summary>A phrase with a number or a name for its <c>{0}</c>.</summary>
    public Html With(string key, string argument) =>
        Html.Of($"""<span data-t="{key}" data-a="{argument}"{Lang}>{Plain(key, argument)}</span>""");

    /// <summary>A phrase with a number for its <c>{0}</c>, in the form that the number asks for.</summary>
    public Html Count(string key, int number) => With(key, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>A phrase as an element's accessible name: the attributes, with a blank before them.</summary>
    public Html Label(string key) => Html.Of($""" aria-label="{Phrases.Of(key, language)}" data-t-label="{key}" """);

    /// <summary>A phrase as plain text.</summary>
    public string Plain(string key, string argument = "") => Phrases.Fill(Phrases.Of(key, language), argument);

    private Html Lang => specLanguage == language ? Html.Empty : Html.Of($" lang=\"{Tag}\"");

    private static string TagOf(string language) => language == "zh" ? "zh-CN" : language;
}
