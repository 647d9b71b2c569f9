using Precept.Prompts;
using Precept.Responses;

namespace Precept.Judging;

/// <summary>Whoever compares responses under the spec without being asked by hand: checks, a language model, a reward model, or several together.</summary>
/// <remarks>Safe for calls from several threads. What goes wrong with one comparison is the judgment's <see cref="Outcome"/>, not an exception.</remarks>
public interface IJudge
{
    /// <summary>The judge's configuration in canonical form: its name in judgments. The same configuration judges the same way.</summary>
    string Configuration { get; }

    /// <summary>Whether it compares exactly two responses at a time; otherwise any number from one.</summary>
    bool TakesPairs { get; }

    /// <summary>Judges the responses to a prompt.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="responses">Its responses, in the order in which they are given ranks; different texts.</param>
    /// <param name="cancellationToken">Stops; nothing is judged.</param>
    /// <exception cref="Endpoints.EndpointException">The judge's endpoint cannot be used at all.</exception>
    /// <exception cref="Spec.InputException">The prompt names a section that the spec does not have.</exception>
    Task<Judgment> JudgeAsync(Prompt prompt, IReadOnlyList<Response> responses, CancellationToken cancellationToken = default);
}
