using System.ComponentModel.DataAnnotations;

namespace Precept.Judging;

/// <summary>How a language model is asked to judge.</summary>
public enum JudgeMode
{
    /// <summary>Which of two responses is better.</summary>
    Pairwise,

    /// <summary>A ranking of K responses.</summary>
    Listwise,

    /// <summary>For each section whether a response keeps it, and the words that break it.</summary>
    Sections,

    /// <summary>A rating from 1 to 7 of each response.</summary>
    Rating,
}

/// <summary>What a comparison is made by.</summary>
public enum JudgeGround
{
    /// <summary>All sections that apply.</summary>
    Sections,

    /// <summary>One of them, or one principle of a constitution, drawn by seed for each comparison.</summary>
    Drawn,

    /// <summary>Each of them in a comparison of its own; the votes are put together.</summary>
    Ensemble,
}

/// <summary>A judge, written down: in a recipe under <c>judge:</c>, or by options of a command.</summary>
public sealed record JudgeSettings
{
    /// <summary>Addresses of models (<see cref="Endpoints.ModelAddress"/>), <c>reward:NAME</c> for a reward model of the workspace, or <c>checks</c>. Several are a panel.</summary>
    public List<string> Models { get; init; } = ["checks"];

    /// <summary>How language models are asked. Default pairwise.</summary>
    public JudgeMode Mode { get; init; }

    /// <summary>What comparisons are made by. Default: all sections that apply.</summary>
    public JudgeGround Ground { get; init; }

    /// <summary>A constitution (<c>principles.yaml</c> or its JSON form) that principles are drawn from in place of the sections, or null.</summary>
    public string? Constitution { get; init; }

    /// <summary>Whether every pair is asked about in both orders; a disagreement is a tie. Default true.</summary>
    public bool BothOrders { get; init; } = true;

    /// <summary>Whether the model reasons before its verdict; its probability is then held to [0.4, 0.6] (Bai et al. 2022, section 4.1). Default false.</summary>
    public bool Reasoning { get; init; }

    /// <summary>Whether checks decide where they can, and the models elsewhere. Default false.</summary>
    public bool ChecksFirst { get; init; }

    /// <summary>Most tokens of spec text in a judge's prompt, estimated. Default 6,000.</summary>
    [Range(200, 1_000_000)]
    public int SectionTokens { get; init; } = 6000;

    /// <summary>Seed of drawn principles. Default 1.</summary>
    public long Seed { get; init; } = 1;
}
