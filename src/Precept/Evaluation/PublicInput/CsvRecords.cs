using System.Text;
using Precept.Spec;

namespace Precept.Evaluation;

/// <summary>Records of comma-separated values (RFC 4180): quoted fields may hold commas, doubled quotes and line ends.</summary>
internal static class CsvRecords
{
    /// <summary>The longest field, in characters.</summary>
    public const int MaxField = 100_000;

    /// <summary>The most fields of a record.</summary>
    public const int MaxFields = 10_000;

    /// <summary>Reads records; empty lines are left out.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="file">Its name, for errors.</param>
    /// <returns>Each record with the line it begins on.</returns>
    /// <exception cref="InputException">A quote is not closed, text follows a closing quote, or a record is too large.</exception>
    public static IEnumerable<(int Line, IReadOnlyList<string> Fields)> Read(TextReader reader, string file)
    {
        var (line, begins, fields, field, quoted, closed) = (1, 1, new List<string>(), new StringBuilder(), false, false);
        while (true)
        {
            var next = reader.Read();
            if (quoted)
            {
                if (next < 0)
                {
                    throw new InputException(file, begins, "a quote is opened and never closed");
                }

                if (next == '"' && reader.Peek() != '"')
                {
                    (quoted, closed) = (false, true);
                    continue;
                }

                line += next == '\n' ? 1 : 0;
                field.Append((char)(next == '"' ? reader.Read() : next));
            }
            else if (next == '"' && field.Length == 0 && !closed)
            {
                quoted = true;
            }
            else if (next == '\r' && reader.Peek() == '\n')
            {
                continue;
            }
            else if (next is ',' or '\n' or < 0)
            {
                var empty = fields.Count == 0 && field.Length == 0 && !closed && next != ',';
                fields.Add(field.ToString());
                field.Clear();
                closed = false;
                if (next != ',')
                {
                    if (!empty)
                    {
                        yield return (begins, fields);
                    }

                    if (next < 0)
                    {
                        yield break;
                    }

                    begins = ++line;
                    fields = [];
                }
            }
            else if (closed)
            {
                throw new InputException(file, line, $"'{(char)next}' follows a closing quote; expected a comma or the end of the line");
            }
            else
            {
                field.Append((char)next);
            }

            if (field.Length > MaxField || fields.Count > MaxFields)
            {
                throw new InputException(file, begins, $"a record with more than {MaxFields} fields, or a field of more than {MaxField} characters");
            }
        }
    }

    /// <summary>A field as it is written: in quotes where it must be.</summary>
    public static string Field(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
