using System.Security.Cryptography;
using System.Text;

namespace Precept.Workbench.Security;

/// <summary>Secrets of links and keys: 256 random bits that are shown once, and kept as a hash.</summary>
public static class Secrets
{
    /// <summary>A new secret, fit for addresses.</summary>
    public static string New() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>What is kept of it. A fast hash suffices: the secret is random, so there is nothing to guess.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
