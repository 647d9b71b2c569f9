namespace Precept.Workbench.Words;

/// <summary>What is said of a label that cannot be taken as it is.</summary>
public static class LabelRuleWords
{
    public static readonly Phrase NotRanked = new("Give every answer a tier, or say that they cannot be compared.", "请为每个回答排定档次，或声明它们无法比较。");
    public static readonly Phrase NoIncomparable = new("This campaign does not offer “incomparable”.", "本活动不提供“无法比较”选项。");
    public static readonly Phrase NoAllUnacceptable = new("This campaign does not offer “all unacceptable”.", "本活动不提供“全部不可接受”选项。");
    public static readonly Phrase NoStrength = new("Say how much better the best answer is.", "请说明最佳回答好多少。");
    public static readonly Phrase NoRating = new("Rate every answer from 1 to 7.", "请为每个回答打 1 到 7 分。");
    public static readonly Phrase NoFlags = new("Say what is the matter with at least one answer.", "请至少为一个回答标明问题。");
    public static readonly Phrase NoDecidedOn = new("Choose the section that decided.", "请选择决定排序的章节。");
    public static readonly Phrase NoBreaches = new("Name at least one section that an answer breaks.", "请至少指出一条被违反的章节。");
    public static readonly Phrase NoReason = new("Give the reason.", "请填写理由。");
    public static readonly Phrase NoOwnView = new("Rank the answers by your own view too.", "请同时按您自己的看法排序。");
    public static readonly Phrase WrongCount = new("“{0}” has {1} entries for {2} answers.", "“{0}”有 {1} 项，而回答共有 {2} 个。");
    public static readonly Phrase BadTier = new("Tier {0} is none; tiers go from 0 to {1}.", "没有第 {0} 档；档次为 0 到 {1}。");
    public static readonly Phrase BadRating = new("Rating {0} is none; ratings go from 1 to 7.", "评分 {0} 无效；评分为 1 到 7。");
    public static readonly Phrase BadStrength = new("That is no strength of a preference.", "偏好强度无效。");
    public static readonly Phrase BadFlag = new("“{0}” is no flag of this campaign.", "“{0}”不是本活动的问题标记。");
    public static readonly Phrase BadSection = new("The spec has no section “{0}”.", "规范中没有章节“{0}”。");
    public static readonly Phrase BadAnswer = new("There is no answer {0}; there are {1}.", "没有编号为 {0} 的回答；共有 {1} 个。");
    public static readonly Phrase BadWords = new("The marked words do not stand there in answer {0}.", "所标文字与回答 {0} 中该处的内容不符。");
    public static readonly Phrase TooMany = new("“{0}” has {1} entries; at most {2}.", "“{0}”有 {1} 项；最多 {2} 项。");
    public static readonly Phrase TooLong = new("“{0}” has {1} characters; at most {2}.", "“{0}”有 {1} 个字符；最多 {2} 个。");
    public static readonly Phrase BadText = new("“{0}” holds a character that no text may hold.", "“{0}”含有不允许的字符。");
    public static readonly Phrase NoDoubtText = new("Say what is unclear about the section.", "请说明该章节何处不清楚。");
    public static readonly Phrase BadTurn = new("Message {0} is no earlier reply of the assistant.", "第 {0} 条消息不是助手先前的回复。");
    public static readonly Phrase SameTurn = new("Message {0} has feedback twice.", "第 {0} 条消息有两次反馈。");
}
