namespace Precept.Workbench.Words;

/// <summary>What the pages about annotators, models and judges say.</summary>
public static class AnnotatorWords
{
    public static readonly Phrase None = new("Nobody has labeled here yet.", "这里还没有人标注。");
    public static readonly Phrase Intro = new("Reasons to look, none to exclude by itself: hard tasks, another reading of the spec and careless work look alike in figures.", "这些是值得查看的线索，本身不构成排除的理由：难题、对规范的不同理解与草率标注，在数据上看起来是一样的。");
    public static readonly Phrase Warnings = new("Worth a look", "值得查看");
    public static readonly Phrase NoWarnings = new("Nothing stands out.", "没有异常。");
    public static readonly Phrase WarnGold = new("{0} of the gold tasks are right ({1}), below the cut-off of {2}.", "金标任务正确率 {0}（{1}），低于及格线 {2}。");
    public static readonly Phrase WarnRepeats = new("Says the same again of {0} of the pairs of repeated tasks ({1}); two people agree on {2}.", "重复任务中 {0} 的对前后一致（{1}）；而两人之间的一致率为 {2}。");
    public static readonly Phrase WarnOthers = new("Agrees with the others on {0} of the pairs ({1}), ties left out; people do on {2}.", "与其他人的一致率为 {0}（{1}，不计并列）；全体为 {2}。");
    public static readonly Phrase WarnTooFast = new("{0} of the labels ({1}) came faster than the texts can be read; {2} would be a reason to look.", "{0} 的标注（{1}）快于阅读所需时间；超过 {2} 即值得查看。");
    public static readonly Phrase WarnFirstShown = new("Calls the answer shown first the best in {0} of the tasks ({1}); chance and a tenth are {2}.", "在 {0} 的任务中选首个显示的回答为最佳（{1}）；随机加一成为 {2}。");
    public static readonly Phrase Labels = new("Labels", "标注数");
    public static readonly Phrase Gold = new("Gold tasks right", "金标正确率");
    public static readonly Phrase GoldHelp = new("Share of tasks with a known answer, mixed in unseen, that are right; Wilson’s interval.", "混入的已知答案任务中正确的比例；Wilson 区间。");
    public static readonly Phrase Qualification = new("Qualification right", "资格测试正确率");
    public static readonly Phrase Repeats = new("Says the same again", "重复一致率");
    public static readonly Phrase RepeatsHelp = new("Share of pairs of answers of repeated tasks with the same verdict as the first time.", "重复任务中，与首次结论相同的回答对比例。");
    public static readonly Phrase WithOthers = new("Agreement with the others", "与他人的一致率");
    public static readonly Phrase WithOthersHelp = new("Ties left out.", "不计并列。");
    public static readonly Phrase KappaOthers = new("Kappa with the others", "与他人的 κ");
    public static readonly Phrase Accuracy = new("Accuracy, inferred", "推断的准确率");
    public static readonly Phrase AccuracyHelp = new("Dawid and Skene: the probability that a verdict is right, where what is right is inferred from everyone.", "Dawid–Skene 模型：结论正确的概率，其中真值由所有人的标注推断。");
    public static readonly Phrase FlagAccuracy = new("Accuracy of flags, inferred", "标记的推断准确率");
    public static readonly Phrase TooFast = new("Too fast", "过快");
    public static readonly Phrase TooFastHelp = new("Share of labels given in less time than reading at {0} characters a second takes (a Han character counts three).", "所用时间少于以每秒 {0} 个字符（汉字按三个计）阅读所需时间的标注比例。");
    public static readonly Phrase FirstShown = new("First shown is best", "首个显示者为最佳");
    public static readonly Phrase FirstShownHelp = new("By chance it would be {0}.", "随机情况下为 {0}。");
    public static readonly Phrase Time = new("Time per task", "每个任务用时");
    public static readonly Phrase TimeText = new("median {0}, quartiles {1} and {2}", "中位数 {0}，四分位数 {1} 与 {2}");
    public static readonly Phrase Confusion = new("What they say, where what is true is inferred", "在推断真值下的标注情况");
    public static readonly Phrase ConfusionHelp = new("Down: what is true. Across: what they say. Rows sum to 100 %. Score {0}: 0 says nothing, 1 everything.", "行：真值；列：所给结论。每行合计 100 %。得分 {0}：0 表示毫无信息，1 表示完全信息。");
    public static readonly Phrase Worse = new("worse", "更差");
    public static readonly Phrase Level = new("level", "并列");
    public static readonly Phrase Better = new("better", "更好");
    public static readonly Phrase NotSet = new("not set", "未标记");
    public static readonly Phrase Set = new("set", "已标记");
    public static readonly Phrase OfVerdicts = new("Verdicts", "结论");
    public static readonly Phrase OfFlags = new("Flags", "标记");

    public static readonly Phrase NoModels = new("No ranking compares the answers of two models.", "没有排序比较过两个模型的回答。");
    public static readonly Phrase ModelsIntro = new("How strong the models behind the answers are, by {0} comparisons of people. Strengths are in nats about a mean of 0; a difference of 1 is 73 to 27, 400 Elo points are 2.3.", "根据人们的 {0} 次比较得出的各模型强度。强度以 nat 为单位、均值为 0；相差 1 即 73 比 27，400 Elo 分相当于 2.3。");
    public static readonly Phrase BradleyTerry = new("Bradley-Terry: pairs", "Bradley–Terry：成对比较");
    public static readonly Phrase PlackettLuce = new("Plackett-Luce: whole rankings", "Plackett–Luce：完整排序");
    public static readonly Phrase Won = new("Comparisons won, a tie half", "获胜比例（并列计半）");
    public static readonly Phrase Model = new("Model", "模型");
    public static readonly Phrase WithPrior = new("Some model never lost or never won: half a win and half a loss against an imagined one were added for each, or its strength would have no bound.", "有模型从未输过或从未赢过：已为每个模型添加对一个虚拟对手的半胜半负，否则其强度没有上界。");
    public static readonly Phrase Unlinked = new("Some models were never compared with the others, not even through third ones: nothing says how they stand to each other.", "有些模型从未与其他模型比较，也没有通过第三方间接比较：无法得知它们之间的高低。");
    public static readonly Phrase NoStrengths = new("There are no finite strengths for these comparisons.", "这些比较没有有限的强度估计。");
    public static readonly Phrase LeftOut = new("Left out of Plackett-Luce, as a model has two answers there: {0} ranking(s).", "有 {0} 份排序未计入 Plackett–Luce：其中同一模型有两个回答。");

    public static readonly Phrase NoJudges = new("The workspace has no current judgments of these answers by a model or by the checks. “precept judge” makes them.", "工作区中没有模型或检查器对这些回答的有效评判。可用 “precept judge” 生成。");
    public static readonly Phrase JudgesIntro = new("The majority of people against each judge of the workspace, on the pairs of answers that both judged.", "多数人的意见与工作区中每个评判者相比，仅限双方都评判过的回答对。");
    public static readonly Phrase Stale = new("Not counted, as sections read otherwise since: {0} judgment(s).", "有 {0} 份评判不计入：它们依据的章节如今已变。");
    public static readonly Phrase Judge = new("Judge", "评判者");
    public static readonly Phrase Majority = new("Majority of people, ties left out", "与多数人的一致率（不计并列）");
    public static readonly Phrase MajorityTies = new("Majority of people, a tie a verdict", "与多数人的一致率（并列算一种结论）");
    public static readonly Phrase Single = new("A single person, ties left out", "与单个人的一致率（不计并列）");
    public static readonly Phrase SingleHelp = new("Compare this one with the agreement of two people, {0}.", "请将此项与两人之间的一致率 {0} 比较。");
    public static readonly Phrase Kappa = new("Cohen’s kappa", "Cohen κ 系数");
    public static readonly Phrase Ac1 = new("Gwet’s AC1", "Gwet AC1 系数");
    public static readonly Phrase LongestJudge = new("“The longest wins” and the judge, ties left out", "“最长者胜”与评判者（不计并列）");
    public static readonly Phrase WhereApart = new("Where they differ", "分歧之处");
    public static readonly Phrase NoneApart = new("They say the same of every pair.", "对每一对的结论都相同。");
    public static readonly Phrase People = new("People", "人");
    public static readonly Phrase Says = new("{0} is better", "{0} 更好");
    public static readonly Phrase SaysLevel = new("level", "并列");
    public static readonly Phrase Votes = new("{0} votes", "{0} 票");
    public static readonly Phrase VotesSplit = new("{0} differing votes", "{0} 票且有分歧");
    public static readonly Phrase Breaks = new("{0} breaks {1}", "{0} 违反 {1}");
    public static readonly Phrase NoReason = new("no reason given", "未给出理由");
    public static readonly Phrase ToTask = new("Task {0}", "任务 {0}");
}
