using Precept.Spec;

namespace Precept.Prompts;

/// <summary>The prompts of a spec's own evaluation files, and what was not taken.</summary>
/// <param name="Prompts">Distinct prompts in file order; family = the file's tag, sections = the section whose text carries the tag.</param>
/// <param name="Cut">Conversations that ended with assistant messages: the prompt is what stands before them.</param>
/// <param name="Elided">Conversations left out because <c>[...]</c> stands in them: there is no complete prompt.</param>
/// <param name="Empty">Conversations left out because nothing stands before the assistant.</param>
/// <param name="Orphans">Conversations left out because no section carries their file's tag.</param>
/// <param name="Duplicates">Conversations that stand in an earlier place already; their section is added to that prompt.</param>
public sealed record EvaluationPrompts(IReadOnlyList<Prompt> Prompts, int Cut, int Elided, int Empty, int Orphans, int Duplicates)
{
    /// <summary>Takes the prompts of a spec. A file's prompts are all in one split, by the hash of its tag.</summary>
    public static EvaluationPrompts From(SpecDocument spec)
    {
        var prompts = new Dictionary<string, Prompt>();
        int cut = 0, elided = 0, empty = 0, orphans = 0, duplicates = 0;
        foreach (var (file, example) in spec.EvaluationFiles.SelectMany(f => f.Examples.Select(e => (f, e))))
        {
            var parts = example.Parts.TakeWhile(p => p is not Comparison).ToArray();
            var all = parts.OfType<MessagePart>().Select(p => p.Message).ToArray();
            Message[] messages = [.. all.Take(Array.FindLastIndex(all, m => m.Role != Role.Assistant) + 1)];
            if (file.SectionId is null)
            {
                orphans++;
            }
            else if (parts.Length != all.Length)
            {
                elided++;
            }
            else if (messages.Length == 0)
            {
                empty++;
            }
            else
            {
                var prompt = new Prompt(messages, [file.SectionId])
                {
                    Family = file.Tag,
                    Source = $"{Path.GetFileName(file.Path)}:{example.Line}",
                };
                cut += messages.Length < all.Length ? 1 : 0;
                if (!prompts.TryAdd(prompt.Id, prompt with { Split = Splits.OfImported(prompt) }))
                {
                    // One prompt, one split: the earlier file decides.
                    var earlier = prompts[prompt.Id];
                    prompts[prompt.Id] = earlier with { Sections = [.. earlier.Sections.Union(prompt.Sections)] };
                    duplicates++;
                }
            }
        }

        return new EvaluationPrompts([.. prompts.Values], cut, elided, empty, orphans, duplicates);
    }
}
