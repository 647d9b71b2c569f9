using Precept.Cli.Terminal;

namespace Precept.EndToEnd.Tests;

public sealed class ProgressTests
{
    [Fact]
    public void Report_within_two_seconds_shows_nothing()
    {
        var (clock, to) = (new Clock(), new StringWriter());
        using var progress = new Progress(to, isTerminal: false, 0, clock);
        progress.Report("sft", 0, 100);
        clock.Pass(1.9);
        progress.Report("sft", 50, 100);
        to.ToString().ShouldBeEmpty();
    }

    [Fact]
    public void Report_without_a_terminal_writes_a_line_every_five_seconds_with_an_estimate()
    {
        var (clock, to) = (new Clock(), new StringWriter { NewLine = "\n" });
        using var progress = new Progress(to, isTerminal: false, 0, clock);
        progress.Report("sft", 0, 1200);
        clock.Pass(10);
        progress.Report("sft", 100, 1200, "loss 1.5");
        clock.Pass(4);
        progress.Report("sft", 140, 1200, "loss 1.4");
        clock.Pass(1);
        progress.Report("sft", 150, 1200, "loss 1.3");

        // 100 in 10 s leave 1,100 in 110 s; 150 in 15 s leave 1,050 in 105 s.
        to.ToString().ShouldBe("sft  100/1,200  1:50 left  loss 1.5\nsft  150/1,200  1:45 left  loss 1.3\n");
    }

    [Fact]
    public void Estimate_after_a_resumption_counts_only_what_this_run_did()
    {
        var (clock, to) = (new Clock(), new StringWriter { NewLine = "\n" });
        using var progress = new Progress(to, isTerminal: false, 0, clock);
        progress.Report("sft", 900, 1000);
        clock.Pass(10);
        progress.Report("sft", 950, 1000);
        to.ToString().ShouldBe("sft  950/1,000  10 s left\n");
    }

    [Fact]
    public void Report_on_a_terminal_redraws_one_line_that_fits()
    {
        var (clock, to) = (new Clock(), new StringWriter { NewLine = "\n" });
        using (var progress = new Progress(to, isTerminal: true, 40, clock))
        {
            progress.Report("sft", 0, 10);
            clock.Pass(5);
            progress.Report("sft", 5, 10, new string('x', 100));
            to.ToString().ShouldBe("\rsft  ██████████░░░░░░░░░░  5/10  5 s le");
        }

        to.ToString().ShouldEndWith("\r" + new string(' ', 39) + "\r");
    }

    [Theory]
    [InlineData(0.42, "0.4 s")]
    [InlineData(59.4, "59 s")]
    [InlineData(60, "1:00")]
    [InlineData(3599, "59:59")]
    [InlineData(3727, "1:02:07")]
    [InlineData(90061, "25:01:01")]
    public void Duration_is_as_people_say_it(double seconds, string text) => Progress.Duration(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData("plain\ttext\n", "plain\ttext\n")]
    [InlineData("\u001b[31mred", "␛[31mred")]
    [InlineData("a\u202eb", "a⟨U+202E⟩b")]
    [InlineData("a\u0085b\u007f", "a⟨U+0085⟩b␡")]
    public void Printable_shows_what_would_steer_the_terminal(string text, string shown) => Printable.Of(text).ShouldBe(shown);

    private sealed class Clock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Pass(double seconds) => _ticks += TimeSpan.FromSeconds(seconds).Ticks;
    }
}
