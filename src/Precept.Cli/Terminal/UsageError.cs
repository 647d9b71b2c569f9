using System.CommandLine;

namespace Precept.Cli.Terminal;

/// <summary>Tells what is wrong with a command line, what was probably meant, and where help is.</summary>
internal static class UsageError
{
    /// <summary>Prints the errors of a command line on standard error.</summary>
    public static void Print(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        // "A command is required" adds nothing where the command is there but misspelt.
        var errors = parsed.Errors.Where(e => parsed.UnmatchedTokens.Count == 0 || !e.Message.StartsWith("Required command", StringComparison.Ordinal));
        foreach (var error in errors.Select(e => e.Message).Distinct())
        {
            Errors.Print(error);
        }

        foreach (var wrong in parsed.UnmatchedTokens)
        {
            if (Nearest(wrong, command) is { } meant)
            {
                Console.Error.WriteLine($"did you mean '{meant}'?");
            }
        }

        Console.Error.WriteLine($"'{PathOf(parsed.CommandResult)} --help' shows what there is");
    }

    private static string PathOf(System.CommandLine.Parsing.CommandResult result)
    {
        var names = new Stack<string>();
        for (System.CommandLine.Parsing.SymbolResult? at = result; at is System.CommandLine.Parsing.CommandResult command; at = at.Parent)
        {
            names.Push(command.Command.Name);
        }

        return string.Join(' ', names);
    }

    private static string? Nearest(string wrong, Command command)
    {
        var known = command.Subcommands.Select(c => c.Name).Concat(command.Options.Select(o => o.Name)).Concat(["--json", "--workspace", "--seed"]);
        return known.Select(name => (name, Distance: Distance(wrong, name)))
            .Where(n => n.Distance <= Math.Min(2, wrong.Length / 2)).OrderBy(n => n.Distance).Select(n => n.name).FirstOrDefault();
    }

    // Levenshtein's distance; names are short, and so is what is compared with them.
    private static int Distance(string from, string to)
    {
        if (from.Length > 64)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1)));
            }
        }

        return row[to.Length];
    }
}
