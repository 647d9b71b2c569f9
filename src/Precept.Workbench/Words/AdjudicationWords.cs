namespace Precept.Workbench.Words;

/// <summary>What the pages about disagreements, decisions, and known answers say.</summary>
public static class AdjudicationWords
{
    public static readonly Phrase Intro = new("Tasks on which people differ, the most apart first. A decision stands beside the labels, which stay as they are.", "人们意见不一的任务，分歧最大者在前。裁定与标注并存，原标注保持不变。");
    public static readonly Phrase None = new("No task here on which people differ.", "这里没有存在分歧的任务。");
    public static readonly Phrase AllSections = new("all sections", "所有章节");
    public static readonly Phrase State = new("State", "状态");
    public static readonly Phrase Any = new("all", "全部");
    public static readonly Phrase Open = new("open", "未裁定");
    public static readonly Phrase Decided = new("decided", "已裁定");
    public static readonly Phrase Filter = new("Show", "筛选");
    public static readonly Phrase Task = new("Task", "任务");
    public static readonly Phrase Apart = new("Apart", "分歧度");
    public static readonly Phrase ApartHelp = new("0 the same, 1 opposite throughout", "0 为相同，1 为完全相反");
    public static readonly Phrase Rankings = new("Rankings", "排序数");
    public static readonly Phrase Unclear = new("Unclear", "不明确");
    public static readonly Phrase Incomparable = new("Incomparable", "不可比较");
    public static readonly Phrase DecidedOn = new("Decided on", "依据章节");
    public static readonly Phrase Next = new("Next", "下一页");
    public static readonly Phrase Previous = new("Previous", "上一页");
    public static readonly Phrase PageOf = new("Page {0} of {1}", "第 {0} 页，共 {1} 页");

    public static readonly Phrase TaskTitle = new("Task {0}", "任务 {0}");
    public static readonly Phrase Conversation = new("Conversation", "对话");
    public static readonly Phrase Answers = new("Answers", "回答");
    public static readonly Phrase Answer = new("Answer {0}", "回答 {0}");
    public static readonly Phrase Labels = new("What people said", "标注员的意见");
    public static readonly Phrase Blind = new("Who said it, and which model answered, is shown once you have decided.", "裁定之后才会显示标注员姓名和回答所属的模型。");
    public static readonly Phrase Own = new("You have labeled this task yourself: better let another reviewer decide.", "您自己标注过此任务：最好由其他审核员裁定。");
    public static readonly Phrase SomeAnnotator = new("Annotator {0}", "标注员 {0}");
    public static readonly Phrase Ranking = new("Ranking", "排序");
    public static readonly Phrase NotComparable = new("cannot be compared", "不可比较");
    public static readonly Phrase NoneWillDo = new("none will do", "均不可接受");
    public static readonly Phrase UnclearIn = new("finds {0} silent or unclear: {1}", "认为 {0} 未规定或不明确：{1}");
    public static readonly Phrase BreachOf = new("{0} breaks {1}", "{0} 违反 {1}");
    public static readonly Phrase Reason = new("Reason", "理由");
    public static readonly Phrase Decide = new("Decide", "裁定");
    public static readonly Phrase DecideAgain = new("Decide again", "重新裁定");
    public static readonly Phrase TierOf = new("Place of answer {0}", "回答 {0} 的名次");
    public static readonly Phrase TierHelp = new("1 is best; equal places tie.", "1 为最佳；名次相同即并列。");
    public static readonly Phrase Choose = new("choose", "请选择");
    public static readonly Phrase IsIncomparable = new("The answers cannot be compared", "这些回答不可比较");
    public static readonly Phrase AllUnacceptable = new("None of the answers will do", "所有回答均不可接受");
    public static readonly Phrase Section = new("Section decided on", "依据的章节");
    public static readonly Phrase Applies = new("Apply here", "适用章节");
    public static readonly Phrase Others = new("Others", "其他章节");
    public static readonly Phrase WhyHelp = new("Required: it is kept with the decision, for reviewers, researchers and the export.", "必填：它与裁定一同保存，供审核员、研究员和导出使用。");
    public static readonly Phrase Done = new("Decided. The labels stay as they are.", "已裁定。标注保持不变。");
    public static readonly Phrase Meanwhile = new("Another reviewer decided in the meantime. Read their decision; what you chose is still here.", "其间已有其他审核员作出裁定。请先阅读；您的选择仍保留在此。");
    public static readonly Phrase NeedRanking = new("Give every answer a place from 1, or say that they cannot be compared.", "请为每个回答给出从 1 开始的名次，或注明不可比较。");
    public static readonly Phrase NeedSection = new("Choose the section that decides.", "请选择作为依据的章节。");
    public static readonly Phrase NeedReason = new("Say why.", "请说明理由。");
    public static readonly Phrase ReasonTooLong = new("The reason has more than {0} characters.", "理由超过 {0} 个字符。");
    public static readonly Phrase History = new("Decisions", "裁定记录");
    public static readonly Phrase By = new("{0}, {1}", "{0}，裁决于 {1}");
    public static readonly Phrase CountsAs = new("Counts as the judge {0}.", "计为评判者 {0}。");

    public static readonly Phrase KnownIntro = new("The spec’s graded examples, as tasks: some open the campaign (qualification), some are mixed in unseen (gold). None is both: the round shows the right answer.", "把规范中带评级的示例作为任务：一部分用于入门资格测试，一部分在不告知的情况下混入（金标）。两者不重叠，因为资格测试会显示正确答案。");
    public static readonly Phrase QualificationTasks = new("Qualification tasks", "资格测试任务");
    public static readonly Phrase GoldTasks = new("Gold tasks", "金标任务");
    public static readonly Phrase Unused = new("Examples left", "剩余示例");
    public static readonly Phrase Asks = new("The campaign asks {0} in its round and wants {1} right; {2} of a person’s tasks are gold.", "本活动的资格测试有 {0} 题，要求正确率 {1}；每人任务中 {2} 为金标。");
    public static readonly Phrase RoundTooShort = new("The round asks more tasks than there are.", "资格测试要求的题数多于现有题数。");
    public static readonly Phrase AddQualification = new("Add to the round", "加入资格测试");
    public static readonly Phrase AddGold = new("Add as gold", "加入金标");
    public static readonly Phrase Seed = new("Seed", "随机种子");
    public static readonly Phrase SeedHelp = new("The same seed draws the same examples, from all sections evenly.", "相同种子抽取相同示例，并在各章节间均匀分布。");
    public static readonly Phrase Add = new("Add", "添加");
    public static readonly Phrase Added = new("Added {0} qualification tasks and {1} gold tasks.", "已添加 {0} 个资格测试任务和 {1} 个金标任务。");
    public static readonly Phrase BadNumbers = new("Give numbers from 0 to {0}, and a whole number as the seed.", "请填写 0 到 {0} 之间的数，种子须为整数。");
}
