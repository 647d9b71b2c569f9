namespace Precept.Workbench.Words;

/// <summary>What pages of one-time links say.</summary>
public static class JoinWords
{
    public static readonly Phrase Setup = new("Set up this workbench", "设置此工作台");
    public static readonly Phrase SetupWhy = new("There is nobody here yet. Whoever uses this link becomes the admin; it works once.", "这里还没有任何人。使用此链接的人将成为管理员；链接只能使用一次。");
    public static readonly Phrase Invited = new("You are invited", "您已受邀");
    public static readonly Phrase InvitedAs = new("You will be a {0}. This link works once.", "您的角色将是{0}。此链接只能使用一次。");
    public static readonly Phrase DisplayName = new("Your name", "您的姓名");
    public static readonly Phrase DisplayNameWhy = new("Shown to the people you work with here. You can change it later.", "显示给在此与您合作的人，以后可以修改。");
    public static readonly Phrase HandleWhy = new(
        "Also your pseudonym in data: your labels are exported as human:{0}, and never with your name. Lower-case letters, digits and hyphens; it cannot be changed later. Left empty, it is made from your name, which needs Latin letters for that: Zoë Park becomes zoe-park.",
        "它也是您在数据中的化名：您的标注以 human:{0} 导出，绝不附带您的姓名。可用小写字母、数字和连字符，以后不能修改。留空则根据姓名生成，为此姓名须含拉丁字母：Zoë Park 会成为 zoe-park。");
    public static readonly Phrase HandleExample = new("your-handle", "您的登录名");
    public static readonly Phrase PasswordWhy = new("At least 12 characters. A few words that you can remember are better than characters that you cannot.", "至少 12 个字符。几个便于记忆的词胜过难记的符号。");
    public static readonly Phrase Create = new("Create account", "创建账户");
    public static readonly Phrase WithProvider = new("Continue with {0}", "通过{0}继续");
    public static readonly Phrase LinkGone = new("This link has been used, has expired, or was revoked. Ask for a new one.", "此链接已被使用、已过期或已撤销。请索取新的链接。");
    public static readonly Phrase LinkGoneTitle = new("This link does not work", "此链接无效");
    public static readonly Phrase NameProblem = new("A name has 1 to 100 characters.", "姓名须有 1 至 100 个字符。");
    public static readonly Phrase HandleProblem = new("The name to sign in with has at most 40 lower-case letters, digits and single hyphens.", "登录名最多 40 个字符，只能包含小写字母、数字和单个连字符。");
    public static readonly Phrase HandleNeeded = new(
        "Choose a name to sign in with: none can be made from your name. Lower-case letters, digits and hyphens, such as lin-xiao.", "请填写登录名：无法根据您的姓名生成。可用小写字母、数字和连字符，例如 lin-xiao。");
    public static readonly Phrase HandleTaken = new("That name is taken. Choose another one.", "该名称已被使用，请换一个。");
    public static readonly Phrase PasswordLength = new("A password has 12 to 256 characters.", "密码须有 12 至 256 个字符。");
    public static readonly Phrase PasswordGuessable = new("That password is easy to guess: it is your name with little else, or few different characters.", "该密码容易被猜中：除姓名外几乎没有其他内容，或者不同的字符太少。");
    public static readonly Phrase NoWayIn = new("Choose a password, or use a passkey.", "请设置密码，或使用通行密钥。");
    public static readonly Phrase Reset = new("A new password", "新密码");
    public static readonly Phrase ResetWhy = new("For {0}. Other sign-ins end; this link works once.", "用于 {0}。其他会话将结束；此链接只能使用一次。");
    public static readonly Phrase SetPassword = new("Set the password", "设置密码");
}
