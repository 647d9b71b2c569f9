namespace Precept.Workbench.Words;

/// <summary>What the settings of a campaign are called, and what they do.</summary>
public static class SettingWords
{
    public static readonly Phrase Title = new("Settings", "设置");
    public static readonly Phrase Name = new("Name", "名称");
    public static readonly Phrase Default = new("default {0}", "默认 {0}");
    public static readonly Phrase Yes = new("yes", "是");
    public static readonly Phrase No = new("no", "否");
    public static readonly Phrase None = new("none", "无");
    public static readonly Phrase AllOfThem = new("all", "全部");
    public static readonly Phrase Saved = new("Saved.", "已保存。");
    public static readonly Phrase Problems = new("Nothing was saved: {0} fields need another value.", "未保存：{0} 个字段需要修改。");
    public static readonly Phrase NotInBound = new("This value cannot be used; see the bound beside it.", "该值不可用，请参见旁边的范围。");
    public static readonly Phrase NoSuchSection = new("The spec has no section with this id.", "规范中没有此编号的章节。");
    public static readonly Phrase MostBelowFewest = new("The most people cannot be fewer than the fewest.", "最多人数不能少于最少人数。");
    public static readonly Phrase NameBound = new("1 to 200 characters", "1 至 200 个字符");
    public static readonly Phrase Preview = new("Preview", "预览");
    public static readonly Phrase AskedNo = new("not asked", "不询问");
    public static readonly Phrase AskedOptional = new("optional", "选填");
    public static readonly Phrase AskedRequired = new("required", "必填");

    public static readonly Phrase ForPeople = new("For annotators", "给标注员");
    public static readonly Phrase Instructions = new("Instructions", "说明");
    public static readonly Phrase InstructionsWhat = new("What people read beside every task. Markdown.", "标注员在每个任务旁看到的说明。支持 Markdown。");
    public static readonly Phrase InstructionsBound = new("at most 20,000 characters", "最多 20,000 个字符");
    public static readonly Phrase Precedence = new("Section that takes precedence", "优先章节");
    public static readonly Phrase PrecedenceWhat = new("Where sections disagree, this one decides. Empty: the chain of command as the spec has it.", "章节之间冲突时以此章节为准。留空则按规范的指挥链。");

    public static readonly Phrase Asked = new("What is asked", "询问内容");
    public static readonly Phrase DecidedOn = new("Section decided on", "决定性章节");
    public static readonly Phrase DecidedOnWhat = new("The section that decided the ranking.", "决定排序的章节。");
    public static readonly Phrase Breaches = new("Sections broken", "违反的章节");
    public static readonly Phrase BreachesWhat = new("Which sections each answer breaks, with the words that break them.", "每个回答违反了哪些章节，以及违反的原文。");
    public static readonly Phrase Strength = new("Strength", "优势程度");
    public static readonly Phrase StrengthWhat = new("How much better the best answer is than the next.", "最佳回答比次佳回答好多少。");
    public static readonly Phrase Reason = new("Reason", "理由");
    public static readonly Phrase ReasonWhat = new("Why the answers were ranked so.", "为何如此排序。");
    public static readonly Phrase Rating = new("Rating", "评分");
    public static readonly Phrase RatingWhat = new("A rating from 1 to 7 for each answer.", "为每个回答打 1 至 7 分。");
    public static readonly Phrase Flags = new("Flags", "标记");
    public static readonly Phrase FlagsWhat = new("What is the matter with an answer, whatever its rank.", "不论排序如何，回答存在的问题。");
    public static readonly Phrase OfferedFlags = new("Flags on offer", "可用标记");
    public static readonly Phrase OfferedFlagsWhat = new("Those that people can set.", "标注员可以使用的标记。");
    public static readonly Phrase Unclear = new("Spec silent or unclear", "规范未提及或不清楚");
    public static readonly Phrase UnclearWhat = new("Opens a note on the section.", "在该章节上留下一条备注。");
    public static readonly Phrase OwnView = new("Own view", "个人看法");
    public static readonly Phrase OwnViewWhat = new("How people would rank whatever the spec says; kept apart and never trained on.", "不考虑规范时的个人排序；单独保存，不用于训练。");
    public static readonly Phrase Edits = new("Edited answers", "修改回答");
    public static readonly Phrase EditsWhat = new("People may write an answer as it should be: edited > chosen > rejected.", "标注员可改写回答：改写 > 选中 > 落选。");
    public static readonly Phrase Turns = new("Feedback on turns", "逐轮反馈");
    public static readonly Phrase TurnsWhat = new("What people say of earlier replies in the conversation.", "对话中先前回复的评价。");
    public static readonly Phrase AllUnacceptable = new("“All unacceptable”", "“全部不可接受”");
    public static readonly Phrase AllUnacceptableWhat = new("People may say that none of the answers would do.", "标注员可表示没有任何回答合格。");
    public static readonly Phrase Incomparable = new("“Incomparable”", "“无法比较”");
    public static readonly Phrase IncomparableWhat = new("People may say that the answers cannot be compared.", "标注员可表示回答之间无法比较。");

    public static readonly Phrase Assignment = new("Assignment", "分配");
    public static readonly Phrase Fewest = new("Fewest people a task", "每个任务最少人数");
    public static readonly Phrase FewestWhat = new("So many label every task.", "每个任务至少由这么多人标注。");
    public static readonly Phrase Most = new("Most people a task", "每个任务最多人数");
    public static readonly Phrase MostWhat = new("More are asked up to here while the rankings do not agree enough; the same number as above: a fixed overlap.", "排序不够一致时继续增加人数，直到此数；与上面相同则人数固定。");
    public static readonly Phrase Confidence = new("Confidence to stop at", "停止的置信度");
    public static readonly Phrase ConfidenceWhat = new("Nobody more is asked once it is this probable that the best answer is preferred to every other.", "当最佳回答优于其他所有回答的概率达到此值时，不再增加人数。");
    public static readonly Phrase Lease = new("Lease, minutes", "占用时间（分钟）");
    public static readonly Phrase LeaseWhat = new("After so many minutes without a sign of life a task goes back to the others; its draft stays.", "超过此分钟数没有活动，任务将退还给他人；草稿保留。");
    public static readonly Phrase Goal = new("Daily goal", "每日目标");
    public static readonly Phrase GoalWhat = new("Tasks a day that a person aims at (“12 of 40 today”); 0 for none.", "每人每天的目标任务数（“今日 12 / 40”）；0 表示没有。");

    public static readonly Phrase Quality = new("Quality", "质量");
    public static readonly Phrase Items = new("Qualification items", "资格题数量");
    public static readonly Phrase ItemsWhat = new("So many of the spec's graded examples are asked before the first task; 0 for no round.", "首个任务前先回答这么多道规范中的分级示例；0 表示没有资格测试。");
    public static readonly Phrase CutOff = new("Cut-off", "及格线");
    public static readonly Phrase CutOffWhat = new("The share of qualification items that must be right.", "资格题必须答对的比例。");
    public static readonly Phrase Gold = new("Share of gold", "金标准比例");
    public static readonly Phrase GoldWhat = new("Share of a person's tasks whose answer is known, to measure quality.", "每人任务中答案已知、用于衡量质量的比例。");
    public static readonly Phrase Repeats = new("Share of repeats", "重复比例");
    public static readonly Phrase RepeatsWhat = new("Share of a person's tasks that show an earlier one again, to measure consistency.", "每人任务中重复先前任务、用于衡量一致性的比例。");

    public static readonly Phrase Sparing = new("What spares people", "身心保护");
    public static readonly Phrase Blur = new("Blur what may harm", "模糊可能有害的内容");
    public static readonly Phrase BlurWhat = new("Texts with a category of harm are blurred until asked for.", "含有害类别的文本先模糊显示，点按后才显示。");
    public static readonly Phrase DailyHarmful = new("Harmful tasks a day", "每日有害任务上限");
    public static readonly Phrase DailyHarmfulWhat = new("Most tasks with a category of harm that a person is given in a day; 0 for no limit.", "每人每天最多分到的含有害类别的任务；0 表示不限。");
    public static readonly Phrase Break = new("Break after, minutes", "休息提醒（分钟）");
    public static readonly Phrase BreakWhat = new("Minutes of work after which a break is proposed; 0 for never.", "工作这么多分钟后建议休息；0 表示从不。");

    public static readonly Phrase Order = new("Order of tasks", "任务顺序");
    public static readonly Phrase Coverage = new("Weight of section coverage", "章节覆盖权重");
    public static readonly Phrase CoverageWhat = new("Sections with the fewest labels first.", "标注最少的章节优先。");
    public static readonly Phrase Disagreement = new("Weight of disagreement", "分歧权重");
    public static readonly Phrase DisagreementWhat = new("Answers on which model judges differ, or of which they are unsure, first.", "模型评审意见不一或没有把握的回答优先。");
    public static readonly Phrase Staleness = new("Weight of staleness", "过期权重");
    public static readonly Phrase StalenessWhat = new("Tasks to be labeled again under a newer spec first.", "需按新版规范重新标注的任务优先。");
}
