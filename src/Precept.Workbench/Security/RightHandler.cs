using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Security;

/// <summary>Asks for a role, and in the routes of a campaign for membership.</summary>
/// <param name="Right">The right.</param>
public sealed record RightRequirement(Right Right) : IAuthorizationRequirement;

/// <summary>Decides on <see cref="RightRequirement"/>.</summary>
public sealed class RightHandler(WorkbenchDatabase database) : AuthorizationHandler<RightRequirement>
{
    /// <summary>The reason of a failure that must look as if there were nothing.</summary>
    public const string NotThere = "not there";

    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, RightRequirement requirement)
    {
        if (Who.Of(context.User) is not { } who)
        {
            return;
        }

        if (RouteRights.LeastRole(requirement.Right) is { } least && who.Role < least)
        {
            context.Fail(new AuthorizationFailureReason(this, "role"));
            return;
        }

        if (context.Resource is HttpContext http && http.GetRouteValue(RouteRights.Campaign) is string campaign
            && http.Features.Get<SeenMember>() != new SeenMember(who.Id, campaign) && !await MaySeeAsync(who, campaign))
        {
            context.Fail(new AuthorizationFailureReason(this, NotThere));
            return;
        }

        context.Succeed(requirement);
    }

    private Task<bool> MaySeeAsync(Who who, string campaign) => database.ReadAsync(c => who.Role == PersonRole.Admin
        ? c.Campaigns.AnyAsync(x => x.Id == campaign)
        : c.Members.AnyAsync(m => m.CampaignId == campaign && m.PersonId == who.Id));
}

/// <summary>A campaign of which one is no member is not there: 404, the same as for one that does not exist.</summary>
public sealed class DenialResults : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _default = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        // No route at all, or what routing puts in its place where the method or the kind of content is wrong: it says so itself. Not a route that forgot its right: that stays closed.
        if (context.GetEndpoint() is not RouteEndpoint)
        {
            return next(context);
        }

        if (authorizeResult.AuthorizationFailure?.FailureReasons.Any(r => r.Message == RightHandler.NotThere) == true)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        return _default.HandleAsync(next, context, policy, authorizeResult);
    }
}
