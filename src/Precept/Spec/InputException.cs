namespace Precept.Spec;

/// <summary>Something that a person wrote cannot be used as it stands: a spec, a recipe, a dataset, a command line.</summary>
/// <remarks>Its message is for that person: <c>file:line: what, expected, what to do</c>. The command line prints it without a stack trace and exits with 2.</remarks>
public sealed class InputException : Exception
{
    /// <summary>An error without a place.</summary>
    public InputException(string message) : base(message)
    {
    }

    /// <summary>An error without a place, with its cause.</summary>
    public InputException(string message, Exception inner) : base(message, inner)
    {
    }

    /// <summary>An error at a line of a file.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="line">The line, from 1; 0 where the whole file is meant.</param>
    /// <param name="message">What was found, what was expected, what to do.</param>
    public InputException(string file, int line, string message)
        : base(line > 0 ? $"{file}:{line}: {message}" : $"{file}: {message}")
    {
        File = file;
        Line = line;
        Problem = message;
    }

    /// <summary>The file's path, or null where the error has no place.</summary>
    public string? File { get; }

    /// <summary>The line, from 1; 0 where the whole file is meant or the error has no place.</summary>
    public int Line { get; }

    /// <summary>What was found, expected and is to be done, without the place.</summary>
    public string Problem { get => field ?? Message; }
}
