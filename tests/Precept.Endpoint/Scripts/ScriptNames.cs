using System.Globalization;
using Precept.Spec;

namespace Precept.TestEndpoint.Scripts;

/// <summary>Makes the models of a command line.</summary>
internal static class ScriptNames
{
    private const string Accuracy = "accuracy:";
    private const string Rules = "rules:";

    private static readonly Dictionary<string, Judging> Judges = new(StringComparer.Ordinal)
    {
        ["first"] = Judgings.First,
        ["second"] = Judgings.Second,
        ["longest"] = Judgings.Longest,
        ["shortest"] = Judgings.Shortest,
        ["random"] = Judgings.Random,
    };

    /// <summary>The models: those that were named, besides <c>first</c>, <c>second</c>, <c>longest</c>, <c>shortest</c>, <c>random</c> and <c>refuser</c>, which are always there.</summary>
    /// <param name="models">Each <c>NAME=SCRIPT</c>, or a script that is its own name.</param>
    /// <param name="truth">The truth file of accuracy scripts, or null.</param>
    /// <param name="seed">The program's seed.</param>
    /// <param name="confidence">See <see cref="EndpointSettings.Confidence"/>.</param>
    /// <exception cref="InputException">A script is unknown, or its file cannot be read.</exception>
    public static IReadOnlyDictionary<string, IScript> Read(IReadOnlyList<string> models, string? truth, long seed, double confidence)
    {
        var known = truth is null ? null : Truth.Read(truth);
        var all = Judges.Keys.Append("refuser").ToDictionary(n => n, Named, StringComparer.Ordinal);
        foreach (var model in models)
        {
            var parts = model.Split('=', 2);
            all[parts[0]] = Named(parts[^1]);
        }

        return all;

        IScript Named(string script)
        {
            if (script.StartsWith(Rules, StringComparison.Ordinal))
            {
                return RulesScript.Read(script[Rules.Length..], seed, n => n.StartsWith(Rules, StringComparison.Ordinal) ? throw new InputException($"{script}: a rule cannot lead to other rules ('{n}')") : Named(n));
            }

            return script == "refuser" ? new Refuser() : new JudgeScript(Opinion(script, known), seed, confidence);
        }
    }

    private static Judging Opinion(string script, Truth? truth)
    {
        if (Judges.TryGetValue(script, out var judging))
        {
            return judging;
        }

        if (script.StartsWith(Accuracy, StringComparison.Ordinal)
            && double.TryParse(script[Accuracy.Length..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var accuracy) && accuracy <= 1)
        {
            return truth?.Judge(accuracy) ?? throw new InputException($"'{script}' needs --truth FILE, lines of {{\"better\": text, \"worse\": text}}");
        }

        throw new InputException($"'{script}' is no script; write {string.Join(", ", Judges.Keys)}, refuser, accuracy:P (0 to 1) or rules:FILE");
    }
}
