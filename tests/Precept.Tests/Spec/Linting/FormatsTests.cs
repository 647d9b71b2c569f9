using System.Text.Json.Nodes;
using Precept.Spec;
using Precept.Spec.Linting;

namespace Precept.Tests.Spec.Linting;

/// <summary>Findings as JSON, SARIF and GitHub's annotations.</summary>
public sealed class FormatsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Json_has_these_keys_in_this_order() =>
        FindingsJson.Of([new SpecFinding("PS005", FindingSeverity.Info, "a/b.md", 3, "none \"here\"") { Span = new TextSpan(1, 2) }]).ToJsonString()
            .ShouldBe("""[{"code":"PS005","severity":"info","file":"a/b.md","line":3,"message":"none \u0022here\u0022"}]""");

    [Theory]
    [InlineData(FindingSeverity.Error, 7, "::error file=a%2Cb%3A%25.md,line=7,col=3,endColumn=5,title=PS001::50%25: one,%0D%0Atwo")]
    [InlineData(FindingSeverity.Warning, 0, "::warning file=a%2Cb%3A%25.md,title=PS001::50%25: one,%0D%0Atwo")]
    [InlineData(FindingSeverity.Info, 0, "::notice file=a%2Cb%3A%25.md,title=PS001::50%25: one,%0D%0Atwo")]
    public void GitHub_annotation_is_one_line_with_its_marks_escaped(FindingSeverity severity, int line, string expected)
    {
        var finding = new SpecFinding("PS001", severity, "x", line, "50%: one,\r\ntwo") { Span = new TextSpan(2, 2) };

        GitHubAnnotations.Of(finding, "a,b:%.md").ShouldBe(expected);
    }

    [Fact]
    public void Sarif_has_what_the_standard_asks_for()
    {
        var log = Sarif("one\ntwo three\n", new SpecFinding("PS001", FindingSeverity.Error, _file, 2, "wrong") { Span = new TextSpan(4, 5) },
            new SpecFinding("PS201", FindingSeverity.Info, _file, 1, "note"), new SpecFinding("PS004", FindingSeverity.Warning, _file, 0, "file"));

        log["version"]!.GetValue<string>().ShouldBe("2.1.0");
        log["$schema"]!.GetValue<string>().ShouldEndWith("sarif-2.1.0.json");
        var run = log["runs"]!.AsArray().ShouldHaveSingleItem()!;
        var driver = run["tool"]!["driver"]!;
        (driver["name"]!.GetValue<string>(), driver["version"]!.GetValue<string>()).ShouldBe(("Precept", "1.2.3"));
        var rules = driver["rules"]!.AsArray();
        rules.Select(r => r!["id"]!.GetValue<string>()).ShouldBe(SpecRules.All.Select(r => r.Code));
        rules.ShouldAllBe(r => r!["help"]!["markdown"]!.GetValue<string>().Contains("Mended:") && r["shortDescription"]!["text"]!.GetValue<string>().Length > 9);

        var results = run["results"]!.AsArray();
        results.Select(r => (r!["ruleId"]!.GetValue<string>(), r["level"]!.GetValue<string>(), r["message"]!["text"]!.GetValue<string>()))
            .ShouldBe([("PS001", "error", "wrong"), ("PS201", "note", "note"), ("PS004", "warning", "file")]);
        results.ShouldAllBe(r => rules[r!["ruleIndex"]!.GetValue<int>()]!["id"]!.GetValue<string>() == r["ruleId"]!.GetValue<string>());
        var places = results.Select(r => r!["locations"]!.AsArray().Single()!["physicalLocation"]!).ToArray();
        places.ShouldAllBe(p => p["artifactLocation"]!["uri"]!.GetValue<string>() == "my%20spec/a%2Bb.md");
        places[0]["region"]!.ToJsonString().ShouldBe("""{"startLine":2,"startColumn":5,"endColumn":10}""");
        places[1]["region"]!.ToJsonString().ShouldBe("""{"startLine":1,"startColumn":1}""");
        places[2].AsObject().ContainsKey("region").ShouldBeFalse();
    }

    [Fact]
    public void Sarif_fingerprint_stays_when_lines_move_and_tells_equal_lines_apart()
    {
        static SpecFinding At(string file, int line) => new("PS001", FindingSeverity.Error, file, line, $"at {line}");
        var before = Fingerprints(Sarif("same\nother\nsame\n", At(_file, 1), At(_file, 2), At(_file, 3)));
        var after = Fingerprints(Sarif("new\n\n  same\nsame\nother\n", At(_file, 3), At(_file, 4), At(_file, 5)));

        before.ShouldBeUnique();
        after.ShouldBe([before[0], before[2], before[1]]);
    }

    private JsonObject Sarif(string text, params SpecFinding[] findings)
    {
        File.WriteAllText(_file, text);
        return JsonNode.Parse(FindingsSarif.Of(findings, _ => "my spec/a+b.md", new SourceLines(), "1.2.3").ToJsonString())!.AsObject();
    }

    private static string[] Fingerprints(JsonObject log) =>
        [.. log["runs"]![0]!["results"]!.AsArray().Select(r => r!["partialFingerprints"]!.AsObject().Single().Value!.GetValue<string>())];
}
