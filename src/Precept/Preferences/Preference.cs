using System.Globalization;
using Precept.Spec;

namespace Precept.Preferences;

/// <summary>What training eats: of two replies to a prompt, which is better, how surely, and under which sections.</summary>
/// <param name="PromptId">The prompt.</param>
/// <param name="Messages">The prompt's conversation.</param>
/// <param name="Chosen">The better reply.</param>
/// <param name="Rejected">The worse reply.</param>
public sealed record Preference(string PromptId, IReadOnlyList<Message> Messages, string Chosen, string Rejected)
{
    private Derived<string> _id;

    /// <summary>Probability that <see cref="Chosen"/> is the better one, [0.5, 1]; 1 for a hard label.</summary>
    public double P { get; init; } = 1;

    /// <summary>Weight of the pair in the loss, positive. Default 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>The sections that decided.</summary>
    public IReadOnlyList<string> Sections { get; init; } = [];

    /// <summary>The judgment it comes from, or the spec example (<c>spec:file:line</c>).</summary>
    public string Origin { get; init; } = "";

    /// <summary>The prompt's family, for reports and splits.</summary>
    public string Family { get; init; } = "";

    /// <summary>Content hash of prompt, replies, p and weight.</summary>
    public string Id => _id.Of(this, static p => ContentHash.Of(
        p.PromptId, p.Chosen, p.Rejected, p.P.ToString("R", CultureInfo.InvariantCulture), p.Weight.ToString("R", CultureInfo.InvariantCulture)));
}
