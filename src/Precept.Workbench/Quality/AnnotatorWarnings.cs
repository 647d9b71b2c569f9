using Precept.Evaluation;

namespace Precept.Workbench.Quality;

/// <summary>Why a person's labels are worth a look.</summary>
public enum WarningKind
{
    /// <summary>Fewer known answers right than the cut-off, the whole interval below it.</summary>
    Gold,

    /// <summary>Less agreement with oneself on repeated tasks than people have with one another.</summary>
    Repeats,

    /// <summary>Less agreement with the others than people have on the whole.</summary>
    Others,

    /// <summary>Many labels faster than the texts can be read.</summary>
    TooFast,

    /// <summary>The answer shown first is called the best more often than chance has it.</summary>
    FirstShown,
}

/// <summary>A reason to look at a person's labels; nothing follows from it by itself.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Bound">What it is held against.</param>
public sealed record AnnotatorWarning(WarningKind Kind, Rate Value, double Bound);

/// <summary>Finds the warnings. Each asks for some cases, and that the whole 95 % interval lie beyond the bound.</summary>
public static class AnnotatorWarnings
{
    /// <summary>Fewest cases of a figure that warns.</summary>
    public const int FewestCases = 5;

    /// <summary>Share of labels given too fast above which a warning is given.</summary>
    public const double FastShare = 0.2;

    /// <summary>How far above chance the answer shown first may be called the best.</summary>
    public const double FirstShownMargin = 0.1;

    /// <summary>The warnings of one person.</summary>
    public static IReadOnlyList<AnnotatorWarning> Of(AnnotatorFigures figures, AgreementFigures agreement, double cutOff)
    {
        var (alike, decided) = (agreement.Whole.Verdicts.WithTies.Value, agreement.Whole.Verdicts.WithoutTies.Value);
        var first = figures.First.Chance + FirstShownMargin;
        return
        [
            .. When(figures.Gold.High < cutOff, WarningKind.Gold, figures.Gold, cutOff),
            .. When(figures.Repeats.High < alike, WarningKind.Repeats, figures.Repeats, alike),
            .. When(figures.WithOthers.WithoutTies.High < decided, WarningKind.Others, figures.WithOthers.WithoutTies, decided),
            .. When(figures.Times.TooFast.Low > FastShare, WarningKind.TooFast, figures.Times.TooFast, FastShare),
            .. When(figures.First.Share.Low > first, WarningKind.FirstShown, figures.First.Share, first),
        ];
    }

    // NaN is below and above nothing: what was not measured warns of nothing.
    private static IEnumerable<AnnotatorWarning> When(bool isBeyond, WarningKind kind, Rate value, double bound) =>
        isBeyond && value.N >= FewestCases ? [new AnnotatorWarning(kind, value, bound)] : [];
}
