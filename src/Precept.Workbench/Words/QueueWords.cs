namespace Precept.Workbench.Words;

/// <summary>What the page of queues says.</summary>
public static class QueueWords
{
    public static readonly Phrase NextTasks = new("What is given out next", "接下来分配的任务");
    public static readonly Phrase Order = new("Order anew", "重新排序");
    public static readonly Phrase Weights = new("Weights: section coverage {0}, disagreement {1}, staleness {2}. Equal priorities go by number.", "权重：章节覆盖 {0}，分歧 {1}，过期 {2}。优先级相同则按编号。");
    public static readonly Phrase Again = new("To be labeled again: {0} task(s).", "{0} 个任务等待重新标注。");
    public static readonly Phrase Nothing = new("No task wants labels.", "没有需要标注的任务。");
    public static readonly Phrase Place = new("Place", "次序");
    public static readonly Phrase Priority = new("Priority", "优先级");
    public static readonly Phrase Ordered = new("The tasks were ordered anew.", "任务已重新排序。");
    public static readonly Phrase Newer = new("Use a newer spec", "换用新版规范");
    public static readonly Phrase NewerWhat = new("Further labels are given under it. Tasks whose sections changed are labeled again; all other labels stay as good as they are.", "之后的标注以新版为准。章节有变的任务会重新标注，其余标注继续有效。");
    public static readonly Phrase Look = new("Look at the changes", "查看变更");
    public static readonly Phrase Same = new("That is the spec that the campaign has.", "这就是活动当前使用的规范。");
    public static readonly Phrase Consequences = new("{0} change(s). To be labeled again: {1} task(s), as they have {2} label(s) under what has changed.", "共 {0} 处变更；{2} 个标注将过期，{1} 个任务需重新标注。");
    public static readonly Phrase Use = new("Use {0} from now on", "改用 {0}");
    public static readonly Phrase Changes = new("From {0} to {1}", "从 {0} 到 {1}");
    public static readonly Phrase TasksOf = new("{0} task(s)", "{0} 个任务");
    public static readonly Phrase Taken = new("The campaign is labeled under the newer spec from now on.", "活动已改用新版规范。");
    public static readonly Phrase ChangedSince = new("The spec has changed since you looked at it; look again.", "规范在您查看之后又有变化，请重新查看。");
}
