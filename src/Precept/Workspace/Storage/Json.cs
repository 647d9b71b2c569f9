using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Precept.Spec;

namespace Precept.Workspace.Storage;

/// <summary>The JSON in the database's text columns: compact, the same value always the same text.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // never put into a page as it stands; pages escape for themselves
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        IgnoreReadOnlyProperties = true,
        MaxDepth = 16,
    };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>A map in the order of its keys, whatever order it came in.</summary>
    public static string OfMap(IReadOnlyDictionary<string, string> map) =>
        Of(new SortedDictionary<string, string>(map.ToDictionary(), StringComparer.Ordinal));

    public static T Read<T>(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("null where a value was expected");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"A {typeof(T).Name} in the workspace's database cannot be read ({e.Message}): the database is damaged or of another version.", e);
        }
    }

    public static IReadOnlyDictionary<string, string> ReadMap(string json) => Read<Dictionary<string, string>>(json);

    public static string OfMessages(IEnumerable<Message> messages) => Of(messages.Select(StoredMessage.Of));

    public static IReadOnlyList<Message> ReadMessages(string json) => [.. Read<List<StoredMessage>>(json).Select(m => m.ToMessage())];
}

/// <summary>A message as it is stored; spans are [start, length].</summary>
internal sealed record StoredMessage(string Role, string Content, string? Name, string? Recipient, bool? EndTurn, IReadOnlyList<int[]>? Untrusted)
{
    public static StoredMessage Of(Message message) => new(
        message.RoleName,
        message.Content,
        message.Name,
        message.Recipient,
        message.EndTurn,
        message.Untrusted.Count == 0 ? null : [.. message.Untrusted.Select(s => new[] { s.Start, s.Length })]);

    public Message ToMessage() => new(Roles.TryParse(Role, out var role) ? role : throw Stored.Unknown("role", Role), Content)
    {
        Name = Name,
        Recipient = Recipient,
        EndTurn = EndTurn,
        Untrusted = [.. (Untrusted ?? []).Select(s => new TextSpan(s[0], s[1]))],
    };
}

/// <summary>A graded reply as it is stored.</summary>
internal sealed record StoredReply(StoredMessage Message, string Verdict, int Line, string? BreaksSection, string? Condition, string? Why, bool HasElision)
{
    /// <summary>Left out where there is none, so that the ids of demonstrations without it stay what they were.</summary>
    public string? Reasoning { get; init; }

    public static StoredReply Of(GradedReply reply) => new(
        StoredMessage.Of(reply.Message), Stored.Name(reply.Verdict), reply.Line, reply.BreaksSection, reply.Condition, reply.Why, reply.HasElision)
    {
        Reasoning = reply.Reasoning,
    };

    public GradedReply ToReply() => new(Message.ToMessage(), Stored.Value<Verdict>(Verdict), Line)
    {
        BreaksSection = BreaksSection,
        Condition = Condition,
        Why = Why,
        HasElision = HasElision,
        Reasoning = Reasoning,
    };
}

/// <summary>Enumerations as words in the database, so that reordering the code never changes the data.</summary>
internal static class Stored
{
    public static string Name<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static T Value<T>(string name) where T : struct, Enum =>
        Enum.GetValues<T>().Where(v => Name(v) == name).Cast<T?>().FirstOrDefault() ?? throw Unknown(typeof(T).Name.ToLowerInvariant(), name);

    public static InvalidDataException Unknown(string what, string value) =>
        new($"'{value}' in the workspace's database is no {what}: the database is damaged or of another version.");
}
