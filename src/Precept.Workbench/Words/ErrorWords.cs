namespace Precept.Workbench.Words;

/// <summary>What pages of errors say, beside what <see cref="CommonWords"/> has.</summary>
public static class ErrorWords
{
    public static readonly Phrase SignInFirst = new("Sign in first", "请先登录");
    public static readonly Phrase SignInFirstWhy = new("Your sign-in has ended, or you have not signed in.", "会话已结束，或者您尚未登录。");
    public static readonly Phrase UnknownKey = new("This key is unknown or was revoked", "此密钥未知或已撤销");
    public static readonly Phrase UnknownKeyWhy = new("Make a key on the account page and send it as Authorization: Bearer KEY.", "请在账户页面创建密钥，并以 Authorization: Bearer KEY 的形式发送。");
    public static readonly Phrase TooMany = new("Too many requests", "请求过于频繁");
    public static readonly Phrase TooManyWhy = new("Wait a minute, then try again.", "请等待一分钟后重试。");
    public static readonly Phrase TooLarge = new("Too large", "内容过大");
    public static readonly Phrase TooLargeWhy = new("What was sent is larger than this page takes.", "提交的内容超出此页面的限制。");
    public static readonly Phrase NotUnderstood = new("The request cannot be read", "无法读取请求");
    public static readonly Phrase NotUnderstoodWhy = new("Something is missing in it, or is not what was asked for.", "请求缺少内容，或内容与要求不符。");
    public static readonly Phrase OutOfDate = new("The page is out of date", "页面已过期");
    public static readonly Phrase OutOfDateWhy = new("Reload the page that you came from, and try again.", "请重新加载之前的页面后重试。");
}
