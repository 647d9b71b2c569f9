namespace Precept.Workbench.Words;

/// <summary>What the first page says.</summary>
public static class HomeWords
{
    public static readonly Phrase None = new("You are not a member of a campaign yet: ask whoever invited you.", "您还没有参加任何标注活动：请联系邀请您的人。");
    public static readonly Phrase NoneMade = new("You are not a member of a campaign yet: make one, or ask its researchers to add you.", "您还没有参加任何标注活动：请新建一个，或请其研究员添加您。");
    public static readonly Phrase SignInWith = new("Your account is made. Your name to sign in with: {0}", "账户已创建。您的登录名：{0}");
    public static readonly Phrase Done = new("{0} of {1} task(s) done", "已完成 {0} / {1} 个任务");
    public static readonly Phrase Mine = new("{0} label(s) by you", "您已标注 {0} 个");
    public static readonly Phrase Label = new("Label", "开始标注");
}
