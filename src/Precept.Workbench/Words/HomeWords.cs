namespace Precept.Workbench.Words;

/// <summary>What the first page says.</summary>
public static class HomeWords
{
    public static readonly Phrase None = new("You are no member of a campaign yet.", "您还没有参加任何标注活动。");
    public static readonly Phrase Done = new("{0} of {1} task(s) done", "已完成 {0} / {1} 个任务");
    public static readonly Phrase Mine = new("{0} label(s) by you", "您已标注 {0} 个");
    public static readonly Phrase Label = new("Label", "开始标注");
}
