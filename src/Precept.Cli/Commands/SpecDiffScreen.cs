using Precept.Cli.Terminal;
using Precept.Spec.Diff;

namespace Precept.Cli.Commands;

/// <summary>Shows a diff to a person in the terminal: structure, then section by section, then what is apart from the demands.</summary>
/// <param name="screen">Where to.</param>
/// <param name="all">Whether long lists are shown whole.</param>
internal sealed class SpecDiffScreen(Screen screen, bool all)
{
    private const int MostOfAKind = 6;
    private const int MostNames = 4;
    private const int LinesOfAText = 2;

    /// <summary>Writes everything; nothing where the output is JSON.</summary>
    public void Write(SpecDiff diff, SpecConsequences? consequences)
    {
        screen.Line(Excerpt.Cut($"{diff.From} -> {diff.To}", Ansi.Width), Tone.Strong);
        if (diff.IsEmpty)
        {
            screen.Line("no changes");
            return;
        }

        screen.Line();
        Lines("Sections", [.. diff.Of(SpecChangeGroup.Sections)], OneLine);
        Authority([.. diff.Of(SpecChangeGroup.Authority)]);
        Contents(diff);
        Lines("Footnotes and evaluation prompts", [.. diff.Of(SpecChangeGroup.Evaluation)], OneLine);
        Lines("Commentary, on which nothing rests", [.. diff.Of(SpecChangeGroup.Commentary)], OneLine);
        if (consequences is not null)
        {
            Write(consequences);
        }

        Summary(diff);
    }

    private void Lines(string title, IReadOnlyList<SpecChange> changes, Action<SpecChange> write)
    {
        if (changes.Count == 0)
        {
            return;
        }

        var counts = string.Join(", ", changes.CountBy(c => c.Kind).OrderBy(k => k.Key).Select(k => Counted(k.Value, k.Key)));
        foreach (var line in Excerpt.Wrapped($"{title}: {counts}", Ansi.Width))
        {
            screen.Line(line, Tone.Strong);
        }

        foreach (var kind in changes.GroupBy(c => c.Kind).OrderBy(g => g.Key))
        {
            // What came, went or was renamed is why people look: it is never cut.
            Some([.. kind], kind.Key <= SpecChangeKind.KindChanged ? int.MaxValue : MostOfAKind, write);
        }

        screen.Line();
    }

    private void Some(IReadOnlyList<SpecChange> changes, int most, Action<SpecChange> write)
    {
        var shown = all || changes.Count <= most + 1 ? changes.Count : most;
        foreach (var change in changes.Take(shown))
        {
            write(change);
        }

        if (shown < changes.Count)
        {
            screen.Line($"    … {changes.Count - shown} more {changes[0].Kind.Label()} (--all shows them)", Tone.Quiet);
        }
    }

    private void Authority(IReadOnlyList<SpecChange> changes)
    {
        Lines("Authority", [.. changes.Where(c => c.Kind != SpecChangeKind.AuthorityRespelled)], OneLine);
        foreach (var respelled in changes.Where(c => c.Kind == SpecChangeKind.AuthorityRespelled).GroupBy(c => (c.From, c.To)))
        {
            screen.Line($"{respelled.Count()} sections say {respelled.Key.To} for {respelled.Key.From}, which is the same level", Tone.Quiet);
            screen.Line();
        }
    }

    private void Contents(SpecDiff diff)
    {
        // The list of sections says already how many examples came with a new one or went with one that is gone.
        var whole = diff.Changes.Where(c => c.Kind is SpecChangeKind.SectionAdded or SpecChangeKind.SectionRemoved).Select(c => c.Section).ToHashSet();
        var changes = diff.Of(SpecChangeGroup.Text, SpecChangeGroup.Examples, SpecChangeGroup.Checks)
            .Where(c => all || !whole.Contains(c.Section) || c.Kind is not (SpecChangeKind.ExampleAdded or SpecChangeKind.ExampleRemoved)).ToList();
        if (changes.Count == 0)
        {
            return;
        }

        screen.Line($"Text, examples and checks: {Count(changes.Select(c => c.Section).Distinct().Count(), "section")}", Tone.Strong);
        foreach (var section in changes.GroupBy(c => c.Section))
        {
            screen.Line($"  {section.Key}", Tone.Name);
            foreach (var kind in section.GroupBy(c => c.Kind))
            {
                Some([.. kind], MostOfAKind, InSection);
            }
        }

        screen.Line();
    }

    private void OneLine(SpecChange change)
    {
        var (mark, tone) = Mark(change.Kind);
        var what = change.Kind switch
        {
            SpecChangeKind.CommentaryMoved or SpecChangeKind.FootnoteMoved or SpecChangeKind.EvaluationMoved or SpecChangeKind.SectionReparented =>
                $"{change.From ?? "(none)"} -> {change.To ?? "(none)"}",
            _ when change.Kind.Group() == SpecChangeGroup.Commentary => "",
            _ => Excerpt.FromTo(change.From, change.To),
        };
        var line = $"  {mark} {change.Section ?? "(none)"}: {Verb(change.Kind)}{(what.Length > 0 ? " " : "")}{what}";
        if (Excerpt.Cut(line, Ansi.Width) == line || change.From is null || change.To is null)
        {
            screen.Line(Excerpt.Cut(line, Ansi.Width), tone);
        }
        else
        {
            screen.Line(Excerpt.Cut($"  {mark} {change.Section}: {Verb(change.Kind)}", Ansi.Width), tone);
            BeforeAndAfter(change);
        }

        if (change.Detail is { } detail)
        {
            screen.Line(Excerpt.Cut($"      {detail}", Ansi.Width), Tone.Quiet);
        }
    }

    private void InSection(SpecChange change)
    {
        var (mark, tone) = Mark(change.Kind);
        var place = change.Kind switch
        {
            SpecChangeKind.BodyEdited => $": {change.Detail}",
            SpecChangeKind.ExampleAdded or SpecChangeKind.ExampleRemoved => $": {change.Example}",
            SpecChangeKind.ExampleMoved => $" from {change.From}: {change.Example}",
            SpecChangeKind.VerdictFlipped => $" {change.From} -> {change.To}: {change.Detail}",
            _ when change.Detail is not null => $": {change.Detail}",
            _ => "",
        };
        foreach (var (i, line) in Excerpt.Wrapped(Excerpt.Cut($"{mark} {change.Kind.Label()}{place}", LinesOfAText * (Ansi.Width - 8)), Ansi.Width - 6).Index())
        {
            screen.Line((i == 0 ? "    " : "      ") + line, tone);
        }

        if (change.Kind is SpecChangeKind.BodyEdited or SpecChangeKind.ExampleAdded or SpecChangeKind.ExampleRemoved or SpecChangeKind.ExampleMoved or SpecChangeKind.VerdictFlipped)
        {
            return;
        }

        BeforeAndAfter(change);
    }

    private void BeforeAndAfter(SpecChange change)
    {
        var width = Ansi.Width - 10;
        var (from, to) = Excerpt.Around(change.From, change.To, all ? int.MaxValue : LinesOfAText * width);
        Text('-', from, Tone.Went);
        Text('+', to, Tone.Came);

        void Text(char mark, string? text, Tone tone)
        {
            foreach (var (i, line) in (text is null ? [] : Excerpt.Wrapped(text, width)).Index())
            {
                screen.Line($"        {(i == 0 ? mark : ' ')} {line}", tone);
            }
        }
    }

    private void Write(SpecConsequences consequences)
    {
        screen.Line($"Consequences for the workspace {consequences.Workspace}", Tone.Strong);
        screen.Table(
            "",
            ["", "total", "go stale", "untouched", "stale already", "redone"],
            [.. consequences.Kinds.Select(k => (IReadOnlyList<string>)[k.Kind, $"{k.Total}", $"{k.GoStale}", $"{k.Untouched}", $"{k.StaleAlready}", $"{k.Redone}"])]);
        string[] going = [.. consequences.Kinds.Where(k => k.GoStale > 0).Select(k => k.Kind)]; // few columns leave room for long ids
        screen.Table(
            "Go stale by section",
            ["section", .. going],
            [.. consequences.Sections.Select(s => (IReadOnlyList<string>)[s.Section, .. going.Select(k => $"{s.GoStale.GetValueOrDefault(k)}")])]);
        screen.Table(
            "To be redone",
            ["kind", "name", "number", "because of"],
            [.. consequences.Named.CountBy(n => (n.Kind, n.Name, Because: Names(n.Sections))).Select(n => (IReadOnlyList<string>)[n.Key.Kind, n.Key.Name, $"{n.Value}", n.Key.Because])]);
        screen.Line($"untouched: {Count(consequences.UntouchedSections, "judged section")}");
        screen.Line();
    }

    private void Summary(SpecDiff diff)
    {
        screen.Line($"{Count(diff.Changes.Count, "change")} in {Count(diff.Changes.Select(c => c.Section).Distinct().Count(), "section")}");
        screen.Line($"version step: {diff.Step.ToString().ToLowerInvariant()}", Tone.Strong);
        foreach (var reason in diff.Reasons)
        {
            screen.Line(Excerpt.Cut($"  {reason.Count} x {reason.Kind.Label()}: {Names(reason.Sections)}", Ansi.Width));
        }
    }

    private static string Names(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "");

    private static string Count(int count, string what) => $"{count:#,0} {what}{(count == 1 ? "" : "s")}";

    private static string Counted(int count, SpecChangeKind kind) => kind.Group() != SpecChangeGroup.Evaluation
        ? $"{count} {Verb(kind)}"
        : $"{count} {(kind <= SpecChangeKind.FootnoteMoved ? "footnote" : "evaluation file")}{(count == 1 ? "" : "s")} {AfterFirstWord(kind)}";

    /// <summary>The kind without its first word where the heading says that: "section added" is "added".</summary>
    private static string Verb(SpecChangeKind kind) =>
        kind.Group() is SpecChangeGroup.Sections or SpecChangeGroup.Commentary || kind is SpecChangeKind.AuthorityRaised or SpecChangeKind.AuthorityLowered
            ? AfterFirstWord(kind)
            : kind.Label();

    private static string AfterFirstWord(SpecChangeKind kind) => kind.Label()[(kind.Label().IndexOf(' ', StringComparison.Ordinal) + 1)..];

    private static (char Mark, Tone Tone) Mark(SpecChangeKind kind) => kind switch
    {
        SpecChangeKind.SectionAdded or SpecChangeKind.ExampleAdded or SpecChangeKind.ReplyAdded or SpecChangeKind.ObligationAdded or SpecChangeKind.CheckAdded
            or SpecChangeKind.FootnoteAdded or SpecChangeKind.EvaluationAdded or SpecChangeKind.CommentaryAdded => ('+', Tone.Came),
        SpecChangeKind.SectionRemoved or SpecChangeKind.ExampleRemoved or SpecChangeKind.ReplyRemoved or SpecChangeKind.ObligationRemoved or SpecChangeKind.CheckRemoved
            or SpecChangeKind.FootnoteRemoved or SpecChangeKind.EvaluationLost or SpecChangeKind.CommentaryRemoved => ('-', Tone.Went),
        SpecChangeKind.AuthorityRaised or SpecChangeKind.AuthorityLowered or SpecChangeKind.KindChanged or SpecChangeKind.ObligationStrengthened
            or SpecChangeKind.ObligationWeakened or SpecChangeKind.ObligationReversed or SpecChangeKind.VerdictFlipped => ('!', Tone.Weighty),
        _ => ('~', Tone.Plain),
    };
}
