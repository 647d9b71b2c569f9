using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Security;

/// <summary>What this request's check of the sign-in has seen already: the person is a member of the campaign.</summary>
public sealed record SeenMember(string PersonId, string Campaign);

/// <summary>
/// Ends a sign-in in the moment in which the person is disabled, or the role, the password or a way to sign in changes: every request compares the cookie's stamp with the person's. That is
/// one read by primary key, which also brings whether they are a member of the campaign asked for; an interval in between would leave the door open that long.
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
            var campaign = context.HttpContext.GetRouteValue(RouteRights.Campaign) as string;
            var found = await database.ReadAsync(c => c.Users.Where(p => p.Id == id && p.SecurityStamp == stamp && !p.IsDisabled)
                .Select(p => new { IsMember = c.Members.Any(m => m.CampaignId == campaign && m.PersonId == id) }).FirstOrDefaultAsync());
            if (found is not null)
            {
                if (found.IsMember)
                {
                    context.HttpContext.Features.Set(new SeenMember(id, campaign!));
                }

                return;
            }
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
    }
}
