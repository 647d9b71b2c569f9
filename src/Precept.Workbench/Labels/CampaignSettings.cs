namespace Precept.Workbench.Labels;

/// <summary>Whether a campaign asks something.</summary>
public enum Asked
{
    /// <summary>No.</summary>
    No,

    /// <summary>Yes, and it may be left open.</summary>
    Optional,

    /// <summary>Yes, and a label cannot be submitted without it.</summary>
    Required,
}

/// <summary>What a campaign asks of people, beside the ranking.</summary>
public sealed record CampaignQuestions
{
    /// <summary>How much better the best is. Default optional.</summary>
    public Asked Strength { get; init; } = Asked.Optional;

    /// <summary>A rating from 1 to 7 for each answer. Default no.</summary>
    public Asked Rating { get; init; }

    /// <summary>What is the matter with answers. Default optional.</summary>
    public Asked Flags { get; init; } = Asked.Optional;

    /// <summary>The flags that are offered. Default all.</summary>
    public IReadOnlyList<string> OfferedFlags { get; init; } = AnswerFlags.All;

    /// <summary>The section decided on. Default required.</summary>
    public Asked DecidedOn { get; init; } = Asked.Required;

    /// <summary>The sections that each answer breaks, with the words. Default optional.</summary>
    public Asked Breaches { get; init; } = Asked.Optional;

    /// <summary>The reason. Default optional.</summary>
    public Asked Reason { get; init; } = Asked.Optional;

    /// <summary>Where the spec is silent or unclear; never required. Default optional.</summary>
    public Asked Unclear { get; init; } = Asked.Optional;

    /// <summary>One's own view apart from the spec. Default no.</summary>
    public Asked OwnView { get; init; }

    /// <summary>Edited answers; never required. Default no.</summary>
    public Asked Edits { get; init; }

    /// <summary>Feedback on earlier turns; never required. Default no.</summary>
    public Asked Turns { get; init; }

    /// <summary>Whether "all unacceptable" is offered. Default yes.</summary>
    public bool AllUnacceptable { get; init; } = true;

    /// <summary>Whether "incomparable" is offered. Default yes.</summary>
    public bool Incomparable { get; init; } = true;
}

/// <summary>How many people label a task.</summary>
public sealed record Overlap
{
    /// <summary>Fewest people, 1 to 50. Default 2.</summary>
    public int Fewest { get; init; } = 2;

    /// <summary>Most people, at least the fewest, at most 50. Default 2: a fixed number.</summary>
    public int Most { get; init; } = 2;

    /// <summary>Between them: stop once it is this probable that the best answer is preferred to every other, (0.5, 1). Default 0.95.</summary>
    public double Confidence { get; init; } = 0.95;
}

/// <summary>A qualification round before the first task.</summary>
public sealed record Qualification
{
    /// <summary>How many of the spec's graded examples are asked, 0 to 100. Default 0: no round.</summary>
    public int Items { get; init; }

    /// <summary>The share that must be right, [0, 1]. Default 0.8.</summary>
    public double CutOff { get; init; } = 0.8;
}

/// <summary>What spares people.</summary>
public sealed record Wellbeing
{
    /// <summary>Whether answers and prompts with harm categories are blurred until asked for. Default yes.</summary>
    public bool Blur { get; init; } = true;

    /// <summary>Most tasks with harm categories a person is given in a day, 0 for no limit. Default 40.</summary>
    public int DailyHarmful { get; init; } = 40;

    /// <summary>Minutes of work after which a break is proposed, 0 for never. Default 50.</summary>
    public int BreakAfterMinutes { get; init; } = 50;
}

/// <summary>What decides on the order in which tasks are given out: each queue scores tasks from 0 to 1, and the weighted sum is a task's priority.</summary>
public sealed record QueueWeights
{
    /// <summary>Weight of section coverage: sections with the fewest labels first, 0 to 100. Default 0.</summary>
    public double Coverage { get; init; }

    /// <summary>Weight of the disagreement of model judges, 0 to 100. Default 0.</summary>
    public double Disagreement { get; init; }

    /// <summary>Weight of staleness: tasks to be labeled again under a newer spec first, 0 to 100. Default 1.</summary>
    public double Staleness { get; init; } = 1;
}

/// <summary>How a campaign is run. Stored as JSON; validated by <see cref="CampaignSettings.Problems"/> before it is.</summary>
public sealed record CampaignSettings
{
    /// <summary>What people are told at the side of every task, Markdown, at most 20,000 characters.</summary>
    public string Instructions { get; init; } = "";

    /// <summary>The section that takes precedence where sections disagree, or empty: the chain of command as it is.</summary>
    public string Precedence { get; init; } = "";

    /// <summary>What is asked.</summary>
    public CampaignQuestions Questions { get; init; } = new();

    /// <summary>How many people label a task.</summary>
    public Overlap Overlap { get; init; } = new();

    /// <summary>The qualification round.</summary>
    public Qualification Qualification { get; init; } = new();

    /// <summary>Share of a person's tasks that are gold, [0, 0.5]. Default 0.05.</summary>
    public double GoldShare { get; init; } = 0.05;

    /// <summary>Share of a person's tasks that repeat an earlier one, [0, 0.5]. Default 0.02.</summary>
    public double RepeatShare { get; init; } = 0.02;

    /// <summary>Minutes without a sign of life after which a task goes back, 1 to 1,440. Default 15.</summary>
    public int LeaseMinutes { get; init; } = 15;

    /// <summary>Tasks a day that a person aims at, shown as "12 of 40 today"; 0 for none. Default 40.</summary>
    public int DailyGoal { get; init; } = 40;

    /// <summary>What spares people.</summary>
    public Wellbeing Wellbeing { get; init; } = new();

    /// <summary>What decides on the order of tasks.</summary>
    public QueueWeights Queue { get; init; } = new();

    /// <summary>What is wrong with it, each as a sentence for the person who sets it; empty where nothing is.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        Need(Instructions.Length <= 20_000, $"the instructions have {Instructions.Length} characters; at most 20,000");
        Need(Overlap.Fewest is >= 1 and <= 50, $"the fewest people a task is {Overlap.Fewest}; 1 to 50");
        Need(Overlap.Most >= Overlap.Fewest && Overlap.Most <= 50, $"the most people a task is {Overlap.Most}; {Overlap.Fewest} to 50");
        Need(Overlap.Confidence is > 0.5 and < 1, $"the confidence is {Overlap.Confidence}; between 0.5 and 1");
        Need(Qualification.Items is >= 0 and <= 100, $"the qualification round has {Qualification.Items} items; 0 to 100");
        Need(Qualification.CutOff is >= 0 and <= 1, $"the cut-off is {Qualification.CutOff}; 0 to 1");
        Need(GoldShare is >= 0 and <= 0.5, $"the share of gold is {GoldShare}; 0 to 0.5");
        Need(RepeatShare is >= 0 and <= 0.5, $"the share of repeats is {RepeatShare}; 0 to 0.5");
        Need(LeaseMinutes is >= 1 and <= 1440, $"a lease is {LeaseMinutes} minutes; 1 to 1,440");
        Need(DailyGoal is >= 0 and <= 10_000, $"the daily goal is {DailyGoal}; 0 to 10,000");
        Need(Wellbeing.DailyHarmful is >= 0 and <= 10_000, $"the daily limit of harmful tasks is {Wellbeing.DailyHarmful}; 0 to 10,000");
        Need(Wellbeing.BreakAfterMinutes is >= 0 and <= 1440, $"a break is proposed after {Wellbeing.BreakAfterMinutes} minutes; 0 to 1,440");
        foreach (var (weight, what) in new[] { (Queue.Coverage, "section coverage"), (Queue.Disagreement, "disagreement"), (Queue.Staleness, "staleness") })
        {
            Need(weight is >= 0 and <= 100, $"the weight of {what} is {weight}; 0 to 100");
        }

        foreach (var flag in Questions.OfferedFlags.Except(AnswerFlags.All))
        {
            problems.Add($"'{flag}' is no flag ({string.Join(", ", AnswerFlags.All)})");
        }

        return problems;

        void Need(bool isMet, string problem)
        {
            if (!isMet)
            {
                problems.Add(problem);
            }
        }
    }
}
