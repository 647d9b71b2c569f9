using Precept.Workbench.Storage;

namespace Precept.Workbench.Words;

/// <summary>What the page of members says.</summary>
public static class MemberWords
{
    public static readonly Phrase What = new("Members see the campaign; labelers among them are given its tasks. Admins see every campaign.", "成员可以看到本活动，其中的标注员会分到任务。管理员可以看到所有活动。");
    public static readonly Phrase Person = new("Person", "人员");
    public static readonly Phrase Role = new("Role", "角色");
    public static readonly Phrase Qualification = new("Qualification", "资格");
    public static readonly Phrase Labels = new("Labels", "标注数");
    public static readonly Phrase Disabled = new("disabled", "已停用");
    public static readonly Phrase Add = new("Add a member", "添加成员");
    public static readonly Phrase NoOthers = new("Everyone is a member already.", "所有人都已是成员。");
    public static readonly Phrase Changed = new("The members were changed.", "成员已更改。");
    public static readonly Phrase RemoveWhom = new("Remove {0}", "移除 {0}");
    public static readonly Phrase QualificationOpen = new("open", "未完成");
    public static readonly Phrase QualificationPassed = new("passed", "已通过");
    public static readonly Phrase QualificationFailed = new("not passed", "未通过");

    /// <summary>A state's name.</summary>
    public static Phrase QualificationName(QualificationState state) => state switch
    {
        QualificationState.Passed => QualificationPassed,
        QualificationState.Failed => QualificationFailed,
        _ => QualificationOpen,
    };
}
