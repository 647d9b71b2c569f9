using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Precept.Cli.Recipes;
using Precept.Training.Optimizers;
using YamlDotNet.Serialization.NamingConventions;

namespace Precept.EndToEnd.Tests;

/// <summary>Pages that repeat what the code says: recipe keys with their bounds and defaults, packages with their versions.</summary>
public sealed class DocumentationTests
{
    private const string RecipePage = "docs/formats/recipe.md";

    /// <summary>Each record of a recipe with the heading of its table: the shortest dotted key that holds it.</summary>
    private static readonly IReadOnlyList<(string Heading, Type Type)> Tables =
        [.. Records("", typeof(Recipe)).OrderBy(r => r.Heading.Length).DistinctBy(r => r.Type)];

    public static TheoryData<string> Headings => [.. Tables.Select(t => t.Heading)];

    [Theory]
    [MemberData(nameof(Headings))]
    public void Recipe_page_gives_every_key_with_its_bound_and_default(string heading)
    {
        var rows = RowsUnder(heading);
        var expected = KeysOf(Tables.Single(t => t.Heading == heading).Type).ToArray();

        rows.Select(r => (r[0], r[2], r[3])).ShouldBe(expected);
        rows.Where(r => r[1].Length == 0).ShouldBeEmpty();
    }

    [Fact]
    public void Recipe_page_has_no_table_that_no_record_stands_for() =>
        Regex.Matches(DocumentationFiles.Text(RecipePage), "^## `(.+)`$", RegexOptions.Multiline).Select(m => m.Groups[1].Value)
            .ShouldBe(Tables.Select(t => t.Heading).Where(h => h.Length > 0), ignoreOrder: true);

    [Fact]
    public void Dependencies_page_names_every_package_with_its_version()
    {
        var page = DocumentationFiles.Text("docs/dependencies.md");
        var packages = XDocument.Parse(DocumentationFiles.Text("Directory.Packages.props")).Descendants("PackageVersion")
            .Select(p => $"| `{p.Attribute("Include")!.Value}` | {p.Attribute("Version")!.Value} |").ToArray();

        packages.Length.ShouldBeGreaterThan(10);
        packages.Where(p => !page.Contains(p, StringComparison.Ordinal)).ShouldBeEmpty();
        Regex.Count(page, "^\\| `", RegexOptions.Multiline).ShouldBe(packages.Length);
    }

    private static IEnumerable<(string Heading, Type Type)> Records(string prefix, Type type) => type == typeof(OptimizerOptions)
        ? [("optimizer", type)]
        : [(prefix, type), .. Settings(type).SelectMany(p => Nested(p.PropertyType) is { } inner ? Records($"{prefix}{(prefix.Length > 0 ? "." : "")}{Key(p)}", inner) : [])];

    /// <summary>The record that a key holds, by itself or in a list.</summary>
    private static Type? Nested(Type type) =>
        type.IsGenericType ? type.GetGenericArguments().Select(Nested).FirstOrDefault(t => t is not null)
        : type.IsClass && type.Namespace?.StartsWith("Precept", StringComparison.Ordinal) == true ? type : null;

    private static IEnumerable<PropertyInfo> Settings(Type type) => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite);

    private static IEnumerable<(string Key, string Bound, string Default)> KeysOf(Type type)
    {
        var defaults = Activator.CreateInstance(type)!;
        return Settings(type).Select(p => ($"`{Key(p)}`", Bound(p), Default(p.GetValue(defaults))));
    }

    private static string Key(PropertyInfo property) => UnderscoredNamingConvention.Instance.Apply(property.Name);

    private static string Bound(PropertyInfo property) => property switch
    {
        { PropertyType.IsEnum: true } => Choices(Enum.GetNames(property.PropertyType)),
        _ when property.PropertyType == typeof(bool) => "`true`, `false`",
        _ when property.GetCustomAttribute<RangeAttribute>() is { } range => $"{Number(range.Minimum)} to {Number(range.Maximum)}",
        _ when property.GetCustomAttribute<RegularExpressionAttribute>() is { } choice => Choices(choice.Pattern.Split('|')),
        _ when property.GetCustomAttribute<RequiredAttribute>() is not null => "required",
        _ => "",
    };

    private static string Default(object? value) => value switch
    {
        null or "" => "",
        string or bool or Enum => $"`{value.ToString()!.ToLowerInvariant()}`",
        IEnumerable list => $"`[{string.Join(", ", list.Cast<object>())}]`",
        int or long or double => Number(value),
        _ => "",
    };

    private static string Choices(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"`{n.ToLowerInvariant()}`"));

    private static string Number(object value) => Convert.ToDecimal(value, CultureInfo.InvariantCulture).ToString("0.##########", CultureInfo.InvariantCulture);

    private static IReadOnlyList<string[]> RowsUnder(string heading)
    {
        var title = heading.Length == 0 ? "## The recipe's own keys" : $"## `{heading}`";
        var section = DocumentationFiles.Text(RecipePage).ReplaceLineEndings("\n").Split("\n## ").Select(s => "## " + s)
            .SingleOrDefault(s => s.StartsWith(title + "\n", StringComparison.Ordinal));
        section.ShouldNotBeNull($"{RecipePage} has no heading '{title}'");
        return [.. section.Split('\n').Where(l => l.StartsWith("| `", StringComparison.Ordinal)).Select(l => l.Split('|')[1..^1].Select(c => c.Trim()).ToArray())];
    }
}
