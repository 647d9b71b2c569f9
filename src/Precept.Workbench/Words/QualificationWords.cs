namespace Precept.Workbench.Words;

/// <summary>What a person is told of their qualification round.</summary>
public static class QualificationWords
{
    public static readonly Phrase Title = new("Qualification", "资格测试");
    public static readonly Phrase NoRound = new("This campaign has no qualification round.", "本活动没有资格测试。");
    public static readonly Phrase Waiting = new("{0} of {1} done. {2} must be right before the first task.", "已完成 {0} / {1}。正确率须达 {2} 才能开始正式任务。");
    public static readonly Phrase What = new("These are examples that the spec grades itself. After each you see what the spec says and why; nothing here is used as a label.", "这些是规范自身给出评级的示例。每完成一题，您都会看到规范的结论和理由；此处的回答不作为标注使用。");
    public static readonly Phrase GoOn = new("Go on", "继续");
    public static readonly Phrase Passed = new("Passed: {0} right ({1} of {2}); {3} were needed.", "已通过：正确率 {0}（{1} / {2}）；要求 {3}。");
    public static readonly Phrase Failed = new("Not passed: {0} right ({1} of {2}); {3} were needed. Read below what the spec says; a researcher of this campaign can let you try again.", "未通过：正确率 {0}（{1} / {2}）；要求 {3}。请在下方阅读规范的说明；本活动的研究员可以让您重新测试。");
    public static readonly Phrase Start = new("To the tasks", "开始任务");
    public static readonly Phrase Right = new("right", "正确");
    public static readonly Phrase Wrong = new("not as the spec has it", "与规范不符");
    public static readonly Phrase Item = new("Example {0}", "示例 {0}");
    public static readonly Phrase YouSaid = new("You", "您");
    public static readonly Phrase SpecSays = new("The spec", "规范");
    public static readonly Phrase Decides = new("The section that decides", "作为依据的章节");
    public static readonly Phrase Why = new("The spec’s grades and reasons", "规范的评级与理由");
    public static readonly Phrase Texts = new("The conversation and the answers", "对话与回答");
}
