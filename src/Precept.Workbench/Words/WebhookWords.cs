namespace Precept.Workbench.Words;

/// <summary>What the page of webhooks says.</summary>
public static class WebhookWords
{
    public static readonly Phrase What = new("Programs elsewhere are told of events by a signed POST, tried again for hours where it fails.", "事件会以签名的 POST 通知其他程序，失败时会在数小时内重试。");
    public static readonly Phrase SecretOnce = new("This is the signing secret. It is shown once, now:", "这是签名密钥，仅此一次显示：");
    public static readonly Phrase Off = new("off", "已停用");
    public static readonly Phrase SwitchOff = new("Switch off", "停用");
    public static readonly Phrase SwitchOn = new("Switch on", "启用");
    public static readonly Phrase Add = new("Add a webhook", "添加网络回调");
    public static readonly Phrase Address = new("Address", "地址");
    public static readonly Phrase AddressWhat = new("http or https; not at a private address, unless the server allows it.", "http 或 https；除非服务器允许，否则不可为内网地址。");
    public static readonly Phrase Kinds = new("Events", "事件");
    public static readonly Phrase BadAddress = new("This address cannot be used: it has to be http or https, without a password, and not a private one.", "该地址不可用：须为 http 或 https，不含密码，且不是内网地址。");
    public static readonly Phrase NoKind = new("Choose at least one kind of event.", "请至少选择一种事件。");
    public static readonly Phrase Changed = new("Done.", "已完成。");
    public static readonly Phrase Deliveries = new("Deliveries", "投递记录");
    public static readonly Phrase NoDeliveries = new("Nothing has been told yet.", "尚无投递。");
    public static readonly Phrase Tries = new("Tries", "尝试次数");
    public static readonly Phrase Delivered = new("delivered ({0})", "已送达（{0}）");
    public static readonly Phrase GivenUp = new("given up", "已放弃");
    public static readonly Phrase Next = new("next try {0}", "下次尝试 {0}");
    public static readonly Phrase Again = new("Send again", "重新发送");
}
