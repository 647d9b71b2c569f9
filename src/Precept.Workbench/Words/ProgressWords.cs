namespace Precept.Workbench.Words;

/// <summary>What the progress of a campaign says.</summary>
public static class ProgressWords
{
    public static readonly Phrase Labels = new("Labels", "标注");
    public static readonly Phrase Held = new("{0} held back", "{0} 个被搁置");
    public static readonly Phrase PerHour = new("Labels an hour", "每小时标注数");
    public static readonly Phrase DoneAt = new("Done in", "预计完成");
    public static readonly Phrase IsDone = new("done", "已完成");
    public static readonly Phrase InMinutes = new("{0} min", "{0} 分钟");
    public static readonly Phrase InHours = new("{0} h", "{0} 小时");
    public static readonly Phrase InDays = new("{0} day(s)", "{0} 天");
    public static readonly Phrase People = new("By person", "按人员");
    public static readonly Phrase Median = new("Median time a task", "每任务用时中位数");
    public static readonly Phrase Seconds = new("{0} s", "{0} 秒");
    public static readonly Phrase Minutes = new("{0} min", "{0} 分钟");
    public static readonly Phrase Sections = new("By section", "按章节");
    public static readonly Phrase More = new("{0} more", "其余 {0} 个");
    public static readonly Phrase Languages = new("By language", "按语言");
    public static readonly Phrase NoLanguage = new("other", "其他");
    public static readonly Phrase Skips = new("Skipped, by reason", "跳过原因");
    public static readonly Phrase NoSkips = new("Nothing was skipped.", "没有跳过的任务。");
    public static readonly Phrase NoReason = new("no reason given", "未说明原因");
    public static readonly Phrase SparkName = new("Labels in each of the last 24 hours, {0} in all", "过去 24 小时每小时的标注数，共 {0} 个");
    public static readonly Phrase HoursAgo = new("{0} h ago: {1}", "{0} 小时前：{1}");
    public static readonly Phrase SkipTooHard = new("too hard", "太难");
    public static readonly Phrase SkipUnclear = new("unclear", "不清楚");
    public static readonly Phrase SkipBroken = new("something is broken", "内容有误");
    public static readonly Phrase SkipHarmful = new("would rather not see this", "不愿查看");
    public static readonly Phrase SkipLanguage = new("another language", "语言不符");
    public static readonly Phrase SkipOther = new("other", "其他");

    /// <summary>The name of a reason; null where it is none that is known.</summary>
    public static Phrase? SkipName(string reason) => reason switch
    {
        "too-hard" => SkipTooHard,
        "unclear" => SkipUnclear,
        "broken" => SkipBroken,
        "harmful" => SkipHarmful,
        "language" => SkipLanguage,
        "other" => SkipOther,
        "" => NoReason,
        _ => null,
    };
}
