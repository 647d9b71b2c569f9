using Precept.Evaluation;
using Precept.Spec;
using Precept.Workbench.Storage;

namespace Precept.Workbench.PublicInput;

/// <summary>A statement in Polis' file of comments.</summary>
internal sealed record PolisComment(int Line, string Id, string Text, StatementState State);

/// <summary>Reads Polis' file of comments: <c>comment-id</c>, <c>comment-body</c>, and <c>moderated</c> where it is there.</summary>
internal static class PolisComments
{
    /// <summary>Reads it.</summary>
    /// <exception cref="InputException">It is not such a file, with the line.</exception>
    public static IReadOnlyList<PolisComment> Read(string csv)
    {
        const string file = "comments.csv";
        var (heading, comments) = (default(List<string>?), new List<PolisComment>());
        foreach (var (line, fields) in CsvRecords.Read(new StringReader(csv), file))
        {
            if (heading is null)
            {
                heading = [.. fields.Select(f => f.Trim().TrimStart('\uFEFF'))];
                continue;
            }

            if (fields.Count != heading.Count)
            {
                throw new InputException(file, line, $"{fields.Count} fields; the heading has {heading.Count}");
            }

            var text = SpreadsheetCell.TextOf(Field("comment-body"));
            if (PublicText.Fold(text).Length == 0 || PublicText.Length(PublicText.Line(text)) > 1000)
            {
                throw new InputException(file, line, "a comment is empty or longer than 1000 characters");
            }

            comments.Add(new PolisComment(line, Field("comment-id").Trim(), text, !heading.Contains("moderated") ? StatementState.Accepted : Field("moderated").Trim() switch
            {
                "-1" => StatementState.Rejected,
                _ => StatementState.Accepted,
            }));

            string Field(string name) => heading.IndexOf(name) is >= 0 and var at ? fields[at] : throw new InputException(file, 1, $"no column '{name}' in the heading");
        }

        return comments;
    }
}
