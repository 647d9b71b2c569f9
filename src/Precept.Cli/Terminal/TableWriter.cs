using Spectre.Console;

namespace Precept.Cli.Terminal;

/// <summary>Draws tables in the terminal's width, numbers to the right.</summary>
internal static class TableWriter
{
    private const int ShortWord = 12;

    /// <summary>Draws a table on standard output.</summary>
    /// <param name="title">What it shows; empty for none.</param>
    /// <param name="columns">The column heads.</param>
    /// <param name="rows">The cells, taken as plain text.</param>
    public static void Write(string title, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Out),
            Ansi = Ansi.OnOutput ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = Ansi.OnOutput ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = Ansi.Width;
        if (title.Length > 0)
        {
            console.Write(new Text(Printable.Of(title) + "\n", new Style(decoration: Decoration.Bold)));
        }

        var table = new Table { Border = TableBorder.Simple, UseSafeBorder = false };
        for (var i = 0; i < columns.Count; i++)
        {
            var column = new TableColumn(new Text(columns[i], new Style(Color.Grey)));
            if (rows.All(r => IsNumber(r[i])) && rows.Any(r => r[i].Length > 0))
            {
                column.Alignment = Justify.Right;
                column.NoWrap = true;
            }

            // Names in the first column are looked for, and short words save no room: they stay whole.
            column.NoWrap |= i == 0 || rows.All(r => r[i].Length <= ShortWord);
            column.Padding = new Padding(0, 0, 1, 0);
            table.AddColumn(column);
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => (Spectre.Console.Rendering.IRenderable)new Text(Printable.Of(cell))));
        }

        console.Write(table);
    }

    // A share with its interval counts as a number: it begins with one.
    private static bool IsNumber(string cell) => cell.Length == 0 || cell == "–" || (char.IsAsciiDigit(cell[0]) && cell.All(c => !char.IsLetter(c)));
}
