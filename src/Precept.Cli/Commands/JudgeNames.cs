using Precept.Spec;

namespace Precept.Cli.Commands;

/// <summary>Finds a judge of the workspace by what somebody types.</summary>
internal static class JudgeNames
{
    /// <summary>The judge that a name means: its configuration, or a part of it that no other has.</summary>
    /// <param name="judges">The configurations.</param>
    /// <param name="name">What was typed; capitals do not matter in a part.</param>
    /// <exception cref="InputException">No judge or several fit.</exception>
    public static string Find(IReadOnlyList<string> judges, string name)
    {
        if (judges.Contains(name))
        {
            return name;
        }

        string[] found = [.. judges.Where(j => j.Contains(name, StringComparison.OrdinalIgnoreCase))];
        return found switch
        {
            [var one] => one,
            [] => throw new InputException($"no judge '{name}' has judged anything here that is current; there are: {Listed(judges)}{(judges.Count == 0 ? "; 'precept judge' judges" : "")}"),
            _ => throw new InputException($"'{name}' is part of several judges: {Listed(found)}; give more of the name"),
        };
    }

    private static string Listed(IReadOnlyList<string> judges) => judges.Count == 0 ? "none" : string.Join(", ", judges.Take(10)) + (judges.Count > 10 ? $" and {judges.Count - 10} more" : "");
}
