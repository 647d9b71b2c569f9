using System.Text.RegularExpressions;
using Precept.Spec.Diff;

namespace Precept.Tests.Spec.Diff;

/// <summary>docs/formats/spec-diff.md lists every kind of change with the weight that it has.</summary>
public sealed partial class DocumentedKindsTests
{
    [Fact]
    public void Table_of_kinds_has_each_once_with_its_weight()
    {
        var rows = File.ReadLines(Page()).Select(l => l.Split('|', StringSplitOptions.TrimEntries)).Where(c => c.Length == 5 && c[1].StartsWith('`'));
        var documented = rows.SelectMany(c => Kind().Matches(c[1]).Select(m => (Name: m.Groups[1].Value, Weight: c[3].Split(';')[0]))).ToList();

        documented.Select(d => d.Name).ShouldBe(SpecChangeKinds.All.Select(k => k.Name()), ignoreOrder: true);
        documented.ToDictionary(d => d.Name, d => d.Weight).ShouldBe(SpecChangeKinds.All.ToDictionary(k => k.Name(), Weight), ignoreOrder: true);
    }

    private static string Weight(SpecChangeKind kind) => (SemVerWeight.Of(kind, isRule: true), SemVerWeight.Of(kind, isRule: false)) switch
    {
        var (rule, other) when rule == other => rule.ToString().ToLowerInvariant(),
        var (rule, other) => $"{rule} / {other}".ToLowerInvariant(),
    };

    private static string Page()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Path.Combine(folder.FullName, "docs/formats/spec-diff.md") is var page && File.Exists(page))
            {
                return page;
            }
        }

        throw new InvalidOperationException("docs/formats/spec-diff.md is in no folder above the tests: run them from a checkout.");
    }

    [GeneratedRegex("`([a-z-]+)`")]
    private static partial Regex Kind();
}
