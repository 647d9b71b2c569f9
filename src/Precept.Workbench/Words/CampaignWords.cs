using Precept.Workbench.Storage;

namespace Precept.Workbench.Words;

/// <summary>What a campaign's pages have in common, and its first page.</summary>
public static class CampaignWords
{
    public static readonly Phrase Overview = new("Overview", "概览");
    public static readonly Phrase Tasks = new("Tasks", "任务");
    public static readonly Phrase Spec = new("Spec", "规范");
    public static readonly Phrase Members = new("Members", "成员");
    public static readonly Phrase Settings = new("Settings", "设置");
    public static readonly Phrase Queues = new("Queues", "队列");
    public static readonly Phrase Export = new("Export", "导出");
    public static readonly Phrase Webhooks = new("Webhooks", "网络回调");
    public static readonly Phrase SpecOf = new("Labeled under spec {0}", "依据规范 {0} 标注");
    public static readonly Phrase StateDraft = new("in preparation", "准备中");
    public static readonly Phrase StateRunning = new("running", "进行中");
    public static readonly Phrase StatePaused = new("paused", "已暂停");
    public static readonly Phrase StateFinished = new("finished", "已结束");
    public static readonly Phrase Start = new("Start", "开始");
    public static readonly Phrase Pause = new("Pause", "暂停");
    public static readonly Phrase GoOn = new("Go on", "继续");
    public static readonly Phrase Finish = new("Finish", "结束");
    public static readonly Phrase Reopen = new("Reopen", "重新开放");
    public static readonly Phrase StateChanged = new("The campaign's state was changed.", "活动状态已更改。");
    public static readonly Phrase StartWhat = new("Tasks are given out from then on.", "此后开始分配任务。");
    public static readonly Phrase PauseWhat = new("Nothing new is given out; what is under way may be submitted.", "不再分配新任务；进行中的可以提交。");
    public static readonly Phrase InstructionsTitle = new("Instructions", "说明");
    public static readonly Phrase NoInstructions = new("This campaign has no instructions.", "本活动没有说明。");
    public static readonly Phrase Mine = new("You have labeled {0} task(s) here.", "您在此已标注 {0} 个任务。");
    public static readonly Phrase New = new("New campaign", "新建活动");
    public static readonly Phrase NoTasksYet = new("There are no tasks yet.", "还没有任务。");
    public static readonly Phrase AddTasks = new("Add tasks", "添加任务");

    /// <summary>A state's name.</summary>
    public static Phrase StateName(CampaignState state) => state switch
    {
        CampaignState.Draft => StateDraft,
        CampaignState.Running => StateRunning,
        CampaignState.Paused => StatePaused,
        _ => StateFinished,
    };
}
