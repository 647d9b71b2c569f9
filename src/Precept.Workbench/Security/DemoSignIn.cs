using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Security;

/// <summary>The demonstration's sign-in: everyone is the person that a cookie names, the admin where it names none. Never used outside of <c>--demo</c>.</summary>
public sealed class DemoSignIn(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, WorkbenchDatabase database)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public new const string Scheme = "Demo";

    /// <summary>The cookie that names a handle.</summary>
    public const string Cookie = "precept-demo-person";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var handle = Request.Cookies[Cookie];
        var person = await database.ReadAsync(async c =>
            await c.Users.FirstOrDefaultAsync(p => p.Handle == handle && !p.IsDisabled) ?? await c.Users.OrderBy(p => p.CreatedAt).FirstOrDefaultAsync(p => p.Role == PersonRole.Admin));
        return person is null
            ? AuthenticateResult.NoResult()
            : AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(Who.Claims(person), Scheme)), Scheme));
    }
}
