using System.Globalization;
using Precept.Endpoints;
using Precept.Spec;
using Precept.Spec.Importing;

namespace Precept.Judging;

/// <summary>Makes judges of settings.</summary>
/// <param name="checks">The judge by checks of the spec at hand.</param>
/// <param name="hashes">Section id to the hash that judgments carry.</param>
/// <param name="models">Opens language models.</param>
/// <param name="rewardModel">Opens a reward model of the workspace by its name (<c>reward:NAME</c>); null where there is none to be had.</param>
public sealed class JudgeFactory(
    CheckJudge checks, IReadOnlyDictionary<string, string> hashes, IModelCatalog models, Func<string, CancellationToken, Task<IJudge>>? rewardModel = null)
{
    private const string RewardPrefix = "reward:";

    /// <summary>Opens the judge of some settings.</summary>
    /// <exception cref="InputException">A model cannot be opened, or settings do not go together.</exception>
    public async Task<IJudge> OpenAsync(JudgeSettings settings, CancellationToken cancellationToken = default)
    {
        if (settings.Models.Count == 0)
        {
            throw new InputException($"there is no judge; name checks, reward:NAME or a model ({ModelAddress.Forms})");
        }

        var constitution = settings.Constitution is { } file ? ReadConstitution(file, settings.Mode) : null;
        // A constitution's principles are no sections that all apply: one is drawn unless each is asked for.
        var ground = constitution is not null && settings.Ground == JudgeGround.Sections ? JudgeGround.Drawn : settings.Ground;
        var standards = new JudgeStandards(new ApplicableSections(checks.Spec, hashes, settings.SectionTokens), ground, constitution, settings.Seed);
        var members = new List<IJudge>(settings.Models.Count);
        foreach (var name in settings.Models)
        {
            members.Add(await MemberAsync(name, settings, standards, cancellationToken).ConfigureAwait(false));
        }

        var judge = members.Count == 1 ? members[0] : new PanelJudge(members);
        return !settings.ChecksFirst ? judge
            : settings.Models.Contains(CheckJudge.Name) ? throw new InputException("checks come first and are a judge as well; leave one of the two out")
            : new ChecksFirstJudge(checks, judge);
    }

    private async Task<IJudge> MemberAsync(string name, JudgeSettings settings, JudgeStandards standards, CancellationToken cancellationToken)
    {
        if (name == CheckJudge.Name)
        {
            return checks;
        }

        if (name.StartsWith(RewardPrefix, StringComparison.Ordinal))
        {
            return rewardModel is null
                ? throw new InputException($"there is no workspace to take '{name}' from; give one, or another judge")
                : await rewardModel(name[RewardPrefix.Length..], cancellationToken).ConfigureAwait(false);
        }

        var address = ModelAddress.Parse(name);
        var question = QuestionOf(settings);
        var client = await models.OpenAsync(address, cancellationToken).ConfigureAwait(false);
        return new ModelJudge(ConfigurationOf(address, question, settings, standards), client, question, standards);
    }

    private static IQuestion QuestionOf(JudgeSettings settings) => settings.Mode switch
    {
        JudgeMode.Pairwise => new PairwiseQuestion(settings.BothOrders, settings.Reasoning),
        JudgeMode.Listwise => new ListwiseQuestion(settings.BothOrders, settings.Reasoning, settings.Seed),
        JudgeMode.Sections => new SectionsQuestion(settings.Reasoning),
        JudgeMode.Rating => new RatingQuestion(settings.Reasoning),
        _ => throw new ArgumentOutOfRangeException(nameof(settings), settings.Mode, null),
    };

    /// <summary>Everything that could change a judgment, written down; what has no effect is left out, so that it makes no second judge of the first.</summary>
    private static string ConfigurationOf(ModelAddress address, IQuestion question, JudgeSettings settings, JudgeStandards standards) => string.Join(
        ' ',
        ((string?[])
        [
            address.Text,
            question.Description,
            $"by={standards.Ground.ToString().ToLowerInvariant()}",
            standards.ConstitutionHash is { } hash ? $"constitution={hash}" : string.Create(CultureInfo.InvariantCulture, $"tokens={settings.SectionTokens}"),
            standards.Draws ? string.Create(CultureInfo.InvariantCulture, $"seed={settings.Seed}") : null,
            string.Create(CultureInfo.InvariantCulture, $"format={JudgePrompt.FormatVersion}"),
        ]).Where(s => s is not null));

    private static Constitution ReadConstitution(string file, JudgeMode mode)
    {
        if (mode == JudgeMode.Sections)
        {
            throw new InputException($"a constitution has no sections to judge one by one; leave {file} out, or ask pairwise, listwise or for ratings");
        }

        var constitution = Constitution.Read(file);
        return constitution.Principles.Count > 0 ? constitution : throw new InputException(file, 0, "there are no principles in it");
    }
}
