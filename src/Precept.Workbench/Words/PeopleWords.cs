using Precept.Workbench.Storage;

namespace Precept.Workbench.Words;

/// <summary>What the pages about people and invitations say.</summary>
public static class PeopleWords
{
    public static readonly Phrase Name = new("Name", "姓名");
    public static readonly Phrase Handle = new("Handle", "登录名");
    public static readonly Phrase RoleTitle = new("Role", "角色");
    public static readonly Phrase State = new("State", "状态");
    public static readonly Phrase Active = new("active", "启用");
    public static readonly Phrase DisabledState = new("disabled", "已停用");
    public static readonly Phrase Enable = new("Enable", "启用");
    public static readonly Phrase Disable = new("Disable", "停用");
    public static readonly Phrase DisableWhy = new("Signing in is no longer possible, sign-ins and API keys end at once. Labels stay.", "无法再登录，会话和 API 密钥立即失效。标注会保留。");
    public static readonly Phrase ChangeRole = new("Change the role", "更改角色");
    public static readonly Phrase ChangeRoleWhy = new("The person's sign-ins end, so that the new role holds at once.", "此人的会话将结束，新角色立即生效。");
    public static readonly Phrase Memberships = new("Memberships", "参加的标注活动");
    public static readonly Phrase NoMemberships = new("No member of a campaign.", "未参加任何标注活动。");
    public static readonly Phrase AllCampaigns = new("Admins see every campaign.", "管理员可以查看所有标注活动。");
    public static readonly Phrase AddMembership = new("Add to a campaign", "添加到标注活动");
    public static readonly Phrase Add = new("Add", "添加");
    public static readonly Phrase ResetLink = new("Make a sign-in reset link", "创建登录重置链接");
    public static readonly Phrase ResetLinkWhy = new("For someone who cannot sign in: sets a new password. Works once, for one day.", "供无法登录的人使用：设置新密码。一天内有效，只能使用一次。");
    public static readonly Phrase SignInTitle = new("Sign-in", "登录");
    public static readonly Phrase LastAdmin = new("There must be an admin who can sign in: make another one first.", "必须有一位可以登录的管理员：请先指定另一位。");
    public static readonly Phrase NotYourself = new("Nobody can disable themselves, or take their own role away.", "任何人都不能停用自己，也不能取消自己的角色。");
    public static readonly Phrase Invitations = new("Invitations", "邀请");
    public static readonly Phrase Invite = new("Make an invitation", "创建邀请");
    public static readonly Phrase InviteWhy = new("Makes a link to send to one person. It works once.", "生成一个链接，发送给一个人。只能使用一次。");
    public static readonly Phrase Days = new("Days until it expires", "有效天数");
    public static readonly Phrase Note = new("Note", "备注");
    public static readonly Phrase NoteWhy = new("Only for you, to tell invitations apart.", "仅供您区分不同的邀请。");
    public static readonly Phrase LinkMade = new("Send this link to the person. It is not shown again.", "请将此链接发送给对方。链接不会再次显示。");
    public static readonly Phrase NoInvitations = new("No invitations yet.", "尚无邀请。");
    public static readonly Phrase Expires = new("Expires", "到期");
    public static readonly Phrase Open = new("open", "待接受");
    public static readonly Phrase Used = new("used", "已使用");
    public static readonly Phrase Expired = new("expired", "已过期");
    public static readonly Phrase Revoked = new("revoked", "已撤销");
    public static readonly Phrase OnlyLabelers = new("Researchers invite labelers to campaigns that they are members of.", "研究员只能邀请标注员参加自己所在的标注活动。");
    public static readonly Phrase InvitationProblem = new("An invitation lasts 1 to 90 days, and its note has at most 200 characters.", "邀请有效期为 1 至 90 天，备注最多 200 个字符。");
    public static readonly Phrase Labels = new("Labels", "标注数");
    public static readonly Phrase Since = new("Since", "加入时间");
    public static readonly Phrase ActAs = new("You are", "当前身份");
    public static readonly Phrase Switch = new("Switch", "切换");

    /// <summary>The name of a role.</summary>
    public static Phrase OfRole(PersonRole role) => role switch
    {
        PersonRole.Labeler => CommonWords.RoleLabeler,
        PersonRole.Reviewer => CommonWords.RoleReviewer,
        PersonRole.Researcher => CommonWords.RoleResearcher,
        _ => CommonWords.RoleAdmin,
    };
}
