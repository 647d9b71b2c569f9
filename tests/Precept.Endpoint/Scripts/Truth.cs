using System.Text.Json;
using Precept.Judging;
using Precept.Spec;

namespace Precept.TestEndpoint.Scripts;

/// <summary>Which of two texts is the better one, read from a file, for judges of a known accuracy.</summary>
internal sealed class Truth
{
    private readonly HashSet<(string Better, string Worse)> _pairs = [];
    private readonly HashSet<string> _worse = [];
    private readonly HashSet<string> _better = [];

    /// <summary>Reads a JSONL file with an object <c>{"better": text, "worse": text}</c> in each line.</summary>
    /// <exception cref="InputException">A line is something else.</exception>
    public static Truth Read(string file)
    {
        if (!File.Exists(file))
        {
            throw new InputException(file, 0, "the file does not exist");
        }

        var truth = new Truth();
        var number = 0;
        foreach (var line in File.ReadLines(file))
        {
            number++;
            if (line.Length > 0)
            {
                var (better, worse) = Pair(file, number, line);
                truth._pairs.Add((better, worse));
                truth._better.Add(better);
                truth._worse.Add(worse);
            }
        }

        return truth;
    }

    /// <summary>The judge that sees each pair as it is with some probability, and else the other way round.</summary>
    /// <remarks>What it gets wrong is drawn for each pair of texts, so it says the same whichever is shown first: it errs, but has no position bias.</remarks>
    /// <param name="accuracy">The probability, 0 to 1.</param>
    public Judging Judge(double accuracy) => (question, seed) =>
    {
        var texts = question.Candidates.Select(c => Plain(c.Text)).ToArray();
        var wins = new int[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            for (var j = i + 1; j < texts.Length; j++)
            {
                wins[FirstWins(texts[i], texts[j], accuracy, seed) ? i : j]++;
            }
        }

        return new([.. Judgings.Indices(question).OrderByDescending(i => wins[i])], [.. texts.Select(t => Passes(t, accuracy, seed))]);
    };

    private bool FirstWins(string first, string second, double accuracy, string seed)
    {
        var swap = string.CompareOrdinal(first, second) > 0;
        var luck = SeededRandom.For(0, [seed, "pair", swap ? second : first, swap ? first : second]).NextDouble();
        var right = luck < accuracy;
        return _pairs.Contains((first, second)) ? right
            : _pairs.Contains((second, first)) ? !right
            : (luck < 0.5) != swap;
    }

    private bool Passes(string text, double accuracy, string seed)
    {
        var right = SeededRandom.For(0, [seed, "text", text]).NextDouble() < accuracy;
        return _worse.Contains(text) && !_better.Contains(text) ? !right : right;
    }

    private static (string Better, string Worse) Pair(string file, int number, string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return (Shown(json.RootElement.GetProperty("better").GetString()!), Shown(json.RootElement.GetProperty("worse").GetString()!));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentNullException)
        {
            throw new InputException(file, number, "expected {\"better\": \"…\", \"worse\": \"…\"}");
        }
    }

    /// <summary>A text as a judge's prompt shows it.</summary>
    private static string Shown(string text) => Plain(ShownText.Of(text, JudgePrompt.MaxAnswer).Text);

    /// <summary>Prompts may indent or trim what they quote.</summary>
    private static string Plain(string text) => string.Join(' ', (text ?? throw new ArgumentNullException(nameof(text))).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
