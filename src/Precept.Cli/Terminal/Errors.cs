namespace Precept.Cli.Terminal;

/// <summary>Tells people on standard error what went wrong: one message, no stack trace unless they ask.</summary>
internal static class Errors
{
    private const string TraceVariable = "PRECEPT_TRACE";

    /// <summary>Prints <c>error: message</c>.</summary>
    public static void Print(string message, Exception? cause = null)
    {
        Label("error", "31", message);
        Trace(cause);
    }

    /// <summary>Prints <c>warning: message</c>.</summary>
    public static void Warn(string message) => Label("warning", "33", message);

    /// <summary>Prints something that the program did not expect, and how to see more.</summary>
    public static void Unexpected(Exception exception)
    {
        var cause = exception.GetBaseException();
        Label("error", "31", string.Join(' ', cause.Message.Split((char[])['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
        if (!Trace(exception))
        {
            Console.Error.WriteLine($"set {TraceVariable}=1 for the stack trace");
        }
    }

    private static void Label(string label, string colour, string message) => Console.Error.WriteLine(
        (Ansi.OnError ? $"\e[1;{colour}m{label}:\e[0m " : $"{label}: ") + Printable.Of(message));

    private static bool Trace(Exception? exception)
    {
        var isWanted = exception is not null && Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 } value && value != "0";
        if (isWanted)
        {
            Console.Error.WriteLine(exception);
        }

        return isWanted;
    }
}
