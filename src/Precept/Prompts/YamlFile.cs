using Precept.Spec;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Precept.Prompts;

/// <summary>Reads the YAML beside scenarios: one mapping per file, bounded, without anchors (which can blow up).</summary>
internal static class YamlFile
{
    private const int MaxBytes = 4 << 20;
    private const int MaxDepth = 8;

    /// <summary>Reads a file's top mapping.</summary>
    /// <exception cref="InputException">The file is absent, too large or not such a mapping.</exception>
    public static YamlMappingNode ReadMapping(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new InputException(path, 0, "the file does not exist");
        }

        if (file.Length > MaxBytes)
        {
            throw new InputException(path, 0, $"the file has {file.Length} bytes; at most {MaxBytes} are read; split it");
        }

        return ParseMapping(File.ReadAllText(path), path);
    }

    /// <summary>Reads a text's top mapping; an empty text is an empty mapping.</summary>
    public static YamlMappingNode ParseMapping(string text, string path)
    {
        try
        {
            Bound(text, path);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents.Count switch
            {
                0 => new YamlMappingNode(),
                1 => Mapping(stream.Documents[0].RootNode, path, "the file"),
                _ => throw new InputException(path, Line(stream.Documents[1].RootNode), "a second YAML document; one was expected"),
            };
        }
        catch (YamlException e)
        {
            throw new InputException(path, (int)e.Start.Line, $"this is not valid YAML: {e.Message}");
        }
    }

    /// <summary>A node's line, from 1.</summary>
    public static int Line(YamlNode node) => (int)node.Start.Line;

    /// <summary>The node as a mapping.</summary>
    public static YamlMappingNode Mapping(YamlNode node, string path, string what) =>
        node as YamlMappingNode ?? throw new InputException(path, Line(node), $"{what} must be a mapping (key: value)");

    /// <summary>The node as a sequence.</summary>
    public static YamlSequenceNode Sequence(YamlNode node, string path, string what) =>
        node as YamlSequenceNode ?? throw new InputException(path, Line(node), $"{what} must be a list: [a, b] or lines that begin with '- '");

    /// <summary>The node as a text that is not empty.</summary>
    public static string Text(YamlNode node, string path, string what) =>
        node is YamlScalarNode { Value: { } value } && !string.IsNullOrWhiteSpace(value)
            ? value
            : throw new InputException(path, Line(node), $"{what} must be a text that is not empty");

    // The scanner answers some broken texts, such as a list that is not closed, with an exception of another kind.
    private static bool MoveNext(Parser parser, string path)
    {
        try
        {
            return parser.MoveNext();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new InputException(path, (int)(parser.Current?.End.Line ?? 1), "this is not valid YAML; is a bracket or a quote left open after here?");
        }
    }

    // The events come from a state machine, so this is safe at any depth; building the tree is recursive and is not.
    private static void Bound(string text, string path)
    {
        var depth = 0;
        var parser = new Parser(new StringReader(text));
        while (MoveNext(parser, path))
        {
            if (parser.Current is AnchorAlias or NodeEvent { Anchor.IsEmpty: false })
            {
                throw new InputException(path, (int)parser.Current.Start.Line, "anchors and aliases (&, *) are not read here; write the value out, or quote it");
            }

            depth += parser.Current!.NestingIncrease;
            if (depth > MaxDepth)
            {
                throw new InputException(path, (int)parser.Current.Start.Line, $"nested deeper than {MaxDepth} levels");
            }
        }
    }
}
