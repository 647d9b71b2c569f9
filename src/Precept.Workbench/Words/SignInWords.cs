namespace Precept.Workbench.Words;

/// <summary>What signing in says.</summary>
public static class SignInWords
{
    public static readonly Phrase Name = new("Name", "用户名");
    public static readonly Phrase Password = new("Password", "密码");
    public static readonly Phrase Wrong = new("Name or password is wrong, or the account is locked for five minutes.", "用户名或密码有误，或账户已锁定五分钟。");
}
