using Precept.Spec;

namespace Precept.Endpoints;

/// <summary>What an address leads to.</summary>
public enum ModelKind
{
    /// <summary>An endpoint that speaks the OpenAI protocol: OpenAI itself, vLLM, Ollama, any other.</summary>
    Endpoint,

    /// <summary>A model of the workspace or a checkpoint folder.</summary>
    Local,

    /// <summary>A recording of earlier calls.</summary>
    Replay,
}

/// <summary>Where a language model is: <c>openai:MODEL</c>, <c>ollama:MODEL</c>, <c>http://host:port/v1#MODEL</c>, <c>local:PATH</c> or <c>replay:FILE</c>.</summary>
/// <remarks>An address never holds a key: it is written into judgments, logs and reports.</remarks>
/// <param name="Kind">What it leads to.</param>
/// <param name="Text">The address as it is written in judgments.</param>
/// <param name="Name">The model's name at its endpoint, the model or folder (<c>local:</c>), or the file (<c>replay:</c>).</param>
public sealed record ModelAddress(ModelKind Kind, string Text, string Name)
{
    /// <summary>The five forms, for messages and help.</summary>
    public const string Forms = "openai:MODEL, ollama:MODEL, http://host:port/v1#MODEL, local:PATH or replay:FILE";

    private const string OpenAi = "https://api.openai.com/v1";
    private const string Ollama = "http://localhost:11434/v1";
    private const int MaxLength = 1000;

    /// <summary>The endpoint's base address; null for a local model and a recording.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>The environment variable or user secret that holds the endpoint's key; null where none is ever needed.</summary>
    /// <remarks><c>OPENAI_API_KEY</c> for <c>openai:</c>, <c>PRECEPT_API_KEY</c> for endpoints by URL: the key of one is never sent to the other.</remarks>
    public string? KeyName { get; init; }

    /// <summary>Reads an address.</summary>
    /// <param name="text">One of the five forms.</param>
    /// <exception cref="InputException">It has none of the forms, or names a user or a key.</exception>
    public static ModelAddress Parse(string text)
    {
        if (text.Length > MaxLength || text.Any(char.IsControl))
        {
            throw new InputException($"a model's address has {text.Length} characters or control characters; write {Forms}");
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
        {
            return OfUrl(text, uri);
        }

        return text.Split(':', 2) switch
        {
            ["openai", { Length: > 0 } model] => new(ModelKind.Endpoint, text, model) { Endpoint = new Uri(OpenAi), KeyName = "OPENAI_API_KEY" },
            ["ollama", { Length: > 0 } model] => new(ModelKind.Endpoint, text, model) { Endpoint = new Uri(Ollama) },
            ["local", { Length: > 0 } path] => new(ModelKind.Local, text, path),
            ["replay", { Length: > 0 } file] => new(ModelKind.Replay, text, file),
            _ => throw new InputException($"'{text}' is no model's address; write {Forms}"),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static ModelAddress OfUrl(string text, Uri uri)
    {
        if (uri.UserInfo.Length > 0 || uri.Query.Length > 0)
        {
            throw new InputException($"the address of '{uri.Host}' holds a user, a key or a query; addresses are written into judgments and reports: put the key into the environment variable PRECEPT_API_KEY");
        }

        var model = Uri.UnescapeDataString(uri.Fragment.TrimStart('#'));
        var path = uri.GetLeftPart(UriPartial.Path).TrimEnd('/');
        return model.Length > 0
            ? new(ModelKind.Endpoint, $"{path}#{model}", model) { Endpoint = new Uri(path), KeyName = "PRECEPT_API_KEY" }
            : throw new InputException($"'{text}' names no model; write it behind a #: {path}#MODEL");
    }
}
