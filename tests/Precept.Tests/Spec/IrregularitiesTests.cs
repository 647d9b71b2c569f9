using Precept.Spec;

namespace Precept.Tests.Spec;

/// <summary>What is irregular in the release of 2025-12-18, by the lines where it stands.</summary>
public class IrregularitiesTests
{
    [Fact]
    public void Read_ok_verdicts_stand_where_they_are()
    {
        var ok = Replies().Where(r => r.Verdict == Verdict.Ok).ToList();

        ok.Select(r => r.Line).ShouldBe([1602, 1683, 2885, 2890, 2917, 3174, 3197, 3798]);
        ok.Where(r => r.Why is not null).Select(r => r.Line).ShouldBe([1683, 3798]);
    }

    [Theory]
    [InlineData(958, true)]
    [InlineData(1048, false)]
    [InlineData(2336, false)]
    [InlineData(3035, false)]
    public void Read_bad_with_section_names_the_section_breached(int line, bool hasWhy)
    {
        var reply = Reply(line);

        reply.BreaksSection.ShouldBe("chain_of_command");
        reply.Verdict.ShouldBe(Verdict.Bad);
        (reply.Why is not null).ShouldBe(hasWhy);
        Replies().Count(r => r.BreaksSection is not null).ShouldBe(14);
    }

    [Fact]
    public void Read_conditional_verdicts_keep_their_condition()
    {
        Replies().Where(r => r.Condition is not null).Select(r => r.Line).ShouldBe([2952, 2959, 3575]);
        Reply(2952).Condition.ShouldBe("given high uncertainty");
        Reply(3575).Condition.ShouldNotBeNull().ShouldStartWith("'Yes, all");
        Reply(3575).Why.ShouldBeNull();
    }

    [Fact]
    public void Read_reference_in_a_verdict_stays_in_the_reason()
    {
        Reply(3496).Why.ShouldNotBeNull().ShouldEndWith("[?](#protect_privacy)");
        Latest().CrossReferences.ShouldNotContain(r => r.Line == 3496);
    }

    [Theory]
    [InlineData(205, "respect_creators")]
    [InlineData(270, "sexual_content_involving_minors")]
    public void Read_reference_in_an_example_title_counts(int line, string target)
    {
        Latest().CrossReferences.ShouldContain(r => r.Line == line && r.Target == target);
        Example(line).Title.ShouldContain($"](#{target})");
    }

    [Theory]
    [InlineData(1043)]
    [InlineData(1479)]
    [InlineData(1848)]
    [InlineData(2435)]
    [InlineData(3055)]
    [InlineData(3356)]
    [InlineData(3547)]
    [InlineData(4311)]
    public void Read_second_comparison_follows_the_good_reply(int fence)
    {
        var comparisons = Example(fence - 2).Comparisons.ToList();

        comparisons.Count.ShouldBe(2);
        var good = comparisons[0].Replies.First(r => r.Verdict == Verdict.Good).Message;
        comparisons[1].Context.Count.ShouldBeGreaterThan(comparisons[0].Context.Count + 1);
        comparisons[1].Context[comparisons[0].Context.Count].ShouldBe(good);
        comparisons[1].Context.Take(comparisons[0].Context.Count).ShouldBe(comparisons[0].Context);
    }

    [Fact]
    public void Read_exactly_eight_examples_have_two_comparisons() =>
        Latest().Examples.Count(e => e.Comparisons.Count() == 2).ShouldBe(8);

    [Fact]
    public void Read_examples_without_comparison()
    {
        Latest().Examples.Where(e => !e.Comparisons.Any()).Select(e => e.Line + 2).ShouldBe([132, 142]);

        var call = Example(130).Messages.ShouldHaveSingleItem();
        call.Recipient.ShouldBe("python");
        call.EndTurn.ShouldBe(false);
    }

    [Fact]
    public void Read_settings_are_text_of_the_system_message()
    {
        var message = Example(140).Messages.First();

        message.Role.ShouldBe(Role.System);
        message.Content.ShouldBe("under_18: true");
        message.Untrusted.ShouldBeEmpty();
    }

    [Fact]
    public void Read_bare_elision_between_messages() =>
        Latest().Examples.SelectMany(e => e.Parts).OfType<ElisionPart>().ShouldContain(p => p.Line == 1859);

    [Fact]
    public void Read_reply_after_a_tool_output_has_no_user_turn()
    {
        var context = Example(725).Comparisons.Single().Context;

        context.Select(m => m.Role).ShouldBe([Role.Assistant, Role.Tool]);
        context[0].Recipient.ShouldBe("browser");
        context[1].Name.ShouldBe("browser");
    }

    [Theory]
    [InlineData(1477)]
    [InlineData(3712)]
    public void Read_indented_closing_tag_is_not_text(int line)
    {
        var example = Example(line);

        example.Messages.ShouldAllBe(m => !m.Content.EndsWith(' ') && !m.Content.EndsWith('\n'));
        example.Comparisons.SelectMany(c => c.Replies).ShouldAllBe(r => !r.Message.Content.EndsWith(' ') && !r.Message.Content.EndsWith('\n'));
    }

    [Theory]
    [InlineData(3430, "\n# functions\n")]
    [InlineData(4229, "\n# [...] imports\n")]
    [InlineData(1284, "\n---\n")]
    [InlineData(1452, "1.\t")]
    [InlineData(2030, "1228\u200B\n")]
    [InlineData(1563, @"\\( \frac{4}{3}\pi r^3 \\)")]
    [InlineData(2879, @"\\( \mathcal{B} \\)")]
    public void Read_odd_text_in_a_fence_is_message_text(int line, string text)
    {
        var example = Latest().Examples.Last(e => e.Line < line);
        var messages = example.Messages.Concat(example.Comparisons.SelectMany(c => c.Replies).Select(r => r.Message));

        messages.ShouldContain(m => m.Content.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_untrusted_text_is_marked_and_has_no_tags()
    {
        var message = Latest().Examples.SelectMany(e => e.Messages).First(m => m.Untrusted.Count > 0);
        var span = message.Untrusted.ShouldHaveSingleItem();

        message.Role.ShouldBe(Role.Developer);
        message.Content.Substring(span.Start, span.Length).ShouldStartWith("PUGCOIN");
        message.Content.ShouldNotContain("untrusted>");
        (span.Start + span.Length).ShouldBe(message.Content.Length);
        message.Content[span.Start - 1].ShouldBe('\n');
    }

    [Fact]
    public void Read_list_item_broken_by_an_unindented_line_stays_in_the_body() =>
        Latest().Sections.Last(s => s.Line < 34).Body.Split('\n').ShouldContain(l => l.StartsWith("We will not allow", StringComparison.Ordinal));

    [Fact]
    public void Read_section_with_a_footnote_tag_but_no_authority()
    {
        var document = Latest();
        var section = document.Find("chain_of_command").ShouldNotBeNull();

        section.Authority.ShouldBe(Authority.None);
        section.Kind.ShouldBe(SectionKind.Objective);
        document.Footnotes.ShouldContain(f => f.SectionId == section.Id);
    }

    [Fact]
    public void Read_stale_title_and_duplicate_conversation_of_evaluation_files()
    {
        var files = Latest().EvaluationFiles.ToDictionary(f => f.Tag);
        var stale = files["3kvn"];

        stale.SectionTitle.ShouldNotBe(Latest().Find(stale.SectionId.ShouldNotBeNull())!.Title);
        files["a93s"].Examples.SelectMany(e => e.Messages).Select(m => m.Content)
            .Intersect(files["j45l"].Examples.SelectMany(e => e.Messages).Select(m => m.Content))
            .ShouldNotBeEmpty();
        files["91ld"].SectionId.ShouldBeNull();
    }

    [Fact]
    public void Read_same_reply_is_graded_good_and_bad_in_one_example()
    {
        var replies = Example(1477).Comparisons.SelectMany(c => c.Replies).Where(r => r.Message.Content == "[says nothing]").ToList();

        replies.Select(r => r.Verdict).Order().ShouldBe([Verdict.Bad, Verdict.Good]);
        replies.ShouldAllBe(r => r.HasElision);
    }

    /// <summary>115 replies have text left out; 7 are one bracketed remark, 3 of which begin with three dots: 119 in all.</summary>
    [Fact]
    public void Read_replies_with_elisions()
    {
        var replies = Replies();

        replies.Count.ShouldBe(397);
        replies.Count(r => r.Message.Content.Contains("[...", StringComparison.Ordinal)).ShouldBe(115);
        replies.Count(r => r.Message.Content is ['[', .. var inner, ']'] && !inner.Contains('[') && !inner.Contains(']')).ShouldBe(7);
        replies.Count(r => r.HasElision).ShouldBe(119);
    }

    [Fact]
    public void Read_older_release_ignores_stray_asterisks_and_blanks_after_tags()
    {
        var document = SpecReader.Read(SharedData.Path("model_spec/2025-02-12"));
        var starred = document.Examples.Last(e => e.Line < 2745);
        var blank = document.Examples.Last(e => e.Line < 1058);

        starred.Comparisons.Select(c => c.Line).ShouldContain(2749);
        starred.Comparisons.SelectMany(c => c.Replies).Select(r => r.Line).ShouldContain(2750);
        blank.Messages.ShouldAllBe(m => m.Content == m.Content.Trim());
    }

    private static SpecDocument Latest() => SpecReader.Read(SharedData.Path("model_spec/2025-12-18"));

    private static List<GradedReply> Replies() => [.. Latest().Examples.SelectMany(e => e.Comparisons).SelectMany(c => c.Replies)];

    private static GradedReply Reply(int line) => Replies().Single(r => r.Line == line);

    private static SpecExample Example(int line) => Latest().Examples.Single(e => e.Line == line);
}
