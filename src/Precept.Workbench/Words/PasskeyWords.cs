namespace Precept.Workbench.Words;

/// <summary>What passkeys say; scripts have these phrases too.</summary>
public static class PasskeyWords
{
    public static readonly Phrase SignIn = new("Sign in with a passkey", "使用通行密钥登录");
    public static readonly Phrase Create = new("Add a passkey", "添加通行密钥");
    public static readonly Phrase CreateAccount = new("Create account with a passkey", "使用通行密钥创建账户");
    public static readonly Phrase What = new("A passkey signs you in with your device's fingerprint, face or PIN. It cannot be guessed or phished.", "通行密钥通过设备的指纹、面容或 PIN 登录，无法被猜中或钓鱼窃取。");
    public static readonly Phrase Title = new("Passkeys", "通行密钥");
    public static readonly Phrase None = new("You have no passkey yet.", "您还没有通行密钥。");
    public static readonly Phrase NameOf = new("Name of the passkey", "通行密钥名称");
    public static readonly Phrase Rename = new("Rename", "重命名");
    public static readonly Phrase AddedOn = new("added {0}", "添加于 {0}");
    public static readonly Phrase Default = new("Passkey", "通行密钥");
    public static readonly Phrase NotHere = new(
        "Passkeys work only under a name such as localhost and over https, and need a browser that knows them.", "通行密钥只能在域名（例如 localhost）和 https 下使用，并且需要支持它的浏览器。");
    public static readonly Phrase Cancelled = new("No passkey was used. Try again.", "未使用任何通行密钥，请重试。");
    public static readonly Phrase Refused = new("This passkey is not known here, or its account is disabled.", "此处不认识该通行密钥，或其账户已停用。");
    public static readonly Phrase NotMade = new("The passkey could not be checked. Try again.", "无法验证该通行密钥，请重试。");
    public static readonly Phrase OnlyWayIn = new("This is your only way to sign in: set a password or add another one first.", "这是您唯一的登录方式：请先设置密码或添加另一个。");
    public static readonly Phrase TooMany = new("An account has at most ten passkeys.", "每个账户最多十个通行密钥。");
}
