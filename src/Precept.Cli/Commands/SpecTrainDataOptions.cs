using System.CommandLine;
using Precept.Endpoints;
using Precept.Feedback.SpecData;
using Precept.Spec;
using Precept.Spec.Checks;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary>The options of <c>precept spec train-data</c> that say what is wanted.</summary>
internal sealed class SpecTrainDataOptions
{
    private static readonly SpecDataOptions Default = new();

    private readonly Option<string> _spec = CommonOptions.Spec();

    private readonly Option<string> _writer = new("--writer") { Description = $"The model that writes prompts and answers ({ModelAddress.Forms}).", HelpName = "MODEL", Required = true };

    private readonly Option<string[]> _section = new("--section") { Description = "Only this section; give it several times for more [default: all that have authority].", HelpName = "ID" };

    private readonly Option<int> _perSection = SampleCommand.Bounded("--per-section", "Prompts wanted for each section, 1 to 10000.", Default.PerSection, 1, 10_000);

    private readonly Option<string> _kinds = new("--kinds")
    {
        Description = "Shares of the kinds, such as hard=2,conflict=1; a kind that is not named gets none [default: all alike].",
        HelpName = "SHARES",
    };

    private readonly Option<string> _languages = new("--languages") { Description = "Languages that take turns: en, zh.", HelpName = "LIST", DefaultValueFactory = _ => "en" };

    private readonly Option<int> _answers = SampleCommand.Bounded("--answers", "Answers to each prompt, 1 to 16; the best that passes is kept, the failing ones make pairs.", Default.Answers, 1, 16);

    private readonly Option<int> _attempts = SampleCommand.Bounded("--attempts", "Most prompts asked for in place of each wanted one, 1 to 100.", Default.Attempts, 1, 100);

    private readonly Option<int> _minRating = SampleCommand.Bounded("--min-rating", "With --mode rating: the least rating that passes, 1 to 7.", Default.MinRating, 1, 7);

    private readonly Option<bool> _reasoning = new("--keep-reasoning") { Description = "Ask the writer for its reasoning as well, and keep it in a column of its own." };

    private readonly Option<string[]> _against = new("--against") { Description = "A file of prompts that are measured on elsewhere; give it several times for more.", HelpName = "FILE" };

    private readonly Option<string> _name = new("--name") { Description = "The datasets' name.", HelpName = "NAME", DefaultValueFactory = _ => "spec-data" };

    private readonly Option<string?> _out = new("--out") { Description = "The folder for the files [default: datasets/NAME in the workspace].", HelpName = "FOLDER" };

    /// <summary>What is wanted.</summary>
    /// <param name="Spec">The spec.</param>
    /// <param name="Writer">The writer.</param>
    /// <param name="Options">What is to be made.</param>
    /// <param name="Against">Files of prompts that are measured on.</param>
    /// <param name="Name">The datasets' name.</param>
    /// <param name="Folder">Where files go, or null.</param>
    public sealed record Wanted(SpecInUse Spec, ModelAddress Writer, SpecDataOptions Options, IReadOnlyList<string> Against, string Name, string? Folder)
    {
        /// <summary>Where files go.</summary>
        public string Out(WorkspaceFolder workspace) => Folder ?? Path.Combine(workspace.DatasetsFolder, Name);
    }

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_writer, _spec, _section, _perSection, _kinds, _languages, _answers, _attempts, _minRating, _reasoning, _against, _name, _out])
        {
            command.Add(option);
        }
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="InputException">One of them is not what it should be.</exception>
    public Wanted Read(Invocation run)
    {
        var name = run.Value(_name)!;
        if (name.Length is 0 or > 100 || name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()) || name.StartsWith('.'))
        {
            throw new InputException($"--name '{name}' is no file name; give letters, digits and dashes");
        }

        return new Wanted(
            SpecInUse.Read(run.Value(_spec)!),
            ModelAddress.Parse(run.Value(_writer)!),
            new SpecDataOptions
            {
                Sections = run.Value(_section) ?? [],
                PerSection = run.Value(_perSection),
                Shares = run.Value(_kinds) is { } kinds ? SharesOf(kinds) : Default.Shares,
                Languages = LanguagesOf(run.Value(_languages)!),
                Answers = run.Value(_answers),
                Attempts = run.Value(_attempts),
                MinRating = run.Value(_minRating),
                KeepReasoning = run.Value(_reasoning),
                Seed = run.Seed,
            },
            run.Value(_against) ?? [],
            name,
            run.Value(_out));
    }

    private static Dictionary<SpecPromptKind, int> SharesOf(string text)
    {
        var shares = new Dictionary<SpecPromptKind, int>();
        foreach (var part in Parts(text))
        {
            var (name, number) = part.Split('=', 2) is [var before, var after] ? (before.Trim(), after.Trim()) : (part, "1");
            if (!SpecPromptKinds.TryParse(name, out var kind) || !int.TryParse(number, out var share) || share is < 0 or > 1_000_000 || !shares.TryAdd(kind, share))
            {
                throw new InputException($"--kinds: '{part}' is no share; write each of {string.Join(", ", SpecPromptKinds.All.Select(k => k.Name()))} at most once, as hard=2");
            }
        }

        return shares.Values.Any(s => s > 0) ? shares : throw new InputException("--kinds: no kind has a share above 0");
    }

    private static string[] LanguagesOf(string text)
    {
        var languages = Parts(text).Distinct().ToArray();
        return languages.FirstOrDefault(l => !LanguageDetection.Languages.Contains(l)) is { } unknown
            ? throw new InputException($"--languages: '{unknown}' cannot be told from others; give {string.Join(", ", LanguageDetection.Languages)}")
            : languages.Length > 0 ? languages : throw new InputException("--languages names none");
    }

    private static string[] Parts(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
