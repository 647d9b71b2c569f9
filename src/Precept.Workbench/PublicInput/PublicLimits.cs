namespace Precept.Workbench.PublicInput;

/// <summary>How much of what the public may write: bounded, so that nobody fills the database or a page.</summary>
public static class PublicLimits
{
    /// <summary>Characters of a statement.</summary>
    public const int LongestStatement = 280;

    /// <summary>Characters of a proposed wording.</summary>
    public const int LongestWording = 20_000;

    /// <summary>Characters of why a change is proposed.</summary>
    public const int LongestWhy = 2000;

    /// <summary>Statements of a consultation.</summary>
    public const int MostStatements = 2000;

    /// <summary>Statements of one participant in a consultation.</summary>
    public const int MostStatementsEach = 20;

    /// <summary>Proposals of a consultation.</summary>
    public const int MostProposals = 1000;

    /// <summary>Proposals of one participant in a consultation.</summary>
    public const int MostProposalsEach = 10;

    /// <summary>Characters of a consultation's title.</summary>
    public const int LongestTitle = 200;

    /// <summary>Characters of a consultation's question.</summary>
    public const int LongestQuestion = 5000;

    /// <summary>Characters of the reason of a decision.</summary>
    public const int LongestReason = 2000;
}

/// <summary>Why something was not taken.</summary>
public enum PublicProblem
{
    /// <summary>It was taken.</summary>
    None,

    /// <summary>The consultation is closed.</summary>
    Closed,

    /// <summary>It says nothing.</summary>
    Empty,

    /// <summary>It is too long.</summary>
    TooLong,

    /// <summary>It is there already.</summary>
    Duplicate,

    /// <summary>There are too many, of this participant or altogether.</summary>
    TooMany,

    /// <summary>The proposed wording is the present one.</summary>
    Unchanged,

    /// <summary>There is no such statement, or it cannot be voted on.</summary>
    NotThere,
}
