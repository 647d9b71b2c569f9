namespace Precept.Workbench.Words;

/// <summary>What the page for a new campaign says.</summary>
public static class NewCampaignWords
{
    public static readonly Phrase SpecWhat = new("The campaign keeps this text whole; a newer one can be taken up later, and what it makes stale is labeled again.", "活动会完整保存该文本；以后可以换用新版，受影响的部分会重新标注。");
    public static readonly Phrase NoSpec = new("The workspace keeps no spec yet: precept spec add PATH.", "工作区还没有规范，请运行 precept spec add PATH。");
    public static readonly Phrase Source = new("Where the tasks come from", "任务来源");
    public static readonly Phrase FromWorkspace = new("Prompts and answers of the workspace", "工作区中的提示与回答");
    public static readonly Phrase FromText = new("A file, or pasted text", "文件或粘贴的文本");
    public static readonly Phrase EmptyWorkspace = new("The workspace has no answers yet: precept prompts build, then precept sample.", "工作区还没有回答，请先运行 precept prompts build 与 precept sample。");
    public static readonly Phrase Models = new("Whose answers", "哪些模型的回答");
    public static readonly Phrase AnswersCount = new("{0} answer(s)", "{0} 个回答");
    public static readonly Phrase NoDraw = new("Choose at least one model.", "请至少选择一个模型。");
    public static readonly Phrase Split = new("Split", "数据划分");
    public static readonly Phrase AnswersATask = new("Answers a task", "每任务回答数");
    public static readonly Phrase MostTasks = new("Most tasks", "最多任务数");
    public static readonly Phrase Seed = new("Seed", "随机种子");
    public static readonly Phrase SeedWhat = new("The same seed picks the same tasks.", "相同的种子选出相同的任务。");
    public static readonly Phrase Families = new("Families", "提示族");
    public static readonly Phrase Sections = new("Sections", "章节");
    public static readonly Phrase NoneIsAll = new("None ticked: all of them.", "不勾选表示全部。");
    public static readonly Phrase File = new("File, JSON Lines, at most 64 MiB", "JSON Lines 文件，最大 64 MiB");
    public static readonly Phrase Pasted = new("Or pasted", "或粘贴文本");
    public static readonly Phrase Format = new("One task a line: \"prompt\" (a text or a list of messages), \"answers\" (2 to 9), and if you like \"sections\", \"harms\", \"family\", \"split\" (train, validation, held-out).", "每行一个任务：\"prompt\"（文本或消息列表）、\"answers\"（2 至 9 个），可选 \"sections\"、\"harms\"、\"family\"、\"split\"（train、validation、held-out）。");
    public static readonly Phrase NoText = new("Choose a file or paste tasks.", "请选择文件或粘贴任务。");
    public static readonly Phrase ChooseAgain = new("The file is too large to be kept in the page: choose it again before you make the campaign.", "文件过大，页面无法保留：创建前请重新选择。");
    public static readonly Phrase Preview = new("Preview", "预览");
    public static readonly Phrase Make = new("Make the campaign", "创建活动");
    public static readonly Phrase Outlook = new("That gives {0} task(s)", "将得到 {0} 个任务");
    public static readonly Phrase OutlookPicked = new("{0} prompts fit; {1} of them have fewer than two different answers; {2} more were not drawn.", "符合条件的提示 {0} 个；其中 {1} 个不足两个不同回答；另有 {2} 个未被抽中。");
    public static readonly Phrase AnswersSpread = new("Tasks × answers: {0}", "任务数 × 回答数：{0}");
    public static readonly Phrase SplitSpread = new("By split: {0}. Models are trained on train alone; the others measure. Where a line names no split, the prompt's hash decides: about 3 of 5 are for training.", "按划分：{0}。模型只用 train 训练，其余用于评测。未写明划分的提示由其哈希决定：约五分之三用于训练。");
}
