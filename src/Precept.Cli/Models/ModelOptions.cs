using System.CommandLine;
using Precept.Cli.Commands;
using Precept.Workspace;

namespace Precept.Cli.Models;

/// <summary>The options of every command that calls models (docs/models.md).</summary>
internal sealed class ModelOptions
{
    private readonly Option<int> _concurrency = SampleCommand.Bounded("--concurrency", "Most calls to one endpoint at a time, 1 to 4096.", 32, 1, 4096);

    private readonly Option<int?> _requests = Limit("--requests-per-minute", "Most requests a minute to one endpoint [default: as many as go].", 10_000_000);

    private readonly Option<int?> _tokens = Limit("--tokens-per-minute", "Most tokens a minute to one endpoint [default: as many as go].", 1_000_000_000);

    private readonly Option<int> _timeout = SampleCommand.Bounded("--timeout", "Most seconds that one try of a call may take, 1 to 3600.", 120, 1, 3600);

    private readonly Option<int> _tries = SampleCommand.Bounded("--tries", "Most tries of one call, 1 to 100.", 10, 1, 100);

    private readonly Option<int?> _budgetTokens = Limit("--budget-tokens", "Most tokens that this run may take [default: no limit].", int.MaxValue);

    private readonly Option<double?> _budgetUsd = Money("--budget-usd", "Most US dollars that this run may take; needs prices [default: no limit].");

    private readonly Option<double?> _priceIn = Money("--price-in", "US dollars for a million tokens of questions.");

    private readonly Option<double?> _priceOut = Money("--price-out", "US dollars for a million tokens of answers.");

    private readonly Option<string> _prices = new("--prices") { Description = "A YAML file of prices by address, for several models.", HelpName = "FILE" };

    private readonly Option<string> _record = new("--record") { Description = "Record the calls to this file; replay:FILE answers from it.", HelpName = "FILE" };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Ask nobody: say what the run would take in calls, tokens, money and time." };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_concurrency, _requests, _tokens, _timeout, _tries, _budgetTokens, _budgetUsd, _priceIn, _priceOut, _prices, _record, _dryRun])
        {
            command.Add(option);
        }
    }

    /// <summary>Opens the models of a run. Their answers are kept in the workspace; null keeps them for the run only.</summary>
    /// <exception cref="Spec.InputException">Options do not go together.</exception>
    public ModelSession Open(Invocation run, WorkspaceFolder? workspace) => new(Limits(run), workspace, run.Value(_record), run.Value(_dryRun));

    private ModelLimits Limits(Invocation run) => new()
    {
        Concurrency = run.Value(_concurrency),
        RequestsPerMinute = run.Value(_requests),
        TokensPerMinute = run.Value(_tokens),
        Timeout = run.Value(_timeout),
        Tries = run.Value(_tries),
        BudgetTokens = run.Value(_budgetTokens),
        BudgetUsd = run.Value(_budgetUsd),
        PriceIn = run.Value(_priceIn),
        PriceOut = run.Value(_priceOut),
        Prices = run.Value(_prices),
    };

    private static Option<int?> Limit(string name, string description, int most)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.GetValueOrDefault<int?>() is { } given && (given < 1 || given > most))
            {
                result.AddError($"{name} is {given}; give 1 to {most}");
            }
        });
        return option;
    }

    private static Option<double?> Money(string name, string description)
    {
        var option = new Option<double?>(name) { Description = description, HelpName = "USD" };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.GetValueOrDefault<double?>() is { } given && given is not (>= 0 and <= 1e9))
            {
                result.AddError($"{name} is {given}; give 0 or more US dollars");
            }
        });
        return option;
    }
}
