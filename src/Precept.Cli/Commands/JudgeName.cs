using Precept.Spec;

namespace Precept.Cli.Commands;

/// <summary>Finds a judge by what people type of its name: a judge's configuration is too long to type.</summary>
internal static class JudgeName
{
    private const int Named = 10;

    /// <summary>The judge whose name is the given text; else the only one whose name begins with it; else the only one whose name holds it.</summary>
    /// <remarks>A panel's name holds the names of its members: what a name begins with tells a member from its panels.</remarks>
    /// <param name="text">What was typed.</param>
    /// <param name="judges">The judges' configurations; the same one may come several times.</param>
    /// <exception cref="InputException">There is none, or more than one.</exception>
    public static string Find(string text, IEnumerable<string> judges)
    {
        string[] all = [.. judges.Distinct().Order(StringComparer.Ordinal)];
        string[] found = all.Contains(text) ? [text] : [.. all.Where(j => j.StartsWith(text, StringComparison.OrdinalIgnoreCase))];
        found = found.Length > 0 ? found : [.. all.Where(j => j.Contains(text, StringComparison.OrdinalIgnoreCase))];
        return found switch
        {
            [var one] => one,
            [] => throw new InputException($"no judge '{text}' has judged anything here that is current; there are: {List(all)}{(all.Length == 0 ? "; 'precept judge' judges" : "")}"),
            _ => throw new InputException($"'{text}' is part of several judges: {List(found)}; give more of the name"),
        };
    }

    private static string List(string[] judges) => judges.Length == 0 ? "none" : string.Join(", ", judges.Take(Named)) + (judges.Length > Named ? $" and {judges.Length - Named} more" : "");
}
