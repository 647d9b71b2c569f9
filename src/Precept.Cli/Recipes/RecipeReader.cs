using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Precept.Spec;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Precept.Cli.Recipes;

/// <summary>Reads recipes: unknown keys, wrong types and values out of bounds are errors with file and line.</summary>
public static class RecipeReader
{
    private const int MaxLength = 1 << 20;

    /// <summary>The keys whose values are paths.</summary>
    private static readonly HashSet<string> PathKeys = ["spec", "base", "data.file", "cai.constitution", "judge.constitution", "limits.prices"];

    /// <summary>Reads a recipe.</summary>
    /// <param name="path">The YAML file.</param>
    /// <param name="overrides">Values that replace the file's: dotted keys, such as <c>dpo.beta</c>; paths among them are relative to the current folder.</param>
    /// <exception cref="InputException">The file or an override is not as docs/formats/recipe.md says.</exception>
    public static Recipe Read(string path, IReadOnlyDictionary<string, string>? overrides = null)
    {
        if (!File.Exists(path))
        {
            throw new InputException(path, 0, "there is no such recipe; the shipped ones are in recipes/");
        }

        if (new FileInfo(path).Length > MaxLength)
        {
            throw new InputException(path, 0, $"is larger than {MaxLength} bytes: that is no recipe");
        }

        var text = File.ReadAllText(path);
        var recipe = Parse(text, path);
        if (overrides is { Count: > 0 })
        {
            recipe = Parse(Override(text, path, overrides), $"{path} (with --set)");
        }

        Validate(recipe, path, "");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return recipe with
        {
            Spec = Full(recipe.Spec),
            Base = recipe.Base is null ? null : Full(recipe.Base),
            Prompts = recipe.Prompts with { Scenarios = [.. recipe.Prompts.Scenarios.Select(Full)] },
            Data = recipe.Data is { File: not null } data ? data with { File = Full(data.File) } : recipe.Data,
            Cai = recipe.Cai is { Constitution: not null } cai ? cai with { Constitution = Full(cai.Constitution) } : recipe.Cai,
            Limits = recipe.Limits is { Prices: not null } limits ? limits with { Prices = Full(limits.Prices) } : recipe.Limits,
            Judge = recipe.Judge is { Constitution: not null } judge ? judge with { Constitution = Full(judge.Constitution) } : recipe.Judge,
        };

        string Full(string relative) => Path.GetFullPath(relative, folder);
    }

    private static Recipe Parse(string text, string path)
    {
        var deserializer = new DeserializerBuilder()
            .WithNamingConvention(UnderscoredNamingConvention.Instance)
            .WithDuplicateKeyChecking()
            .WithTypeMapping<IReadOnlyList<string>, List<string>>()
            .Build();
        try
        {
            return deserializer.Deserialize<Recipe>(text) ?? throw new InputException(path, 1, "is empty; a recipe has at least 'name' and 'spec'");
        }
        catch (YamlException e)
        {
            var reason = e.InnerException is { } inner ? inner.Message : e.Message;
            throw new InputException(path, (int)e.Start.Line, $"{Explain(reason)}; see docs/formats/recipe.md");
        }
    }

    private static string Explain(string reason) =>
        reason.Contains("not found on type", StringComparison.Ordinal) && reason.Split('\'') is { Length: > 1 } parts
            ? $"unknown key '{parts[1]}'"
            : reason.Contains("List`1", StringComparison.Ordinal) ? "is a single value, expected a list such as [a, b]"
            : reason;

    private static string Override(string text, string path, IReadOnlyDictionary<string, string> overrides)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        var root = (YamlMappingNode)stream.Documents[0].RootNode;
        foreach (var (key, value) in overrides)
        {
            var node = root;
            var names = key.Split('.');
            foreach (var name in names[..^1])
            {
                if (!node.Children.TryGetValue(name, out var child) || child is YamlScalarNode { Value: null or "" })
                {
                    node.Children[name] = child = new YamlMappingNode();
                }

                node = child as YamlMappingNode ?? throw new InputException($"--set {key}: '{name}' in {path} is not a mapping");
            }

            node.Children[names[^1]] = PathKeys.Contains(key) ? new YamlScalarNode(Path.GetFullPath(value)) : Value(key, value);
        }

        using var writer = new StringWriter();
        stream.Save(writer, assignAnchors: false);
        return writer.ToString();
    }

    /// <summary>A list or mapping in YAML's short form, as in <c>[sft, dpo]</c>, or a plain value.</summary>
    private static YamlNode Value(string key, string value)
    {
        if (value is not ['[' or '{', ..])
        {
            return new YamlScalarNode(value);
        }

        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(value));
            return stream.Documents[0].RootNode;
        }
        catch (YamlException e)
        {
            throw new InputException($"--set {key}: '{value}' is not YAML: {e.Message}");
        }
    }

    /// <summary>Checks every annotated bound, also of nested settings; the message names the key as it is written in YAML.</summary>
    private static void Validate(object settings, string path, string prefix)
    {
        foreach (var property in settings.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0))
        {
            var value = property.GetValue(settings);
            var key = prefix + UnderscoredNamingConvention.Instance.Apply(property.Name);
            foreach (var attribute in property.GetCustomAttributes<ValidationAttribute>())
            {
                if (!attribute.IsValid(value))
                {
                    throw new InputException(path, 0, $"'{key}' is {Shown(value)}, expected {Expected(attribute)}");
                }
            }

            if (value is IEnumerable items and not string)
            {
                foreach (var item in items.Cast<object>().Where(i => IsSettings(i.GetType())))
                {
                    Validate(item, path, key + ".");
                }
            }
            else if (value is not null && IsSettings(value.GetType()))
            {
                Validate(value, path, key + ".");
            }
        }
    }

    private static bool IsSettings(Type type) => type.Namespace?.StartsWith("Precept", StringComparison.Ordinal) == true && type.IsClass;

    private static string Shown(object? value) => value is null or "" ? "missing" : $"'{value}'";

    private static string Expected(ValidationAttribute attribute) => attribute switch
    {
        RangeAttribute range => $"a number from {range.Minimum} to {range.Maximum}",
        RegularExpressionAttribute choice => $"one of {choice.Pattern.Replace("|", ", ", StringComparison.Ordinal)}",
        _ => "a value",
    };
}
