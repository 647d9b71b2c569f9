using System.Globalization;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Precept.Spec;

/// <summary>A value of a YAML file with its place, for readers that say <c>file:line</c> when a person wrote something else than was expected.</summary>
/// <remarks>Files are bounded (4 MiB, 64 levels, no aliases), so hostile ones cost no more than reading them.</remarks>
public sealed class YamlValue
{
    /// <summary>The largest file that is read, in bytes.</summary>
    public const long MaxBytes = 4 << 20;

    /// <summary>The deepest nesting that is read.</summary>
    public const int MaxDepth = 64;

    private readonly YamlNode _node;

    private YamlValue(YamlNode node, string file) => (_node, File) = (node, file);

    /// <summary>The file.</summary>
    public string File { get; }

    /// <summary>The line where the value starts, from 1.</summary>
    public int Line => (int)_node.Start.Line;

    /// <summary>Whether it is a list.</summary>
    public bool IsList => _node is YamlSequenceNode;

    /// <summary>Whether it is a mapping.</summary>
    public bool IsMapping => _node is YamlMappingNode;

    /// <summary>Reads a file.</summary>
    /// <returns>Its one document's value, or null for a file without one.</returns>
    /// <exception cref="InputException">It does not exist, is too large, is not valid YAML, or holds several documents.</exception>
    public static YamlValue? Read(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
        {
            throw new InputException(path, 0, "the file does not exist");
        }

        return info.Length > MaxBytes
            ? throw new InputException(path, 0, $"{info.Length} bytes; at most {MaxBytes} are read")
            : Parse(System.IO.File.ReadAllText(path), path);
    }

    /// <summary>Reads a text; <paramref name="file"/> is named in errors.</summary>
    /// <returns>Its one document's value, or null for a text without one.</returns>
    /// <exception cref="InputException">It is not valid YAML, or holds several documents.</exception>
    public static YamlValue? Parse(string text, string file)
    {
        try
        {
            RefuseDeepOrAliased(text, file);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents switch
            {
                [] => null,
                [var one] => new YamlValue(one.RootNode, file),
                [_, var second, ..] => throw new InputException(file, (int)second.RootNode.Start.Line, "a second YAML document; write one"),
            };
        }
        catch (YamlException e)
        {
            throw new InputException(file, (int)e.Start.Line, $"not valid YAML: {e.Message}");
        }
    }

    /// <summary>An error at this value.</summary>
    public InputException Error(string message) => new(File, Line, message);

    /// <summary>The text of a scalar.</summary>
    /// <param name="what">What it is, for the error.</param>
    public string Text(string what) =>
        _node is YamlScalarNode { Value: { } value } scalar && !(scalar.Style == ScalarStyle.Plain && value is "" or "~" or "null")
            ? value
            : throw Error($"{what}: expected a text");

    /// <summary>A truth value, <c>true</c> or <c>false</c>.</summary>
    /// <param name="what">What it is, for the error.</param>
    public bool Boolean(string what) => (_node as YamlScalarNode)?.Value switch
    {
        "true" => true,
        "false" => false,
        _ => throw Error($"{what}: expected true or false"),
    };

    /// <summary>A whole number.</summary>
    /// <param name="what">What it is, for the error.</param>
    public int Integer(string what) =>
        int.TryParse((_node as YamlScalarNode)?.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Error($"{what}: expected a whole number");

    /// <summary>The items of a list.</summary>
    /// <param name="what">What it is, for the error.</param>
    public IReadOnlyList<YamlValue> Items(string what) =>
        _node is YamlSequenceNode sequence
            ? [.. sequence.Children.Select(n => new YamlValue(n, File))]
            : throw Error($"{what}: expected a list");

    /// <summary>The items of a list, or a single value as a list of one.</summary>
    public IReadOnlyList<YamlValue> OneOrMore() => IsList ? Items("") : [this];

    /// <summary>The entries of a mapping, in the file's order; each key with its place.</summary>
    /// <param name="what">What it is, for the error.</param>
    public IReadOnlyList<(string Key, YamlValue KeyPlace, YamlValue Value)> Entries(string what) =>
        _node is YamlMappingNode mapping
            ? [.. mapping.Children.Select(c => (new YamlValue(c.Key, File).Text($"a key of {what}"), new YamlValue(c.Key, File), new YamlValue(c.Value, File)))]
            : throw Error($"{what}: expected a mapping (key: value)");

    /// <summary>A form that does not depend on comments, quoting, layout or the order of keys: for content hashes.</summary>
    public string Canonical => _node switch
    {
        YamlSequenceNode => $"[{string.Join(",", Items("").Select(i => i.Canonical))}]",
        YamlMappingNode => $"{{{string.Join(",", Entries("").OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{Quote(e.Key)}:{e.Value.Canonical}"))}}}",
        _ => Quote((_node as YamlScalarNode)?.Value ?? ""),
    };

    private static string Quote(string text) => JsonSerializer.Serialize(text);

    private static void RefuseDeepOrAliased(string text, string file)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (MoveNext(parser, file))
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > MaxDepth || parser.Current is AnchorAlias)
            {
                throw new InputException(file, (int)parser.Current.Start.Line,
                    depth > MaxDepth ? $"nested more than {MaxDepth} deep" : "YAML aliases are not read; write the value out");
            }
        }
    }

    // The scanner answers some broken texts, such as a list that is not closed, with an exception of another kind.
    private static bool MoveNext(Parser parser, string file)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new InputException(file, (int)(parser.Current?.End.Line ?? 1), "not valid YAML; is a bracket or a quote left open after here?");
        }
    }
}
