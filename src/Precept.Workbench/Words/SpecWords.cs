using Precept.Spec;

namespace Precept.Workbench.Words;

/// <summary>What the spec browser says.</summary>
public static class SpecWords
{
    public static readonly Phrase Title = new("Spec {0}", "规范 {0}");
    public static readonly Phrase NoneFound = new("No section is about that.", "没有相关章节。");
    public static readonly Phrase Examples = new("{0} example(s)", "{0} 个示例");
    public static readonly Phrase Tasks = new("{0} task(s)", "{0} 个任务");
    public static readonly Phrase Labels = new("{0} label(s)", "{0} 个标注");
    public static readonly Phrase DecidedOn = new("decided {0}", "决定 {0} 次");
    public static readonly Phrase Breaches = new("broken {0} time(s)", "被违反 {0} 次");
    public static readonly Phrase Unclear = new("{0} unclear", "{0} 处不清楚");
    public static readonly Phrase Comments = new("{0} comment(s)", "{0} 条评论");
    public static readonly Phrase ShowTasks = new("show its tasks", "查看任务");
    public static readonly Phrase Contained = new("Sections in it", "包含的章节");
    public static readonly Phrase Notes = new("Notes and comments", "备注与评论");
    public static readonly Phrase NoNotes = new("Nobody has said anything about this section.", "还没有人对本章节发表意见。");
    public static readonly Phrase NewComment = new("Comment", "发表评论");
    public static readonly Phrase Answer = new("Answer", "回复");
    public static readonly Phrase Send = new("Send", "发送");
    public static readonly Phrase Written = new("Your comment is there.", "评论已发表。");
    public static readonly Phrase NoteBound = new("A comment has 1 to 5,000 characters.", "评论须为 1 至 5,000 个字符。");
    public static readonly Phrase Resolve = new("Resolve", "标为已解决");
    public static readonly Phrase Reopen = new("Reopen", "重新打开");
    public static readonly Phrase ResolvedBy = new("resolved by {0}", "由 {0} 解决");
    public static readonly Phrase EarlierText = new("on an earlier text", "针对旧版文本");
    public static readonly Phrase KindObjective = new("objective", "目标");
    public static readonly Phrase KindRule = new("rule", "规则");
    public static readonly Phrase KindDefault = new("default", "默认行为");

    /// <summary>A kind's name.</summary>
    public static Phrase KindName(SectionKind kind) => kind switch
    {
        SectionKind.Rule => KindRule,
        SectionKind.Default => KindDefault,
        _ => KindObjective,
    };
}
