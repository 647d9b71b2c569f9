using System.Security.Cryptography;
using System.Text;

namespace Precept.Reports;

/// <summary>The style sheet and the script that stand inside the page.</summary>
internal static class PageAssets
{
    /// <summary>The style sheet.</summary>
    public static string Css { get; } = Read("report.css");

    /// <summary>What a page about a spec's changes needs beside <see cref="Css"/>.</summary>
    public static string DiffCss { get; } = Read("diff.css");

    /// <summary>What a page about a judge's self-test needs beside <see cref="Css"/>.</summary>
    public static string SelfTestCss { get; } = Read("selftest.css");

    /// <summary>The script: theme and decoding toggles, nothing else.</summary>
    public static string Js { get; } = Read("report.js");

    /// <summary>A content security policy that lets in this style sheet and this script, by their hashes, and nothing else at all.</summary>
    public static string SecurityPolicy { get; } = PolicyFor(Css);

    /// <summary>The same for a page whose one style sheet is another.</summary>
    public static string PolicyFor(string css) => $"default-src 'none'; style-src '{Hash(css)}'; script-src '{Hash(Js)}'; base-uri 'none'; form-action 'none'";

    private static string Hash(string content) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private static string Read(string name)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream("Precept.Reports." + name)
            ?? throw new InvalidOperationException($"the assembly lacks its resource {name}");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // A checkout may have turned line ends; the browser hashes what it reads, with \n.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
