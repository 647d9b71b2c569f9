namespace Precept.Spec;

/// <summary>Tells whether a reply leaves text out.</summary>
internal static class Elisions
{
    /// <summary>
    /// Whether the reply has an elision (<c>[...]</c>, also one that says what is left out, <c>[... a table]</c>), or is nothing but a
    /// bracketed stage direction.
    /// </summary>
    public static bool In(string reply) => LeavesOut(reply) || IsStageDirection(reply);

    /// <summary>Whether the reply has an elision: <c>[...]</c>, or <c>[... what is left out]</c>.</summary>
    public static bool LeavesOut(string reply) =>
        reply.Contains("[...", StringComparison.Ordinal) || reply.Contains("[…", StringComparison.Ordinal);

    /// <summary>Whether the whole reply is one bracketed remark.</summary>
    public static bool IsStageDirection(string reply)
    {
        var text = reply.AsSpan().Trim();
        return text.Length > 2 && text[0] == '[' && text[^1] == ']' && text[1..^1].IndexOfAny('[', ']') < 0;
    }
}
