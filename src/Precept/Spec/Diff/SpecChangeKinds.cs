using System.Text;

namespace Precept.Spec.Diff;

/// <summary>What a kind of change is about.</summary>
public enum SpecChangeGroup
{
    /// <summary>Which sections there are, and where.</summary>
    Sections,

    /// <summary>Authority and kind.</summary>
    Authority,

    /// <summary>A section's prose.</summary>
    Text,

    /// <summary>Examples, their replies and grades.</summary>
    Examples,

    /// <summary>Machine-checkable conditions.</summary>
    Checks,

    /// <summary>Footnotes and the files of evaluation prompts that they name.</summary>
    Evaluation,

    /// <summary>Commentary, which is no instruction to the model.</summary>
    Commentary,
}

/// <summary>Names and groups of the kinds of change.</summary>
public static class SpecChangeKinds
{
    private static readonly string[] Names = [.. Enum.GetNames<SpecChangeKind>().Select(KebabCase)];

    /// <summary>All kinds, in the order in which they are told.</summary>
    public static IReadOnlyList<SpecChangeKind> All { get; } = Enum.GetValues<SpecChangeKind>();

    /// <summary>The name in JSON: <c>section-added</c>.</summary>
    public static string Name(this SpecChangeKind kind) => Names[(int)kind];

    /// <summary>The name for people: <c>section added</c>.</summary>
    public static string Label(this SpecChangeKind kind) => kind.Name().Replace('-', ' ');

    /// <summary>What the kind is about.</summary>
    public static SpecChangeGroup Group(this SpecChangeKind kind) => kind switch
    {
        <= SpecChangeKind.SectionMerged => SpecChangeGroup.Sections,
        <= SpecChangeKind.AttributeChanged => SpecChangeGroup.Authority,
        <= SpecChangeKind.ObligationRemoved => SpecChangeGroup.Text,
        <= SpecChangeKind.ReasonChanged => SpecChangeGroup.Examples,
        <= SpecChangeKind.CheckChanged => SpecChangeGroup.Checks,
        <= SpecChangeKind.EvaluationEdited => SpecChangeGroup.Evaluation,
        _ => SpecChangeGroup.Commentary,
    };

    private static string KebabCase(string name)
    {
        var text = new StringBuilder(name.Length + 2);
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
