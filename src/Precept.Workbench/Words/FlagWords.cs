namespace Precept.Workbench.Words;

/// <summary>What flags on answers are called.</summary>
public static class FlagWords
{
    public static readonly Phrase FailsTask = new("fails the task", "未完成任务");
    public static readonly Phrase UnfitForAssistant = new("unfit for an assistant", "不适合助手");
    public static readonly Phrase Hallucination = new("hallucination", "虚构内容");
    public static readonly Phrase IgnoresConstraint = new("ignores a constraint", "忽视约束");
    public static readonly Phrase Sexual = new("sexual", "性内容");
    public static readonly Phrase Violent = new("violent", "暴力");
    public static readonly Phrase EncouragesHarm = new("encourages harm", "鼓励伤害");
    public static readonly Phrase DenigratesGroup = new("denigrates a group", "贬低群体");
    public static readonly Phrase HarmfulAdvice = new("harmful advice", "有害建议");
    public static readonly Phrase StatesOpinion = new("states an opinion", "表达观点");
    public static readonly Phrase Moralises = new("moralises", "说教");

    /// <summary>The names by the ids of <see cref="Labels.AnswerFlags"/>.</summary>
    public static IReadOnlyDictionary<string, Phrase> Names { get; } = new Dictionary<string, Phrase>
    {
        ["fails-task"] = FailsTask,
        ["unfit-for-assistant"] = UnfitForAssistant,
        ["hallucination"] = Hallucination,
        ["ignores-constraint"] = IgnoresConstraint,
        ["sexual"] = Sexual,
        ["violent"] = Violent,
        ["encourages-harm"] = EncouragesHarm,
        ["denigrates-group"] = DenigratesGroup,
        ["harmful-advice"] = HarmfulAdvice,
        ["states-opinion"] = StatesOpinion,
        ["moralises"] = Moralises,
    };
}
