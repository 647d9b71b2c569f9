using Microsoft.Data.Sqlite;
using Precept.Spec;

namespace Precept.Judging;

/// <summary>Finds the sections of a spec that a text is about: a full-text index (SQLite FTS5) in memory, best first by BM25 (Robertson and Zaragoza 2009).</summary>
/// <remarks>
/// Terms are words and, where words are written without blanks, pairs of neighbouring characters (<see cref="SearchTerms"/>), so that Chinese is found as English is; English
/// words are stemmed (Porter 1980); title, text and examples weigh alike. Sections without authority are not searched: they are
/// aims and explanations, and the words of an introduction are found everywhere. Safe for calls from several threads.
/// </remarks>
public sealed class SectionSearch : IDisposable
{
    /// <summary>Most characters of a text that are searched for.</summary>
    public const int MaxText = 20_000;

    private const int MaxTerms = 200;
    private const double LeastOfBest = 0.25;

    private readonly Section[] _sections;
    private readonly SqliteConnection _index = new("Data Source=:memory:;Pooling=False");
    private readonly Lock _lock = new();

    /// <summary>Builds the index of a spec.</summary>
    public SectionSearch(SpecDocument spec)
    {
        _sections = [.. spec.Sections.DistinctBy(s => s.Id).Where(s => s.Authority != Authority.None)];
        _index.Open();
        using var filling = _index.BeginTransaction();
        using var command = _index.CreateCommand();
        command.CommandText = "CREATE VIRTUAL TABLE sections USING fts5(title, body, examples, tokenize = 'porter unicode61')";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO sections(rowid, title, body, examples) VALUES ($at, $title, $body, $examples)";
        foreach (var (at, section) in _sections.Index())
        {
            command.Parameters.Clear();
            command.Parameters.AddWithValue("$at", at);
            command.Parameters.AddWithValue("$title", Terms($"{section.Id} {section.Title}"));
            command.Parameters.AddWithValue("$body", Terms(section.Body));
            command.Parameters.AddWithValue("$examples", Terms(string.Join('\n', section.Examples.Select(JudgePrompt.ExampleText))));
            command.ExecuteNonQuery();
        }

        filling.Commit();
    }

    /// <summary>The sections that a text is about, best first; those with less than a quarter of the best one's score are not about it.</summary>
    /// <param name="text">The text; of a longer one the first 20,000 characters and the first 200 different terms count.</param>
    /// <param name="most">Most sections, at least 1.</param>
    public IReadOnlyList<Section> Find(string text, int most)
    {
        // Terms hold letters and digits only; quoted, none of them is read as an operator.
        var terms = SearchTerms.Of(text.Length > MaxText ? text[..MaxText] : text).Distinct().Take(MaxTerms).Select(t => $"\"{t}\"").ToArray();
        if (terms.Length == 0)
        {
            return [];
        }

        lock (_lock)
        {
            using var command = _index.CreateCommand();
            command.CommandText = "SELECT rowid, -bm25(sections) AS score FROM sections WHERE sections MATCH $terms ORDER BY score DESC, rowid LIMIT $most";
            command.Parameters.AddWithValue("$terms", string.Join(" OR ", terms));
            command.Parameters.AddWithValue("$most", most);
            using var rows = command.ExecuteReader();
            var found = new List<(Section Section, double Score)>();
            while (rows.Read())
            {
                found.Add((_sections[rows.GetInt32(0)], rows.GetDouble(1)));
            }

            return [.. found.Where(f => f.Score >= LeastOfBest * found[0].Score).Select(f => f.Section)];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _index.Dispose();

    private static string Terms(string text) => string.Join(' ', SearchTerms.Of(text));
}
