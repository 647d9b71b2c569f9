using System.Globalization;
using Precept.Spec;
using Precept.Workbench.Labels;
using Precept.Workbench.Words;

namespace Precept.Workbench.Campaigns;

/// <summary>How a setting is entered.</summary>
public enum SettingKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A box to tick.</summary>
    YesNo,

    /// <summary>One of a few.</summary>
    Choice,

    /// <summary>Any of a few.</summary>
    Several,

    /// <summary>Markdown.</summary>
    Markdown,

    /// <summary>A section of the spec, or none.</summary>
    Section,
}

/// <summary>One setting of a campaign: its name, what it does, its bound and default, and the way between forms and <see cref="CampaignSettings"/>.</summary>
/// <param name="Key">Its name in forms: the path of the property, in camel case.</param>
/// <param name="Kind">How it is entered.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="What">What it does.</param>
/// <param name="Get">Its value as text; of <see cref="SettingKind.Several"/> with commas.</param>
/// <param name="Set">The settings with the value that a form gives, or null where it cannot be used.</param>
public sealed record SettingField(
    string Key, SettingKind Kind, Phrase Label, Phrase What, Func<CampaignSettings, string> Get, Func<CampaignSettings, string, CampaignSettings?> Set)
{
    /// <summary>What values it takes, beside the field.</summary>
    public Phrase? Bound { get; init; }

    /// <summary>The choices with their names, where there are some.</summary>
    public IReadOnlyList<(string Value, Phrase Name)> Choices { get; init; } = [];

    /// <summary>The step of a number.</summary>
    public string Step { get; init; } = "1";

    /// <summary>Its value in new campaigns.</summary>
    public string Default => Get(new CampaignSettings());

    /// <summary>A whole number.</summary>
    public static SettingField Whole(string key, Phrase label, Phrase what, int least, int most, Func<CampaignSettings, int> get, Func<CampaignSettings, int, CampaignSettings> set) =>
        new(key, SettingKind.Number, label, what, s => get(s).ToString(CultureInfo.InvariantCulture), (s, text) =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? set(s, value) : null)
        {
            Bound = Range(least, most),
        };

    /// <summary>A number with decimals.</summary>
    public static SettingField Decimal(
        string key, Phrase label, Phrase what, double least, double most, Func<CampaignSettings, double> get, Func<CampaignSettings, double, CampaignSettings> set, string step = "0.01") =>
        new(key, SettingKind.Number, label, what, s => get(s).ToString("0.####", CultureInfo.InvariantCulture), (s, text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? set(s, value) : null)
        {
            Bound = Range(least, most),
            Step = step,
        };

    /// <summary>Yes or no.</summary>
    public static SettingField YesNo(string key, Phrase label, Phrase what, Func<CampaignSettings, bool> get, Func<CampaignSettings, bool, CampaignSettings> set) =>
        new(key, SettingKind.YesNo, label, what, s => get(s) ? "yes" : "", (s, text) => set(s, text.Length > 0));

    /// <summary>Whether something is asked.</summary>
    public static SettingField Asks(
        string key, Phrase label, Phrase what, bool mayBeRequired, Func<CampaignQuestions, Asked> get, Func<CampaignQuestions, Asked, CampaignQuestions> set)
    {
        List<(string, Phrase)> choices = [(nameof(Asked.No), SettingWords.AskedNo), (nameof(Asked.Optional), SettingWords.AskedOptional)];
        if (mayBeRequired)
        {
            choices.Add((nameof(Asked.Required), SettingWords.AskedRequired));
        }

        return new(key, SettingKind.Choice, label, what, s => get(s.Questions).ToString(), (s, text) =>
            choices.Exists(c => c.Item1 == text) ? s with { Questions = set(s.Questions, Enum.Parse<Asked>(text)) } : null)
        { Choices = choices };
    }

    private static Phrase Range(double least, double most)
    {
        var (a, b) = (least.ToString("#,0.###", CultureInfo.InvariantCulture), most.ToString("#,0.###", CultureInfo.InvariantCulture));
        return new Phrase($"{a} to {b}", $"{a} 至 {b}");
    }
}

/// <summary>A setting that a form gives wrongly.</summary>
/// <param name="Key">The field.</param>
/// <param name="Text">What is wrong, for people.</param>
public sealed record SettingProblem(string Key, Phrase Text);

/// <summary>Reads settings from forms.</summary>
public static class SettingForm
{
    /// <summary>The settings that a form gives, and what is wrong with it; wrong fields keep their value.</summary>
    /// <param name="before">The settings as they are.</param>
    /// <param name="value">A field's text in the form; null where it is not there (an empty box).</param>
    /// <param name="spec">The spec, for sections.</param>
    public static (CampaignSettings Settings, IReadOnlyList<SettingProblem> Problems) Read(CampaignSettings before, Func<string, string?> value, SpecDocument spec)
    {
        var (settings, problems) = (before, new List<SettingProblem>());
        foreach (var field in SettingFields.Groups.SelectMany(g => g.Fields))
        {
            var text = value(field.Key)?.Trim() ?? "";
            if (field.Set(settings, text) is not { } changed || (field.Kind == SettingKind.Section && text.Length > 0 && spec.Find(text) is null))
            {
                problems.Add(new SettingProblem(field.Key, field.Kind == SettingKind.Section ? SettingWords.NoSuchSection : SettingWords.NotInBound));
                continue;
            }

            settings = changed;
        }

        if (settings.Overlap.Most < settings.Overlap.Fewest)
        {
            problems.Add(new SettingProblem("overlap.most", SettingWords.MostBelowFewest));
        }

        return (settings, problems);
    }
}
