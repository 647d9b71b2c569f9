using Microsoft.AspNetCore.Http;
using Precept.Workbench.Security;

namespace Precept.Workbench.PublicInput;

/// <summary>How a member of the public is known again: by a random secret in a cookie, made when they first take part. Nothing about them is kept but a hash of it.</summary>
public static class ParticipantCookie
{
    /// <summary>The cookie's name.</summary>
    public const string Name = "precept-public";

    private const int Length = 43; // of 256 bits in base64
    private static readonly TimeSpan Life = TimeSpan.FromDays(180);

    /// <summary>The secret that the browser sent, or null.</summary>
    public static string? Read(HttpRequest request) =>
        request.Cookies[Name] is { Length: Length } secret && secret.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? secret : null;

    /// <summary>The secret that the browser sent, or a new one that it is told to keep.</summary>
    public static string Ensure(HttpContext http)
    {
        if (Read(http.Request) is { } secret)
        {
            return secret;
        }

        secret = Secrets.New();
        http.Response.Cookies.Append(Name, secret, new CookieOptions
        {
            HttpOnly = true,
            Secure = http.Request.IsHttps,
            SameSite = SameSiteMode.Lax,
            Path = "/public",
            MaxAge = Life,
            IsEssential = true,
        });
        return secret;
    }

    /// <summary>What is kept of it: another hash in each consultation, so that the database does not tell who took part in two.</summary>
    public static string HashFor(string consultationId, string secret) => Secrets.HashOf($"{consultationId}:{secret}");
}
