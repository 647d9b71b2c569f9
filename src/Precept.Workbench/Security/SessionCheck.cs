using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Security;

/// <summary>
/// Ends a sign-in in the moment in which the person is disabled, or the role, the password or a way to sign in changes: every request compares the cookie's stamp with the person's. That is
/// one read by primary key; an interval in between would leave the door open that long.
/// </summary>
public static class SessionCheck
{
    public static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var stampClaim = context.HttpContext.RequestServices.GetRequiredService<IOptions<IdentityOptions>>().Value.ClaimsIdentity.SecurityStampClaimType;
        var (id, stamp) = (context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier), context.Principal?.FindFirstValue(stampClaim));
        if (id is not null && stamp is not null)
        {
            var database = context.HttpContext.RequestServices.GetRequiredService<WorkbenchDatabase>();
            if (await database.ReadAsync(c => c.Users.AnyAsync(p => p.Id == id && p.SecurityStamp == stamp && !p.IsDisabled)))
            {
                return;
            }
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}
