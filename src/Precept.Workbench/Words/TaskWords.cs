namespace Precept.Workbench.Words;

/// <summary>What the task page says.</summary>
public static class TaskWords
{
    // Header and panels
    public static readonly Phrase Title = new("Task {0}", "任务 {0}");
    public static readonly Phrase Today = new("{0} of {1} today", "今日 {0} / {1}");
    public static readonly Phrase TodayNoGoal = new("{0} today", "今日 {0}");
    public static readonly Phrase SpecVersion = new("spec {0}", "规范 {0}");
    public static readonly Phrase Keys = new("Keys", "按键");
    public static readonly Phrase Revising = new("You are revising label {0}; submitting replaces it.", "您正在修改第 {0} 版标注；提交后将替换原标注。");
    public static readonly Phrase Conversation = new("Conversation", "对话");
    public static readonly Phrase SectionsThatApply = new("Sections that apply", "适用章节");
    public static readonly Phrase ShowAll = new("Show all", "展开全文");
    public static readonly Phrase ShowLess = new("Show less", "收起");
    public static readonly Phrase AboveDeveloper = new("above developer, user", "高于开发者、用户");
    public static readonly Phrase AboveUser = new("above user", "高于用户");
    public static readonly Phrase AboveGuidelines = new("above guidelines", "高于指导级");
    public static readonly Phrase NoAuthority = new("no authority", "无权限");
    public static readonly Phrase Instructions = new("Instructions", "说明");
    public static readonly Phrase Precedence = new("takes precedence", "优先");
    public static readonly Phrase PrecedenceWhy = new("Where sections disagree, this one decides in this campaign.", "章节相互冲突时，本活动以此章节为准。");
    public static readonly Phrase SearchSpec = new("Search the spec", "搜索规范");
    public static readonly Phrase SearchFound = new("{0} sections found", "找到 {0} 个章节");
    public static readonly Phrase SearchNone = new("No section has that.", "没有章节包含该内容。");
    public static readonly Phrase OpenedSection = new("Section opened: {0}", "已打开章节：{0}");
    public static readonly Phrase CloseSection = new("Close", "关闭");
    public static readonly Phrase Examples = new("Examples: {0}", "示例：{0}");
    public static readonly Phrase WholeSpec = new("The whole spec", "全部规范");

    // Answers
    public static readonly Phrase Answers = new("Answers", "回答");
    public static readonly Phrase Answer = new("Answer {0}", "回答 {0}");
    public static readonly Phrase Columns = new("columns", "并排");
    public static readonly Phrase Stacked = new("stacked", "堆叠");
    public static readonly Phrase Layout = new("Layout of answers", "回答的排列");
    public static readonly Phrase CutByModel = new("The model reached its limit here.", "模型在此达到长度上限。");
    public static readonly Phrase TierOf = new("Tier of answer {0}", "回答 {0} 的档位");
    public static readonly Phrase RatingOf = new("Rating", "评分");
    public static readonly Phrase RatingEnds = new("1 very bad, 7 very good", "1 很差，7 很好");
    public static readonly Phrase Flags = new("Flags", "标记");
    public static readonly Phrase Edit = new("Edit", "修改");
    public static readonly Phrase EditOf = new("Answer {0} as it should be", "回答 {0} 应有的样子");
    public static readonly Phrase EditWhat = new("What you write counts as better than the best answer.", "您改写的回答视为优于最佳回答。");
    public static readonly Phrase EditAgain = new("Start from the answer again", "恢复为原回答");
    public static readonly Phrase Breaks = new("Breaks a section", "违反章节");
    public static readonly Phrase SelectHint = new("Select words that break a section to mark them.", "选中违反章节的文字即可标注。");
    public static readonly Phrase TurnGood = new("Good turn", "好的回合");
    public static readonly Phrase TurnBad = new("Bad turn", "不好的回合");
    public static readonly Phrase TurnWhy = new("Why (this turn)", "原因（此回合）");

    // Ranking
    public static readonly Phrase Ranking = new("Ranking", "排序");
    public static readonly Phrase Best = new("best", "最好");
    public static readonly Phrase Worst = new("worst", "最差");
    public static readonly Phrase Tier = new("Tier {0}", "第 {0} 档");
    public static readonly Phrase Unplaced = new("not placed", "未放置");
    public static readonly Phrase AllUnacceptable = new("All unacceptable", "全部不可接受");
    public static readonly Phrase Incomparable = new("Incomparable", "无法比较");
    public static readonly Phrase Strength = new("How much better", "优势程度");
    public static readonly Phrase StrengthUnsure = new("unsure", "不确定");
    public static readonly Phrase StrengthSlightly = new("slightly better", "稍好");
    public static readonly Phrase StrengthBetter = new("better", "更好");
    public static readonly Phrase StrengthSignificantly = new("significantly better", "明显更好");
    public static readonly Phrase DecidedOn = new("Decided on", "依据章节");
    public static readonly Phrase ChooseSection = new("choose a section…", "选择章节…");
    public static readonly Phrase OtherSections = new("Other sections", "其他章节");
    public static readonly Phrase Because = new("Because", "理由");
    public static readonly Phrase Unclear = new("Spec silent or unclear here", "规范未提及或不清楚");
    public static readonly Phrase UnclearSection = new("Which section", "哪个章节");
    public static readonly Phrase UnclearText = new("What is silent or unclear", "未提及或不清楚之处");
    public static readonly Phrase OwnView = new("My own view, apart from the spec", "我个人的看法（不考虑规范）");
    public static readonly Phrase OwnViewWhy = new("Why (my own view)", "原因（个人看法）");
    public static readonly Phrase Required = new("required", "必填");
    public static readonly Phrase Breaches = new("Sections broken", "违反的章节");
    public static readonly Phrase BreachesNone = new("None marked yet.", "尚未标注。");
    public static readonly Phrase WholeAnswer = new("the whole answer", "整个回答");
    public static readonly Phrase Submit = new("Submit", "提交");
    public static readonly Phrase Skip = new("Skip", "跳过");
    public static readonly Phrase Undo = new("Undo", "撤销");
    public static readonly Phrase Redo = new("Redo", "重做");
    public static readonly Phrase History = new("History", "历史");

    public static readonly Phrase HistoryWhat = new("Everything that happened to your label of this task. Nothing is ever deleted; each entry's mark covers the one before it.", "您对此任务的标注的全部经过。记录不会被删除；每条记录的标识都包含前一条。");
    public static readonly Phrase EventTaskGiven = new("given to you", "分配给您");
    public static readonly Phrase EventLabelDrafted = new("draft saved", "草稿已保存");
    public static readonly Phrase EventLabelSubmitted = new("submitted", "已提交");
    public static readonly Phrase EventLabelRevised = new("revised", "已修改");
    public static readonly Phrase EventLabelWithdrawn = new("taken back", "已撤回");
    public static readonly Phrase EventTaskSkipped = new("skipped", "已跳过");
    public static readonly Phrase EventTaskExpired = new("went back to the others", "已退回任务池");

    // Breach dialog
    public static readonly Phrase BreachTitle = new("Answer {0} breaks a section", "回答 {0} 违反章节");
    public static readonly Phrase BreachWords = new("The words that break it", "违反章节的文字");
    public static readonly Phrase BreachWordsWhat = new("As they stand in the answer; leave it empty for the whole answer.", "须与回答原文一致；留空表示整个回答。");
    public static readonly Phrase BreachWordsWrong = new("The answer has no such words. Copy them as they stand there.", "回答中没有这些文字，请按原文填写。");
    public static readonly Phrase BreachSection = new("Section", "章节");
    public static readonly Phrase BreachWhy = new("Why", "原因");
    public static readonly Phrase BreachAdd = new("Mark it", "标注");
    public static readonly Phrase BreachAdded = new("Marked: answer {0} breaks {1}", "已标注：回答 {0} 违反 {1}");
    public static readonly Phrase BreachRemove = new("Remove the mark: {0}", "移除标注：{0}");
    public static readonly Phrase BreachRemoved = new("Mark removed", "已移除标注");

    // Skip dialog
    public static readonly Phrase SkipTitle = new("Skip this task", "跳过此任务");
    public static readonly Phrase SkipWhat = new("Nothing follows from skipping. Somebody else gets the task.", "跳过不会有任何影响，任务将分配给其他人。");
    public static readonly Phrase SkipReason = new("Reason", "原因");
    public static readonly Phrase SkipUnclear = new("I cannot judge it", "我无法判断");
    public static readonly Phrase SkipBroken = new("The task is broken", "任务有问题");
    public static readonly Phrase SkipLanguage = new("I do not know its language well", "我不熟悉其语言");
    public static readonly Phrase SkipHarm = new("I do not want to see this kind", "我不想看到此类内容");
    public static readonly Phrase SkipOther = new("Another reason", "其他原因");
    public static readonly Phrase SkipHarmOut = new("Never give me tasks of this kind again:", "以后不再给我此类任务：");
    public static readonly Phrase Skipped = new("Skipped", "已跳过");

    // Keys dialog
    public static readonly Phrase KeysWhat = new("No key acts while you type in a field. Choose a key's button and press another key to change it.", "在输入框中打字时按键不起作用。点击某个按键后按下新键即可更改。");
    public static readonly Phrase KeysFixed = new("Always: Ctrl+Enter submits from any field, and Esc goes from a field back to the answer in focus.", "始终有效：在任何输入框中按 Ctrl+Enter 即提交，按 Esc 则从输入框回到当前回答。");
    public static readonly Phrase KeysOffName = new("Switch off keys that work without Ctrl or Alt", "停用无需 Ctrl 或 Alt 的按键");
    public static readonly Phrase KeysReset = new("As they were at first", "恢复默认");
    public static readonly Phrase KeysPress = new("press a key…", "请按键…");
    public static readonly Phrase KeysTaken = new("{0} already means: {1}", "{0} 已用于：{1}");
    public static readonly Phrase KeysChange = new("Change the key of: {0}", "更改按键：{0}");
    public static readonly Phrase KeysSaved = new("Keys saved", "按键已保存");
    public static readonly Phrase Close = new("Close", "关闭");
    public static readonly Phrase KeyTier = new("Current answer into tier {0}", "当前回答放入第 {0} 档");
    public static readonly Phrase KeyUnplace = new("Take the current answer out of its tier", "将当前回答移出档位");
    public static readonly Phrase KeyNext = new("Next answer (also Tab)", "下一个回答（或 Tab）");
    public static readonly Phrase KeyPrevious = new("Previous answer (also Shift+Tab)", "上一个回答（或 Shift+Tab）");
    public static readonly Phrase KeyStrength = new("How much better: the next choice", "优势程度：下一项");
    public static readonly Phrase KeyDecidedOn = new("To the section decided on", "转到依据章节");
    public static readonly Phrase KeyReason = new("To the reason", "转到理由");
    public static readonly Phrase KeyBreach = new("Mark a section that the current answer breaks", "标注当前回答违反的章节");
    public static readonly Phrase KeyFlags = new("Flags of the current answer", "当前回答的标记");
    public static readonly Phrase KeyEdit = new("Edit the current answer", "修改当前回答");
    public static readonly Phrase KeyControls = new("To the controls of the current answer", "转到当前回答的控件");
    public static readonly Phrase KeyLayout = new("Columns or stacked", "并排或堆叠");
    public static readonly Phrase KeyDraft = new("Save the draft now", "立即保存草稿");
    public static readonly Phrase KeyHelp = new("Show all keys", "显示所有按键");

    // Saving
    public static readonly Phrase NoChange = new("nothing changed yet", "尚无更改");
    public static readonly Phrase Saving = new("saving…", "正在保存…");
    public static readonly Phrase SavedAt = new("draft saved {0}", "草稿已保存 {0}");
    public static readonly Phrase NotSaved = new("not saved yet: waiting for the network", "尚未保存：等待网络");
    public static readonly Phrase SignedOut = new("not saved yet: you are signed out. Sign in in another tab; what you did waits here.", "尚未保存：您已退出登录。请在另一标签页登录，您的内容保留在此。");
    public static readonly Phrase KeptNowhere = new("not saved: this browser keeps nothing and the server is away. Leave this page open.", "未保存：浏览器无法存储且服务器不可用。请不要关闭此页面。");
    public static readonly Phrase WaitingLabels = new("{0} labels wait for the network", "{0} 个标注等待网络");
    public static readonly Phrase SubmittedUndo = new("Task {0} submitted", "任务 {0} 已提交");
    public static readonly Phrase SubmittedWaiting = new("Task {0} will be sent when the network is back", "任务 {0} 将在网络恢复后发送");
    public static readonly Phrase Withdrawn = new("Task {0} is a draft again", "任务 {0} 已恢复为草稿");
    public static readonly Phrase CannotUndo = new("This label can no longer be taken back.", "此标注已无法撤回。");
    public static readonly Phrase Refused = new("Task {0} was not accepted: {1}", "任务 {0} 未被接受：{1}");
    public static readonly Phrase BackToIt = new("Back to it", "返回该任务");
    public static readonly Phrase Gone = new("This task went back to the others. Your draft is kept.", "此任务已退回任务池，您的草稿已保留。");
    public static readonly Phrase LoadingNext = new("The next task is coming…", "正在加载下一个任务…");
    public static readonly Phrase OfflineNext = new("Everything you did is kept in this browser and will be sent. The next task comes when the network is back.", "您的内容已保存在此浏览器中并将自动发送。网络恢复后会给出下一个任务。");
    public static readonly Phrase TryNow = new("Try now", "立即重试");
    public static readonly Phrase OtherTab = new("This task is open in another tab or window, which wrote last.", "此任务已在另一标签页或窗口中打开并最后写入。");
    public static readonly Phrase TakeOver = new("Go on here", "在此继续");
    public static readonly Phrase TakenOver = new("You work here now; the other tab is told.", "现在由此页面继续；另一标签页会收到通知。");
    public static readonly Phrase KnownRight = new("Task {0}: right", "任务 {0}：正确");
    public static readonly Phrase KnownWrong = new("Task {0}: not as expected. {1}", "任务 {0}：与预期不同。{1}");

    // Wellbeing
    public static readonly Phrase Veil = new("This task may show: {0}", "此任务可能包含：{0}");
    public static readonly Phrase VeilShow = new("Show it", "显示");
    public static readonly Phrase BreakTime = new("You have worked for {0} minutes. A short break is good for you and for the labels.", "您已工作 {0} 分钟。短暂休息有益于您，也有益于标注质量。");
    public static readonly Phrase BreakLater = new("Later", "稍后");
    public static readonly Phrase HarmSexual = new("sexual content", "性内容");
    public static readonly Phrase HarmViolence = new("violence", "暴力");
    public static readonly Phrase HarmSelfHarm = new("self-harm", "自残");
    public static readonly Phrase HarmHate = new("hate", "仇恨");
    public static readonly Phrase HarmAbuse = new("abuse", "虐待");
    public static readonly Phrase HarmIllegal = new("illegal acts", "违法行为");

    // Problems
    public static readonly Phrase ProblemTiers = new("Put every answer into a tier, or choose incomparable.", "请将每个回答放入档位，或选择无法比较。");
    public static readonly Phrase ProblemStrength = new("Say how much better.", "请选择优势程度。");
    public static readonly Phrase ProblemDecidedOn = new("Choose the section that decided.", "请选择依据章节。");
    public static readonly Phrase ProblemReason = new("Give a reason.", "请填写理由。");
    public static readonly Phrase ProblemRatings = new("Rate every answer.", "请为每个回答评分。");
    public static readonly Phrase ProblemFlags = new("Flag at least one answer.", "请至少标记一个回答。");
    public static readonly Phrase ProblemBreaches = new("Mark at least one section that is broken.", "请至少标注一个被违反的章节。");
    public static readonly Phrase ProblemUnclear = new("Choose the section and say what is unclear, or clear both.", "请选择章节并说明不清楚之处，或两者都清空。");
    public static readonly Phrase ProblemOwnView = new("Give your own tier for every answer.", "请给出您对每个回答的个人档位。");
    public static readonly Phrase ProblemsFound = new("Not submitted: {0}", "未提交：{0}");

    // Said to screen readers
    public static readonly Phrase SayPlaced = new("Answer {0}: tier {1}", "回答 {0}：第 {1} 档");
    public static readonly Phrase SayUnplaced = new("Answer {0}: not placed", "回答 {0}：未放置");
    public static readonly Phrase SayUndone = new("Undone", "已撤销");
    public static readonly Phrase SayRedone = new("Done again", "已重做");
    public static readonly Phrase SayNothingToUndo = new("Nothing to undo", "没有可撤销的内容");
    public static readonly Phrase SayOn = new("{0}: on", "{0}：开");
    public static readonly Phrase SayOff = new("{0}: off", "{0}：关");
    public static readonly Phrase SayTask = new("Task {0}, {1} answers", "任务 {0}，{1} 个回答");
    public static readonly Phrase Offline = new("No network. Everything is kept in this browser.", "无网络。所有内容保存在此浏览器中。");
    public static readonly Phrase Online = new("The network is back.", "网络已恢复。");

    // Nothing to do
    public static readonly Phrase NothingTitle = new("Nothing to do here now", "目前没有任务");
    public static readonly Phrase AllDone = new("You have labeled all tasks of this campaign that are meant for you. New ones appear here by themselves.", "您已完成本活动分配给您的所有任务。新任务会自动出现在这里。");
    public static readonly Phrase Paused = new("The campaign is paused or has ended: no tasks are given out. What you submitted is kept.", "活动已暂停或结束，不再分配任务。您提交的内容已保存。");
    public static readonly Phrase NotQualified = new("The qualification round was not passed, so no tasks are given. Ask the researcher of this campaign.", "未通过资格测试，因此不分配任务。请联系本活动的研究员。");
    public static readonly Phrase HarmfulLimit = new("You have reached today's limit of tasks that may be hard to see. Others come tomorrow.", "您今天处理的可能令人不适的任务已达上限，明天会有新的任务。");
    public static readonly Phrase LookAgain = new("Look again", "再看看");

    /// <summary>What a category of harm is called.</summary>
    public static Phrase OfHarm(string id) => id switch
    {
        "sexual" => HarmSexual,
        "violence" => HarmViolence,
        "self-harm" => HarmSelfHarm,
        "hate" => HarmHate,
        "abuse" => HarmAbuse,
        "illegal" => HarmIllegal,
        _ => throw new ArgumentOutOfRangeException(nameof(id), id, null),
    };
}
