using Precept.Evaluation;

namespace Precept.Workbench.Storage;

/// <summary>Cells of CSV that people open in spreadsheets: what one would run as a formula gets an apostrophe before it.</summary>
public static class SpreadsheetCell
{
    /// <summary>A text as it is written (RFC 4180).</summary>
    public static string Of(string text) => CsvRecords.Field(IsFormula(text) ? "'" + text : text);

    /// <summary>The text of a cell that was read: without the apostrophe that <see cref="Of"/> puts before formulas.</summary>
    public static string TextOf(string cell) => cell.StartsWith('\'') && IsFormula(cell[1..]) ? cell[1..] : cell;

    private static bool IsFormula(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];
}
