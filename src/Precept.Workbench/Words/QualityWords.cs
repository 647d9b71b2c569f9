namespace Precept.Workbench.Words;

/// <summary>What the quality pages of a campaign say: figures and their explanations.</summary>
public static class QualityWords
{
    public static readonly Phrase Quality = new("Quality", "质量");
    public static readonly Phrase Agreement = new("Agreement", "一致性");
    public static readonly Phrase Annotators = new("Annotators", "标注员");
    public static readonly Phrase Models = new("Models", "模型");
    public static readonly Phrase Judges = new("Judges", "评判者");
    public static readonly Phrase Disagreements = new("Disagreements", "分歧");
    public static readonly Phrase KnownItems = new("Known answers", "已知答案");
    public static readonly Phrase AsJson = new("These figures as JSON", "以 JSON 查看这些数据");

    public static readonly Phrase NothingYet = new("No task has been ranked by two people yet. Agreement shows here as soon as one is.", "还没有任务由两人完成排序。一旦有了，这里就会显示一致性。");
    public static readonly Phrase Base = new("{0} tasks that two people or more ranked, {1} rankings, {2} people.", "共 {0} 个任务由两人或以上排序，{1} 份排序，{2} 人。");
    public static readonly Phrase NotOne = new("No figure stands alone: each has its 95 % interval over tasks and the cases it rests on. Hold agreement against “the longest wins”, which needs no reading.", "任何单个数字都不足为凭：每项都附有按任务计算的 95 % 区间和样本数。请把一致性与无需阅读的“最长者胜”对照来看。");

    public static readonly Phrase Figure = new("Figure", "指标");
    public static readonly Phrase Value = new("Value", "数值");
    public static readonly Phrase Interval = new("95 % interval", "95 % 区间");
    public static readonly Phrase Cases = new("Cases", "样本数");
    public static readonly Phrase Scale = new("Plot", "图示");
    public static readonly Phrase NotDefined = new("not defined", "无定义");
    public static readonly Phrase NoInterval = new("none", "无");

    public static readonly Phrase Overall = new("All tasks", "全部任务");
    public static readonly Phrase WithTies = new("Agreement, a tie a verdict", "一致率（并列算一种结论）");
    public static readonly Phrase WithTiesHelp = new("Share of pairs of answers of which two people say the same: better, worse or level.", "两人对一对回答给出相同结论（更好、更差或并列）的比例。");
    public static readonly Phrase WithoutTies = new("Agreement, ties left out", "一致率（不计并列）");
    public static readonly Phrase WithoutTiesHelp = new("The same where neither calls the pair level. Most papers report this one.", "同上，但只计两人都未判并列的对。多数论文报告的是这一项。");
    public static readonly Phrase Alpha = new("Krippendorff’s alpha, nominal", "Krippendorff α（名义）");
    public static readonly Phrase AlphaHelp = new("Verdicts on pairs, chance taken away: 1 is full agreement, 0 chance.", "对成对结论去除偶然一致后的系数：1 为完全一致，0 为偶然水平。");
    public static readonly Phrase RankAlpha = new("Krippendorff’s alpha, ordinal", "Krippendorff α（序数）");
    public static readonly Phrase RankAlphaHelp = new("Ranks of answers: neighbours count as nearly agreed.", "按回答的名次计算：名次相邻算接近一致。");
    public static readonly Phrase Fleiss = new("Fleiss’ kappa", "Fleiss κ 系数");
    public static readonly Phrase FleissHelp = new("Verdicts on pairs, {0} people a task.", "对成对结论计算，每个任务 {0} 人。");
    public static readonly Phrase FleissNot = new("Needs the same number of people for each task, which is not so here; alpha does not.", "要求每个任务人数相同，此处不满足；α 无此要求。");
    public static readonly Phrase W = new("Kendall’s W", "Kendall W 和谐系数");
    public static readonly Phrase WHelp = new("Mean over tasks: how alike all rankings of a task are, 0 to 1.", "按任务取平均：同一任务的所有排序有多相似，0 到 1。");
    public static readonly Phrase TauB = new("Kendall’s tau-b", "Kendall τ-b 系数");
    public static readonly Phrase TauBHelp = new("Mean over tasks of each two rankings, −1 to 1.", "每两份排序之间，按任务取平均，−1 到 1。");
    public static readonly Phrase DecidedOn = new("The section decided on", "作为依据的章节");
    public static readonly Phrase DecidedOnHelp = new("Krippendorff’s alpha, nominal: whether people decide on the same section.", "Krippendorff α（名义）：人们是否依据同一章节作出决定。");
    public static readonly Phrase Longest = new("“The longest wins”, ties left out", "“最长者胜”（不计并列）");
    public static readonly Phrase LongestHelp = new("How often people prefer the longer answer. What lies above it needs a reader.", "人们更偏好较长回答的比例。高于它的部分才需要阅读。");

    public static readonly Phrase BySection = new("By section", "按章节");
    public static readonly Phrase BySectionHelp = new("A task counts for each section that its prompt names; least agreement first.", "任务计入其提示列出的每个章节；一致性最低者在前。");
    public static readonly Phrase ByLanguage = new("By language", "按语言");
    public static readonly Phrase ByAnnotator = new("By annotator", "按标注员");
    public static readonly Phrase ByAnnotatorHelp = new("Each person against everyone else who ranked the same tasks. The line marks all people.", "每个人与排序过相同任务的其他人相比。竖线为全体。");
    public static readonly Phrase EachTwo = new("Each two people", "两两之间");
    public static readonly Phrase EachTwoHelp = new("Cohen’s kappa over better, level and worse, with its interval and the pairs of answers in common. The stronger the colour, the more agreement.", "基于更好、并列、更差的 Cohen κ，附区间和共同的回答对数。颜色越深，一致性越高。");
    public static readonly Phrase MostPeople = new("Shown are the {0} people with the most labels.", "仅显示标注最多的 {0} 人。");
    public static readonly Phrase Section = new("Section", "章节");
    public static readonly Phrase LanguageOf = new("Language", "语言");
    public static readonly Phrase Annotator = new("Annotator", "标注员");
    public static readonly Phrase English = new("English", "英语");
    public static readonly Phrase Chinese = new("Chinese", "中文");
    public static readonly Phrase OtherLanguage = new("none or other", "无或其他");
    public static readonly Phrase NoSection = new("no section", "无章节");
    public static readonly Phrase PairsOfAnswers = new("{0} pair(s)", "{0} 对");
    public static readonly Phrase AnswersCount = new("{0} answer(s)", "{0} 个回答");
    public static readonly Phrase TasksCount = new("{0} task(s)", "{0} 个任务");
    public static readonly Phrase LabelsCount = new("{0} label(s)", "{0} 份标注");
    public static readonly Phrase Comparisons = new("{0} comparison(s)", "{0} 次比较");
    public static readonly Phrase RankingsCount = new("{0} ranking(s)", "{0} 份排序");
}
