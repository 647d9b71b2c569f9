using System.Globalization;
using System.Text;

namespace Precept.Spec.Importing;

/// <summary>Reads and writes <c>principles.yaml</c>.</summary>
internal static class ConstitutionYaml
{
    public static Constitution Read(string text, string file)
    {
        var read = Constitution.Empty;
        foreach (var (key, place, value) in YamlValue.Parse(text, file)?.Entries("the principles") ?? [])
        {
            read = key switch
            {
                "principles" => read with { Principles = [.. value.Items(key).Select(ReadPrinciple)] },
                "conversations" => read with { Conversations = [.. value.Items(key).Select(c => c.Items("a conversation").Select(ReadMessage).ToArray())] },
                _ => throw place.Error($"'{SourceText.Quote(key)}' is not known (principles, conversations)"),
            };
        }

        return read;
    }

    public static string Write(Constitution constitution)
    {
        var yaml = new StringBuilder("# Requests for critique and revision of replies, by section: docs/formats/constitution.md.\n");
        yaml.Append(constitution.Principles.Count == 0 ? "principles: []\n" : "principles:\n");
        foreach (var principle in constitution.Principles)
        {
            var first = "  - ";
            foreach (var (key, value) in new[] { ("section", principle.Section), ("hash", principle.SectionHash), ("critique", principle.Critique), ("revision", principle.Revision) })
            {
                if (value is not null)
                {
                    yaml.Append(first).Append(key).Append(": ").Append(Quoted(value)).Append('\n');
                    first = "    ";
                }
            }
        }

        yaml.Append(constitution.Conversations.Count == 0 ? "" : "conversations:\n");
        foreach (var conversation in constitution.Conversations)
        {
            yaml.Append(conversation.Count == 0 ? "  - []\n" : "");
            foreach (var (i, message) in conversation.Index())
            {
                yaml.Append(i == 0 ? "  - - " : "    - ").Append("role: ").Append(message.RoleName).Append("\n      content: ").Append(Quoted(message.Content)).Append('\n');
            }
        }

        return yaml.ToString();
    }

    private static Principle ReadPrinciple(YamlValue value)
    {
        string? section = null, hash = null, critique = null, revision = null;
        foreach (var (key, place, item) in value.Entries("a principle"))
        {
            _ = key switch
            {
                "section" => section = item.Text(key),
                "hash" => hash = item.Text(key),
                "critique" => critique = item.Text(key),
                "revision" => revision = item.Text(key),
                _ => throw place.Error($"'{SourceText.Quote(key)}' is not known (section, hash, critique, revision)"),
            };
        }

        return critique is null || revision is null
            ? throw value.Error("a principle has a 'critique' and a 'revision'")
            : new Principle(critique, revision) { Section = section, SectionHash = hash };
    }

    private static Message ReadMessage(YamlValue value)
    {
        var entries = value.Entries("a message").ToDictionary(e => e.Key, e => e.Value);
        return entries.TryGetValue("role", out var role) && entries.TryGetValue("content", out var content) && entries.Count == 2
            ? Roles.TryParse(role.Text("role"), out var known)
                ? new Message(known, content.Text("content"))
                : throw role.Error($"'{SourceText.Quote(role.Text("role"))}' is not a role (system, developer, user, assistant, tool)")
            : throw value.Error("a message has a 'role' and a 'content'");
    }

    /// <summary>A text as a double-quoted YAML scalar on one line.</summary>
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                _ when Rune.IsControl(rune) || rune.Value is 0x2028 or 0x2029 or 0xFEFF or 0xFFFE or 0xFFFF => quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => quoted.Append(rune.ToString()),
            };
        }

        return quoted.Append('"').ToString();
    }
}
