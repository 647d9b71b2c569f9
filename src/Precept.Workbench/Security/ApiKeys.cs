using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Security;

/// <summary>Signs programs in: <c>Authorization: Bearer precept_…</c>. A key can what its person can.</summary>
public sealed class ApiKeys(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, WorkbenchDatabase database, TimeProvider clock)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public new const string Scheme = "ApiKey";

    /// <summary>What keys begin with, so that scanners of leaked secrets know them.</summary>
    public const string Prefix = "precept_";

    /// <summary>How exactly the last use is kept: writing it with every request would be a write for every read.</summary>
    private const long LastUseMilliseconds = 60_000;

    private const string Bearer = "Bearer ";

    /// <summary>Whether a request brings a key.</summary>
    public static bool IsGiven(Microsoft.AspNetCore.Http.HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Bearer + Prefix, StringComparison.Ordinal);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsGiven(Request))
        {
            return AuthenticateResult.NoResult();
        }

        var hash = Secrets.HashOf(Request.Headers.Authorization.ToString()[Bearer.Length..]);
        var found = await database.ReadAsync(c => c.ApiKeys.Where(k => k.SecretHash == hash && k.RevokedAt == null)
            .Join(c.Users.Where(p => !p.IsDisabled), k => k.PersonId, p => p.Id, (k, p) => new { Key = k, Person = p }).FirstOrDefaultAsync());
        if (found is null)
        {
            return AuthenticateResult.Fail("no such key");
        }

        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        if (found.Key.LastUsedAt is not { } last || now - last >= LastUseMilliseconds)
        {
            await database.WriteAsync(c => c.ApiKeys.Where(k => k.Id == found.Key.Id).ExecuteUpdateAsync(s => s.SetProperty(k => k.LastUsedAt, now)));
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(Who.Claims(found.Person), Scheme)), Scheme));
    }
}
