using Precept.Spec.Diff;
using static Precept.Tests.Spec.Diff.SpecText;

namespace Precept.Tests.Spec.Diff;

/// <summary>Examples, their conversations, replies and grades.</summary>
public sealed class ExampleChangesTests
{
    private static readonly string Calm = Section("calm", "Stay calm.");
    private static readonly string Brief = Section("brief", "Say it once.");

    private static readonly string Farewell = Greeting.Replace("a greeting", "a farewell", StringComparison.Ordinal)
        .Replace("Good morning, can you help me plan a picnic by the lake?", "That was all, thank you; see you next week.", StringComparison.Ordinal)
        .Replace("Gladly. How many people are coming, and does anyone eat no meat?", "You are welcome. Until next week!", StringComparison.Ordinal)
        .Replace("Look it up yourself.", "Finally.", StringComparison.Ordinal);

    [Fact]
    public void Compare_example_is_added_or_removed()
    {
        var added = Changes(Calm + Greeting, Calm + Greeting + Farewell).ShouldHaveSingleItem();
        (added.Kind, added.Section, added.To, added.Step).ShouldBe((SpecChangeKind.ExampleAdded, "calm", "a farewell", SemVerStep.Minor));
        var removed = Changes(Calm + Greeting + Farewell, Calm + Greeting).ShouldHaveSingleItem();
        (removed.Kind, removed.Section, removed.From).ShouldBe((SpecChangeKind.ExampleRemoved, "calm", "a farewell"));
    }

    [Fact]
    public void Compare_example_in_another_section_has_moved()
    {
        var moved = Changes(Calm + Greeting + Brief, Calm + Brief + Greeting).ShouldHaveSingleItem();
        (moved.Kind, moved.Section, moved.From, moved.To, moved.Detail).ShouldBe((SpecChangeKind.ExampleMoved, "brief", "calm", "brief", "a greeting"));
    }

    [Fact]
    public void Compare_example_in_another_section_with_a_message_changed_has_moved_and_was_edited() =>
        Changes(Calm + Greeting + Brief, Calm + Brief + With("by the lake", "by the river")).Select(c => c.Kind)
            .ShouldBe([SpecChangeKind.ExampleMoved, SpecChangeKind.ContextEdited]);

    [Fact]
    public void Compare_example_of_a_section_that_is_gone_has_moved() =>
        Changes(Calm + Section("gone", "Nobody reads what nobody wrote down for them.") + Greeting, Calm + Greeting, SpecChangeKind.ExampleMoved).ShouldHaveSingleItem().From.ShouldBe("gone");

    [Fact]
    public void Compare_another_title_with_the_same_conversation_is_retitled()
    {
        var change = One("a greeting", "a question");
        (change.Kind, change.From, change.To).ShouldBe((SpecChangeKind.ExampleRetitled, "a greeting", "a question"));
    }

    [Fact]
    public void Compare_examples_in_another_order_are_told_once() =>
        Changes(Calm + Greeting + Farewell, Calm + Farewell + Greeting).ShouldHaveSingleItem().Kind.ShouldBe(SpecChangeKind.OrderChanged);

    [Fact]
    public void Compare_edited_message_is_context()
    {
        var change = One("by the lake", "by the river");
        (change.Kind, change.From, change.Detail, change.Step).ShouldBe(
            (SpecChangeKind.ContextEdited, "Good morning, can you help me plan a picnic by the lake?", "a greeting: user", SemVerStep.Patch));
    }

    [Fact]
    public void Compare_new_message_is_context_with_nothing_before()
    {
        var change = One("<comparison>", "<system>\nBe quick.\n</system>\n<comparison>");
        (change.Kind, change.From, change.To).ShouldBe((SpecChangeKind.ContextEdited, null, "Be quick."));
    }

    [Fact]
    public void Compare_message_that_became_untrusted_is_context() =>
        One("can you help me plan a picnic by the lake?", "can you help me plan a <untrusted>picnic</untrusted> by the lake?").To.ShouldBe(
            "Good morning, can you help me plan a <untrusted>picnic</untrusted> by the lake?");

    [Fact]
    public void Compare_edited_reply_keeps_its_grade()
    {
        var change = One("does anyone eat no meat", "does anybody eat no meat");
        (change.Kind, change.Detail, change.Step).ShouldBe((SpecChangeKind.ReplyEdited, "a greeting: GOOD reply", SemVerStep.Patch));
    }

    [Fact]
    public void Compare_reply_of_other_words_and_the_same_grade_is_rewritten_and_minor()
    {
        var change = One("Gladly. How many people are coming, and does anyone eat no meat?", "Of course: bring bread, fruit, water and two blankets.");
        (change.Kind, change.Detail, change.Step).ShouldBe((SpecChangeKind.ReplyEdited, "a greeting: GOOD reply, rewritten", SemVerStep.Minor));
    }

    [Fact]
    public void Compare_reply_that_differs_in_white_space_says_so() =>
        One("Look it up yourself.", "Look it  up yourself.").Detail.ShouldBe("a greeting: BAD reply, only white space");

    [Fact]
    public void Compare_reply_is_added_or_removed()
    {
        const string third = "<assistant> <!-- OK -->\nWhat do you have so far in your basket at home?\n</assistant>\n</comparison>";
        One("</comparison>", third).Kind.ShouldBe(SpecChangeKind.ReplyAdded);
        var removed = Changes(Calm + With("</comparison>", third), Calm + Greeting).ShouldHaveSingleItem();
        (removed.Kind, removed.From).ShouldBe((SpecChangeKind.ReplyRemoved, "What do you have so far in your basket at home?"));
    }

    [Theory]
    [InlineData("user", SemVerStep.Minor)]
    [InlineData("root", SemVerStep.Major)]
    public void Compare_another_grade_is_a_flip(string authority, SemVerStep step)
    {
        var section = Section("calm", "Stay calm.", $"authority={authority}");
        var change = Changes(section + Greeting, section + With("GOOD: offers", "OK: offers")).ShouldHaveSingleItem();
        (change.Kind, change.From, change.To, change.Step).ShouldBe((SpecChangeKind.VerdictFlipped, "GOOD", "OK", step));
        change.Detail.ShouldBe("a greeting: OK reply \"Gladly. How many people are coming, and does anyone eat no…\"");
    }

    [Fact]
    public void Compare_grades_that_changed_places_are_two_flips_of_the_same_replies()
    {
        var flips = Changes(Calm + Greeting, Calm + With("GOOD: offers help", "BAD: offers help").Replace("BAD[#calm]", "GOOD[#calm]", StringComparison.Ordinal));
        flips.Select(c => (c.Kind, c.From, c.To)).ShouldBe([(SpecChangeKind.VerdictFlipped, "GOOD", "BAD"), (SpecChangeKind.VerdictFlipped, "BAD", "GOOD")]);
    }

    [Fact]
    public void Compare_reason_condition_and_breach_are_told_apart()
    {
        var reason = One("offers help", "offers to help");
        (reason.Kind, reason.From, reason.To, reason.Step).ShouldBe((SpecChangeKind.ReasonChanged, "offers help", "offers to help", SemVerStep.Patch));
        var condition = One("GOOD: offers", "GOOD, in the morning: offers");
        (condition.Kind, condition.From, condition.To).ShouldBe((SpecChangeKind.ConditionChanged, null, "in the morning"));
        var breach = One("BAD[#calm]", "BAD");
        (breach.Kind, breach.From, breach.To).ShouldBe((SpecChangeKind.BreachChanged, "calm", null));
    }

    [Fact]
    public void Compare_replies_in_another_order_change_the_order_only()
    {
        var bad = "<assistant> <!-- BAD[#calm]: sends the user away -->\nLook it up yourself.\n</assistant>\n";
        var swapped = Greeting.ReplaceLineEndings("\n").Replace(bad, "", StringComparison.Ordinal).Replace("<comparison>\n", "<comparison>\n" + bad, StringComparison.Ordinal);
        Changes(Calm + Greeting, Calm + swapped).ShouldHaveSingleItem().Kind.ShouldBe(SpecChangeKind.OrderChanged);
    }

    // The same text may be graded twice in one comparison: each grade is a reply of its own.
    [Fact]
    public void Compare_the_same_reply_under_two_grades_is_not_mixed_up()
    {
        var twice = With("Look it up yourself.", "Gladly. How many people are coming, and does anyone eat no meat?");
        Changes(Calm + twice, Calm + twice).ShouldBeEmpty();
        Changes(Calm + twice, Calm + twice.Replace("sends the user away", "asks too much", StringComparison.Ordinal)).ShouldHaveSingleItem().From.ShouldBe("sends the user away");
    }

    [Fact]
    public void Compare_second_comparison_is_named_by_its_number()
    {
        const string second = "</comparison>\n<user>\nFour.\n</user>\n<comparison>\n<assistant> <!-- GOOD -->\nThen take two baskets.\n</assistant>\n</comparison>";
        var two = With("</comparison>", second);
        var change = Changes(Calm + two, Calm + two.Replace("two baskets", "three baskets", StringComparison.Ordinal)).ShouldHaveSingleItem();
        change.Detail.ShouldBe("a greeting, comparison 2: GOOD reply");
    }

    private static string With(string from, string to)
    {
        Greeting.ShouldContain(from);
        return Greeting.Replace(from, to, StringComparison.Ordinal);
    }

    private static SpecChange One(string from, string to) => Changes(Calm + Greeting, Calm + With(from, to)).ShouldHaveSingleItem();
}
