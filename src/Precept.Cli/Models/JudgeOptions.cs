using System.CommandLine;
using Precept.Cli.Commands;
using Precept.Endpoints;
using Precept.Judging;

namespace Precept.Cli.Models;

/// <summary>The options that describe a judge.</summary>
/// <param name="mode">How models are asked where the command line does not say.</param>
internal sealed class JudgeOptions(JudgeMode mode = JudgeMode.Pairwise)
{
    private readonly Option<string[]> _judge = new("--judge")
    {
        Description = $"Who judges: checks, reward:NAME, or a model ({ModelAddress.Forms}). Give it several times for a panel.",
        HelpName = "JUDGE",
        DefaultValueFactory = _ => [CheckJudge.Name],
    };

    private readonly Option<string> _mode = Choice("--mode", mode.ToString().ToLowerInvariant(), "How models are asked: which of two is better, a ranking of all, each section kept or broken, a rating from 1 to 7.", "pairwise", "listwise", "sections", "rating");

    private readonly Option<string> _ground = Choice("--ground", "sections", "What they judge by: all sections that apply, one drawn for each comparison, or each in turn.", "sections", "drawn", "ensemble");

    private readonly Option<string> _constitution = new("--constitution") { Description = "Draw principles from this file (principles.yaml, or JSON) in place of the sections.", HelpName = "FILE" };

    private readonly Option<bool> _oneOrder = new("--one-order") { Description = "Ask about each pair once instead of in both orders: half the calls, and position bias goes unseen." };

    private readonly Option<bool> _reasoning = new("--reasoning") { Description = "Let models reason before their verdict; probabilities are then held to 0.4 to 0.6." };

    private readonly Option<bool> _checksFirst = new("--checks-first") { Description = "Let the spec's checks decide where they can, and the judge elsewhere." };

    private readonly Option<int> _sectionTokens = SampleCommand.Bounded("--section-tokens", "Most tokens of spec text in a judge's prompt, 200 to 1000000.", 6000, 200, 1_000_000);

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_judge, _mode, _ground, _constitution, _oneOrder, _reasoning, _checksFirst, _sectionTokens])
        {
            command.Add(option);
        }
    }

    /// <summary>The judge that was asked for.</summary>
    public JudgeSettings Settings(Invocation run) => new()
    {
        Models = [.. run.Value(_judge)!],
        Mode = Enum.Parse<JudgeMode>(run.Value(_mode)!, ignoreCase: true),
        Ground = Enum.Parse<JudgeGround>(run.Value(_ground)!, ignoreCase: true),
        Constitution = run.Value(_constitution),
        BothOrders = !run.Value(_oneOrder),
        Reasoning = run.Value(_reasoning),
        ChecksFirst = run.Value(_checksFirst),
        SectionTokens = run.Value(_sectionTokens),
        Seed = run.Seed,
    };

    private static Option<string> Choice(string name, string value, string description, params string[] values)
    {
        var option = new Option<string>(name) { Description = description, HelpName = string.Join('|', values), DefaultValueFactory = _ => value };
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
