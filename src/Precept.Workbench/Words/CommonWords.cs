namespace Precept.Workbench.Words;

/// <summary>What several pages say.</summary>
public static class CommonWords
{
    public static readonly Phrase SkipToContent = new("Skip to the content", "跳到正文");
    public static readonly Phrase Campaigns = new("Campaigns", "标注活动");
    public static readonly Phrase Account = new("Account", "账户");
    public static readonly Phrase People = new("People", "人员");
    public static readonly Phrase SignIn = new("Sign in", "登录");
    public static readonly Phrase SignOut = new("Sign out", "退出登录");
    public static readonly Phrase Save = new("Save", "保存");
    public static readonly Phrase Cancel = new("Cancel", "取消");
    public static readonly Phrase Remove = new("Remove", "移除");
    public static readonly Phrase Search = new("Search", "搜索");
    public static readonly Phrase Theme = new("Theme", "主题");
    public static readonly Phrase ThemeAuto = new("Like the system", "跟随系统");
    public static readonly Phrase ThemeLight = new("Light", "浅色");
    public static readonly Phrase ThemeDark = new("Dark", "深色");
    /// <summary>What stands between a name and what it names.</summary>
    public static readonly Phrase Colon = new(": ", "：");
    public static readonly Phrase LanguageName = new("Language", "语言");
    public static readonly Phrase MainNavigation = new("Main", "主导航");
    public static readonly Phrase NotFound = new("There is nothing here", "这里什么都没有");
    public static readonly Phrase NotFoundWhy = new("The address is wrong, or it belongs to a campaign that you are no member of.", "地址有误，或者它属于您未参加的标注活动。");
    public static readonly Phrase NotAllowed = new("Not for your role", "您的角色无此权限");
    public static readonly Phrase NotAllowedWhy = new("Ask an admin if you need this page.", "如需使用此页面，请联系管理员。");
    public static readonly Phrase Failed = new("Something went wrong", "出错了");
    public static readonly Phrase FailedWhy = new("Nothing that was acknowledged is lost. Try again; if it stays, tell an admin this number: {0}", "已确认保存的内容不会丢失。请重试；若问题仍在，请把此编号告诉管理员：{0}");
    public static readonly Phrase BackHome = new("To your campaigns", "返回标注活动");
    public static readonly Phrase RoleLabeler = new("labeler", "标注员");
    public static readonly Phrase RoleReviewer = new("reviewer", "审核员");
    public static readonly Phrase RoleResearcher = new("researcher", "研究员");
    public static readonly Phrase RoleAdmin = new("admin", "管理员");
}
