using Precept.Judging;
using Precept.Workbench.Features.Campaigns;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Words;

/// <summary>What the list of tasks and the page of a task say.</summary>
public static class TaskListWords
{
    public static readonly Phrase State = new("State", "状态");
    public static readonly Phrase Section = new("Section", "章节");
    public static readonly Phrase Purpose = new("Purpose", "用途");
    public static readonly Phrase Prompt = new("Prompt", "提示");
    public static readonly Phrase Answers = new("Answers", "回答");
    public static readonly Phrase Any = new("any", "全部");
    public static readonly Phrase Narrow = new("Filter", "筛选");
    public static readonly Phrase NoneFit = new("No task fits.", "没有符合条件的任务。");
    public static readonly Phrase Held = new("held back", "已搁置");
    public static readonly Phrase Done = new("done", "已完成");
    public static readonly Phrase Open = new("open", "未完成");
    public static readonly Phrase Disagreement = new("people disagree", "存在分歧");
    public static readonly Phrase Pages = new("Pages", "分页");
    public static readonly Phrase Previous = new("Previous", "上一页");
    public static readonly Phrase Next = new("Next", "下一页");
    public static readonly Phrase PageOf = new("page {0} of {1}", "第 {0} / {1} 页");
    public static readonly Phrase TaskNumber = new("Task {0}", "任务 {0}");
    public static readonly Phrase Hold = new("Hold back", "搁置");
    public static readonly Phrase Release = new("Release", "放回队列");
    public static readonly Phrase HoldWhat = new("A task that is held back is given to nobody more.", "被搁置的任务不再分配给任何人。");
    public static readonly Phrase Changed = new("The task was changed.", "任务已更改。");
    public static readonly Phrase LabelsOf = new("{0} of {1} label(s)", "{0} / {1} 个标注");
    public static readonly Phrase PriorityIs = new("priority {0}", "优先级 {0}");
    public static readonly Phrase First = new("The task that it takes the place of", "它所替代的任务");
    public static readonly Phrase Known = new("Known answer", "已知答案");
    public static readonly Phrase NoLabels = new("Nobody has labeled it yet.", "还没有人标注。");
    public static readonly Phrase Revision = new("revision {0}", "第 {0} 版");
    public static readonly Phrase Withdrawn = new("withdrawn", "已撤回");
    public static readonly Phrase Incomparable = new("cannot be compared", "无法比较");
    public static readonly Phrase AllUnacceptable = new("all unacceptable", "全部不可接受");
    public static readonly Phrase DecidedOn = new("decided on", "依据");
    public static readonly Phrase Ratings = new("Ratings:", "评分：");
    public static readonly Phrase Unclear = new("spec silent or unclear", "规范未提及或不清楚");
    public static readonly Phrase OwnView = new("Own view:", "个人看法：");
    public static readonly Phrase Edited = new("{0} as it should be", "{0} 的改写");
    public static readonly Phrase Events = new("Events ({0})", "事件（{0}）");
    public static readonly Phrase When = new("When (UTC)", "时间（UTC）");
    public static readonly Phrase What = new("What", "内容");
    public static readonly Phrase PurposeNormal = new("to be labeled", "待标注");
    public static readonly Phrase PurposeQualification = new("qualification", "资格题");
    public static readonly Phrase PurposeGold = new("gold", "金标准");
    public static readonly Phrase PurposeRelabel = new("relabel", "重新标注");
    public static readonly Phrase PurposeRepeat = new("repeat", "重复");
    public static readonly Phrase StrengthUnsure = new("unsure", "不确定");
    public static readonly Phrase StrengthSlightly = new("slightly better", "略好");
    public static readonly Phrase StrengthBetter = new("better", "更好");
    public static readonly Phrase StrengthSignificantly = new("significantly better", "明显更好");

    /// <summary>A purpose's name.</summary>
    public static Phrase PurposeName(TaskPurpose purpose) => purpose switch
    {
        TaskPurpose.Qualification => PurposeQualification,
        TaskPurpose.Gold => PurposeGold,
        TaskPurpose.Relabel => PurposeRelabel,
        TaskPurpose.Repeat => PurposeRepeat,
        _ => PurposeNormal,
    };

    /// <summary>A standing's name.</summary>
    public static Phrase StandingName(TaskListPages.Standing standing) => standing switch
    {
        TaskListPages.Standing.Open => Open,
        TaskListPages.Standing.Done => Done,
        TaskListPages.Standing.Held => Held,
        TaskListPages.Standing.Disagreement => Disagreement,
        _ => Any,
    };

    /// <summary>A strength's name.</summary>
    public static Phrase StrengthName(PreferenceStrength strength) => strength switch
    {
        PreferenceStrength.Slightly => StrengthSlightly,
        PreferenceStrength.Better => StrengthBetter,
        PreferenceStrength.Significantly => StrengthSignificantly,
        _ => StrengthUnsure,
    };
}
