using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Precept.Workbench.Webhooks;

/// <summary>Signs what is told, so that a receiver knows that it comes from here and is not an old one again.</summary>
public static class WebhookSignature
{
    /// <summary>The header.</summary>
    public const string Header = "Precept-Signature";

    /// <summary>What secrets begin with.</summary>
    public const string Prefix = "whsec_";

    /// <summary>The header's value: <c>t=SECONDS,v1=HMAC-SHA256(secret, "SECONDS.BODY")</c>, in hexadecimal; the key is the secret's UTF-8 bytes.</summary>
    public static string Of(string secret, long seconds, string body)
    {
        var time = seconds.ToString(CultureInfo.InvariantCulture);
        return $"t={time},v1={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{time}.{body}")))}";
    }
}
