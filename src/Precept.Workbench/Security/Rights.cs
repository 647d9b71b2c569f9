using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Security;

/// <summary>Who may use a route. Every route says so; one that does not is closed to all.</summary>
public enum Right
{
    /// <summary>Everyone, signed in or not.</summary>
    Open,

    /// <summary>Whoever is signed in.</summary>
    SignedIn,

    /// <summary>Labelers and above; in a campaign's routes, its members.</summary>
    Label,

    /// <summary>Reviewers and above.</summary>
    Review,

    /// <summary>Researchers and above.</summary>
    Research,

    /// <summary>Admins.</summary>
    Administer,
}

/// <summary>Says on routes who may use them.</summary>
public static class RouteRights
{
    /// <summary>The name of the route value that holds a campaign's id: routes with it are closed to those who are no members of it.</summary>
    public const string Campaign = "campaign";

    /// <summary>The longest body of a request by those who have not signed in: nothing that they send is long.</summary>
    public const int MostOpenBytes = 64 << 10;

    /// <summary>Opens a route to those with a right. A route with <c>{campaign}</c> moreover asks for membership, and says 404 to others.</summary>
    public static TBuilder For<TBuilder>(this TBuilder builder, Right right) where TBuilder : IEndpointConventionBuilder
    {
        // AntiforgeryCheck asks for the token, of forms and scripts alike; the framework's own check knows forms only.
        builder.WithMetadata(new RightMetadata(right)).DisableAntiforgery();
        return right == Right.Open
            ? builder.AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(MostOpenBytes))
            : builder.RequireAuthorization(right.ToString());
    }

    /// <summary>The least role with a right; null where any person has it.</summary>
    public static PersonRole? LeastRole(Right right) => right switch
    {
        Right.Label => PersonRole.Labeler,
        Right.Review => PersonRole.Reviewer,
        Right.Research => PersonRole.Researcher,
        Right.Administer => PersonRole.Admin,
        _ => null,
    };
}

/// <summary>What a route says of itself, for the middleware and for the test over all routes.</summary>
/// <param name="Right">Who may use it.</param>
public sealed record RightMetadata(Right Right);
