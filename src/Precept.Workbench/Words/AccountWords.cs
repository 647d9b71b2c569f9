namespace Precept.Workbench.Words;

/// <summary>What the account page says.</summary>
public static class AccountWords
{
    public static readonly Phrase You = new("You", "个人信息");
    public static readonly Phrase Pseudonym = new("You sign in with {0}. In data you are human:{0}.", "您的登录名是 {0}，在数据中的名称是 human:{0}。");
    public static readonly Phrase Work = new("How you work", "工作方式");
    public static readonly Phrase KeysOff = new("Switch off single-key shortcuts", "关闭单键快捷键");
    public static readonly Phrase ChangeKeys = new("Choose the keys, on the task page", "在任务页面设置快捷键");
    public static readonly Phrase Stacked = new("Show answers below each other", "将回答上下排列");
    public static readonly Phrase Blur = new("Blur what may be harmful", "模糊可能有害的内容");
    public static readonly Phrase BlurAsCampaign = new("As the campaign says", "按标注活动的设置");
    public static readonly Phrase BlurAlways = new("Always", "始终");
    public static readonly Phrase BlurNever = new("Never", "从不");
    public static readonly Phrase OptOut = new("I do not want to see", "我不想看到");
    public static readonly Phrase OptOutWhy = new("Tasks of these kinds are not given to you. Nothing else follows from it.", "不会给您分配这些类别的任务，也不会因此产生其他影响。");
    public static readonly Phrase HarmSexual = new("sexual content", "性内容");
    public static readonly Phrase HarmViolence = new("violence", "暴力");
    public static readonly Phrase HarmSelfHarm = new("self-harm", "自我伤害");
    public static readonly Phrase HarmHate = new("hate", "仇恨");
    public static readonly Phrase HarmAbuse = new("abuse", "虐待");
    public static readonly Phrase HarmIllegal = new("illegal acts", "违法行为");
    public static readonly Phrase PasswordTitle = new("Password", "密码");
    public static readonly Phrase CurrentPassword = new("Current password", "当前密码");
    public static readonly Phrase NewPassword = new("New password", "新密码");
    public static readonly Phrase ChangePassword = new("Change the password", "修改密码");
    public static readonly Phrase PasswordChanged = new("The password is changed. Other sign-ins have ended.", "密码已修改，其他会话已结束。");
    public static readonly Phrase CurrentWrong = new("The current password is wrong.", "当前密码有误。");
    public static readonly Phrase Saved = new("Saved.", "已保存。");
    public static readonly Phrase Keys = new("API keys", "API 密钥");
    public static readonly Phrase KeysWhy = new("For programs: a key can do what you can. Send it as Authorization: Bearer KEY.", "供程序使用：密钥拥有与您相同的权限。请以 Authorization: Bearer KEY 的形式发送。");
    public static readonly Phrase KeysAsk = new("The API asks for a researcher: as long as you are none, a key of yours is refused there.", "接口要求研究员角色：只要您不是研究员，您的密钥就会在那里被拒绝。");
    public static readonly Phrase KeyName = new("What the key is for", "密钥用途");
    public static readonly Phrase MakeKey = new("Make a key", "创建密钥");
    public static readonly Phrase KeyMade = new("Copy it now: it is not shown again.", "请立即复制：此密钥不会再次显示。");
    public static readonly Phrase KeyNever = new("never used", "从未使用");
    public static readonly Phrase KeyUsed = new("last used {0}", "最近使用于 {0}");
    public static readonly Phrase KeyMadeOn = new("made {0}", "创建于 {0}");
    public static readonly Phrase Revoke = new("Revoke", "撤销");
    public static readonly Phrase KeyNameProblem = new("A key's name has 1 to 100 characters.", "密钥名称须有 1 至 100 个字符。");
    public static readonly Phrase TooManyKeys = new("You have twenty keys: revoke one first.", "您已有二十个密钥：请先撤销一个。");
    public static readonly Phrase Logins = new("Single sign-on", "单点登录");
    public static readonly Phrase Linked = new("{0} is linked.", "已关联 {0}。");
    public static readonly Phrase Link = new("Link {0}", "关联 {0}");
    public static readonly Phrase AlreadyLinked = new("That login belongs to another person here.", "该登录已属于此处的其他人。");
    public static readonly Phrase Data = new("Your data", "您的数据");
    public static readonly Phrase DataWhy = new("All labels that you gave, as they are stored.", "您提交的全部标注，与存储内容一致。");
    public static readonly Phrase Download = new("Download as JSON", "下载 JSON");

    /// <summary>The name of a category of harm.</summary>
    public static Phrase OfHarm(string id) => id switch
    {
        "sexual" => HarmSexual,
        "violence" => HarmViolence,
        "self-harm" => HarmSelfHarm,
        "hate" => HarmHate,
        "abuse" => HarmAbuse,
        "illegal" => HarmIllegal,
        _ => throw new ArgumentOutOfRangeException(nameof(id), id, "no category of harm"),
    };
}
