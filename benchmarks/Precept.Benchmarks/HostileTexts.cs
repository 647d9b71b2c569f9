using System.Diagnostics;
using System.Globalization;
using Markdig;
using Precept.Spec;
using Precept.Spec.Syntax;

namespace Precept.Benchmarks;

/// <summary>A megabyte of each odd thing: how long the slowest take, and whether four times the text takes four times as long.</summary>
internal static class HostileTexts
{
    private const int Length = 1 << 20;
    private const int Shown = 12;

    private static readonly string[] Units =
    [
        "<", "[", "#", "~", "`", "&", "*", "]", "\n", " ", "\r", "\0", "[^", "](#", "[?](#a)", "[[?](#a)", "{#", "&#", "&lt;", "!!! meta\n", "# A {#b}\n", "# A {#b authority=x}\n", "~~~xml\n", "```\n", "~~~\n",
        "<user>", "</user>", "<user>\n</user>\n", "<user ", "<user a='", "<untrusted>", "<untrusted></untrusted>", "<settings>", "<!--", "<!ENTITY ", "<assistant><!-- ", "<assistant><!--</assistant>", "<comparison>",
        "[...]", "GOOD, ", ": ", "<comparison><assistant><!--OK--></assistant></comparison>", "**Example**: x\n\n~~~xml\n~~~\n", "**Example**: x\n\n~~~xml\nx\n~~~\n", "**Example**: x\n\n~~~xml\n",
    ];

    private static readonly string[] Places =
    [
        "{0}", "# A {{#a}}\n{0}", "# {0} {{#a}}", "# A {{#a {0}}}", "# A {{#a}}\n!!! meta \"Commentary\"\n    {0}", "# A {{#a}}\n**Example**: {0}", "# A {{#a}}\n**Example**: x\n\n~~~xml\n{0}\n~~~",
        "# A {{#a}}\n**Example**: x\n\n~~~xml\n<user>\n{0}\n</user>\n~~~", "# A {{#a}}\n**Example**: x\n\n~~~xml\n<comparison>{0}</comparison>\n~~~",
        "# A {{#a}}\n**Example**: x\n\n~~~xml\n<comparison><assistant> <!-- OK{0} -->\nx\n</assistant></comparison>\n~~~",
    ];

    public static int Run()
    {
        var results = new List<(double Milliseconds, double Quarter, string What)>();
        foreach (var (unit, place) in Units.SelectMany(u => Places.Select(p => (u, p))))
        {
            var whole = Text(place, unit, Length);
            results.Add((Time(whole, Read), Time(Text(place, unit, Length / 4), Read), $"{Show(unit)} in {Show(place)}"));
        }

        Console.WriteLine($"the slowest {Shown} of {results.Count} texts of 1 MiB (tree and document; best of 3)");
        Console.WriteLine("    1 MiB   256 KiB  ratio");
        foreach (var (milliseconds, quarter, what) in results.OrderByDescending(r => r.Milliseconds).Take(Shown))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{milliseconds,6:0} ms {quarter,6:0} ms {milliseconds / quarter,6:0.0}  {what}"));
        }

        var typical = Text("{0}", "A line of plain prose, as it stands in a spec.\n", Length);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"plain prose of 1 MiB: {Time(typical, Read):0} ms, Markdig {Time(typical, t => Markdown.Parse(t)):0} ms"));
        return 0;
    }

    private static void Read(string text) => SpecSource.Of(SpecSyntaxTree.Parse(text, "hostile.md"), [], "");

    private static string Text(string place, string unit, int length) => string.Format(CultureInfo.InvariantCulture, place, string.Concat(Enumerable.Repeat(unit, length / unit.Length)));

    private static double Time(string text, Action<string> read)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var clock = Stopwatch.StartNew();
            read(text);
            best = Math.Min(best, clock.Elapsed.TotalMilliseconds);
        }

        return best;
    }

    private static string Show(string text) => text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal);
}
