using System.Text.RegularExpressions;
using Precept.Spec;

namespace Precept.TestEndpoint.Scripts;

/// <summary>A model written by hand: the first rule whose expression fits the last message of the user gives the answer.</summary>
internal sealed class RulesScript : IScript
{
    private readonly IReadOnlyList<Rule> _rules;
    private readonly string _file;
    private readonly long _seed;

    private sealed record Rule(Regex When, IReadOnlyList<string> Replies, IScript? Script);

    private RulesScript(string file, IReadOnlyList<Rule> rules, long seed) => (_file, _rules, _seed) = (file, rules, seed);

    /// <summary>Reads a YAML (or JSON) list of rules: <c>when</c> with <c>reply</c> (a template, or a list to draw from) or <c>script</c> (the name of another script).</summary>
    /// <param name="file">The file.</param>
    /// <param name="seed">The program's seed.</param>
    /// <param name="named">Makes the script of a name.</param>
    /// <exception cref="InputException">The file is something else.</exception>
    public static RulesScript Read(string file, long seed, Func<string, IScript> named)
    {
        var root = YamlValue.Read(file) ?? throw new InputException(file, 0, "the file is empty; expected a list of rules");
        return new(file, [.. root.Items("the rules").Select(r => Read(r, named))], seed);
    }

    /// <inheritdoc/>
    public ScriptAnswer Answer(ChatRequest request)
    {
        var text = request.LastUserText;
        foreach (var rule in _rules)
        {
            if (rule.When.Match(text) is { Success: true } match)
            {
                return rule.Script is { } script ? script.Answer(request) : new(match.Result(Draw(rule.Replies, request)), []);
            }
        }

        throw new NoAnswerException($"no rule of {_file} fits the user's message; end the list with a rule whose 'when' is '' to answer all others");
    }

    private string Draw(IReadOnlyList<string> replies, ChatRequest request) =>
        replies.Count == 1 ? replies[0] : replies[SeededRandom.For(_seed, ["reply", $"{request.Seed}", .. request.Messages.Select(m => m.Text)]).NextInt(replies.Count)];

    private static Rule Read(YamlValue rule, Func<string, IScript> named)
    {
        Regex? when = null;
        IReadOnlyList<string>? replies = null;
        IScript? script = null;
        foreach (var (key, place, value) in rule.Entries("a rule"))
        {
            switch (key)
            {
                case "when":
                    when = Expression(value);
                    break;
                case "reply":
                    replies = [.. value.OneOrMore().Select(v => v.Text("reply"))];
                    break;
                case "script":
                    script = named(value.Text("script"));
                    break;
                default:
                    throw place.Error($"'{key}' is no part of a rule; write when, and reply or script");
            }
        }

        return when is not null && replies is { Count: > 0 } != script is not null
            ? new(when, replies ?? [], script)
            : throw rule.Error("a rule needs 'when', and either 'reply' or 'script'");
    }

    private static Regex Expression(YamlValue value)
    {
        try
        {
            return new Regex(value.Text("when"), RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw value.Error($"'when' is no regular expression that can be read in linear time: {e.Message}");
        }
    }
}
