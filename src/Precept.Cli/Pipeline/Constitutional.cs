using Precept.Cli.Recipes;
using Precept.Feedback;
using Precept.Judging;
using Precept.Spec;
using Precept.Spec.Importing;

namespace Precept.Cli.Pipeline;

/// <summary>What critique and revision go by: where principles come from, and the few-shots in front.</summary>
/// <param name="Principles">Draws the principles.</param>
/// <param name="Shots">The few-shots.</param>
/// <param name="Dropped">Few-shot conversations that were left out, each with its fault.</param>
internal sealed record Constitutional(PrincipleDraw Principles, FewShots Shots, IReadOnlyList<string> Dropped)
{
    /// <summary>Reads the constitution of the settings, or takes the spec's sections with the requests of its <c>principles.yaml</c>.</summary>
    /// <exception cref="InputException">The file cannot be read, has no principles, is of another version of a section, or has few-shots that teach the wrong thing.</exception>
    public static Constitutional Of(PipelineContext context, CaiSettings settings)
    {
        var (constitution, file) = settings.Constitution is { } path
            ? (Constitution.Read(path), path)
            : (SpecFiles.Read(context.SpecPath).Principles, $"{context.SpecPath} (principles.yaml)");
        if (settings.Constitution is not null && constitution.Principles.Count == 0)
        {
            throw new InputException(file, 0, "there are no principles in it; give a constitution that has some, or none to go by the sections");
        }

        if (constitution.Outdated(context.Spec) is { Count: > 0 } outdated)
        {
            throw new InputException(
                file, 0, $"requests were written for sections that have changed or are gone since: {string.Join(", ", outdated.Select(p => p.Section).Distinct().Take(5))}; look them over and bring 'hash' up to date");
        }

        var (shots, dropped) = Few(constitution, file, settings.FewShots);
        return new Constitutional(
            new PrincipleDraw(new ApplicableSections(context.Spec, context.SectionHashes), constitution, settings.Constitution is not null, context.Seed), shots, dropped);
    }

    private static (FewShots Shots, IReadOnlyList<string> Dropped) Few(Constitution constitution, string file, string policy)
    {
        if (policy == "none")
        {
            return (FewShots.None, []);
        }

        var faults = policy == "drop" ? FewShots.Faults(constitution.Conversations) : [];
        var wrong = faults.Select(f => f.Conversation).ToHashSet();
        var left = constitution with { Conversations = [.. constitution.Conversations.Where((_, i) => !wrong.Contains(i))] };
        return (FewShots.Of(left, file), [.. faults.Select(f => $"conversation {f.Conversation + 1}: {f.Fault}")]);
    }
}
