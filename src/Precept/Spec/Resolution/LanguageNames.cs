using System.Collections.Frozen;

namespace Precept.Spec.Resolution;

/// <summary>The languages that instructions name, in English and Chinese, with their ISO 639-1 codes.</summary>
internal static class LanguageNames
{
    private static readonly FrozenDictionary<string, string> Codes = new Dictionary<string, string>
    {
        ["english"] = "en",
        ["chinese"] = "zh",
        ["mandarin"] = "zh",
        ["french"] = "fr",
        ["german"] = "de",
        ["spanish"] = "es",
        ["japanese"] = "ja",
        ["korean"] = "ko",
        ["italian"] = "it",
        ["portuguese"] = "pt",
        ["russian"] = "ru",
        ["arabic"] = "ar",
        ["hindi"] = "hi",
        ["dutch"] = "nl",
        ["英文"] = "en",
        ["英语"] = "en",
        ["中文"] = "zh",
        ["汉语"] = "zh",
        ["普通话"] = "zh",
        ["法语"] = "fr",
        ["法文"] = "fr",
        ["德语"] = "de",
        ["德文"] = "de",
        ["西班牙语"] = "es",
        ["日语"] = "ja",
        ["日文"] = "ja",
        ["韩语"] = "ko",
        ["意大利语"] = "it",
        ["葡萄牙语"] = "pt",
        ["俄语"] = "ru",
        ["阿拉伯语"] = "ar",
    }.ToFrozenDictionary();

    /// <summary>The names in Latin letters, for a pattern.</summary>
    public static string English { get; } = string.Join('|', Codes.Keys.Where(k => char.IsAscii(k[0])).Order(StringComparer.Ordinal));

    /// <summary>The names in Chinese, for a pattern.</summary>
    public static string Chinese { get; } = string.Join('|', Codes.Keys.Where(k => !char.IsAscii(k[0])).Order(StringComparer.Ordinal));

    /// <summary>The code of a name.</summary>
    public static string Code(string name) => Codes[name];

    /// <summary>A language's English name, or its code where it has none here.</summary>
    public static string Of(string code) => Codes.Where(c => c.Value == code && char.IsAscii(c.Key[0])).Select(c => c.Key).Order(StringComparer.Ordinal).FirstOrDefault() is { } name
        ? char.ToUpperInvariant(name[0]) + name[1..]
        : code;
}
