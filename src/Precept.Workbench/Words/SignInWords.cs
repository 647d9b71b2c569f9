namespace Precept.Workbench.Words;

/// <summary>What signing in says.</summary>
public static class SignInWords
{
    public static readonly Phrase Name = new("Name to sign in with", "登录名");
    public static readonly Phrase Password = new("Password", "密码");
    public static readonly Phrase Wrong = new("The name to sign in with or the password is wrong, or the account is locked for five minutes.", "登录名或密码有误，或账户已锁定五分钟。");
    public static readonly Phrase NobodyYet = new(
        "There is nobody here yet. Use the link that the server printed when it started: it makes the first admin.", "这里还没有任何人。请使用服务器启动时打印的链接：它会创建首位管理员。");
    public static readonly Phrase Or = new("or", "或");
    public static readonly Phrase OpenIdFailed = new("The sign-in at the provider did not work. Try again.", "在身份提供方登录未成功，请重试。");
    public static readonly Phrase NotInvited = new("You need an invitation", "需要邀请");
    public static readonly Phrase NotInvitedWhy = new(
        "The provider knows you, but nobody here has invited you. Ask an admin for an invitation link, open it, and sign in from there.",
        "身份提供方认识您，但此处尚无人邀请您。请向管理员索取邀请链接，打开链接后从那里登录。");
    public static readonly Phrase Disabled = new("This account is disabled", "此账户已停用");
    public static readonly Phrase DisabledWhy = new("Ask an admin to enable it again.", "请联系管理员重新启用。");
}
