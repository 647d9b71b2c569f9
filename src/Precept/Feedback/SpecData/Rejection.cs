namespace Precept.Feedback.SpecData;

/// <summary>Why a prompt that was asked for was not kept.</summary>
public enum RejectionReason
{
    /// <summary>The writer declined, or said that no such conversation makes sense.</summary>
    Refused,

    /// <summary>What the writer gave could not be read.</summary>
    Invalid,

    /// <summary>The writer did not answer in time.</summary>
    Timeout,

    /// <summary>The endpoint's content filter stood in between.</summary>
    Filtered,

    /// <summary>A message holds role markers or special tokens, loops, or the role that was needed is not there.</summary>
    Malformed,

    /// <summary>What is to be answered is in another language.</summary>
    WrongLanguage,

    /// <summary>A message quotes the spec or names a section.</summary>
    QuotesSpec,

    /// <summary>The conversation is the same as an earlier one.</summary>
    Duplicate,

    /// <summary>It is nearly the same as an earlier one.</summary>
    NearDuplicate,

    /// <summary>It is, overlaps with, or nearly is one that is measured on.</summary>
    Contaminated,

    /// <summary>No answer of the writer could be used.</summary>
    NoAnswer,

    /// <summary>The judge did not judge the answers, or no check could.</summary>
    NotJudged,

    /// <summary>No answer passed the judge.</summary>
    FailedJudge,
}

/// <summary>A prompt that was not kept.</summary>
/// <param name="Brief">What was asked for.</param>
/// <param name="Reason">Why it was not kept.</param>
/// <param name="Detail">What it collided with, what was wrong, or which sections the answers broke.</param>
public sealed record Rejection(PromptBrief Brief, RejectionReason Reason, string Detail);

/// <summary>Names of the reasons.</summary>
public static class RejectionReasons
{
    /// <summary>A reason's name in files: <c>nearDuplicate</c>.</summary>
    public static string Name(this RejectionReason reason) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());
}
