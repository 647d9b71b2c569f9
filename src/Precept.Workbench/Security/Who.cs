using System.Security.Claims;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Security;

/// <summary>The person behind a request, as the cookie or key says.</summary>
/// <param name="Id">The person's id.</param>
/// <param name="Handle">The name in judgments.</param>
/// <param name="DisplayName">The name in pages.</param>
/// <param name="Role">What they may do.</param>
public sealed record Who(string Id, string Handle, string DisplayName, PersonRole Role)
{
    /// <summary>The claim that holds the handle.</summary>
    public const string HandleClaim = "precept:handle";

    /// <summary>Whether the person has at least a role.</summary>
    public bool IsAtLeast(PersonRole role) => Role >= role;

    /// <summary>Reads claims; null for nobody.</summary>
    public static Who? Of(ClaimsPrincipal? user)
    {
        if (user?.Identity?.IsAuthenticated != true
            || user.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id
            || user.FindFirstValue(HandleClaim) is not { } handle
            || !Enum.TryParse<PersonRole>(user.FindFirstValue(ClaimTypes.Role), out var role))
        {
            return null;
        }

        return new Who(id, handle, user.FindFirstValue(ClaimTypes.Name) ?? handle, role);
    }

    /// <summary>The claims of a person.</summary>
    public static IEnumerable<Claim> Claims(Person person) =>
    [
        new(ClaimTypes.NameIdentifier, person.Id),
        new(ClaimTypes.Name, person.DisplayName),
        new(ClaimTypes.Role, person.Role.ToString()),
        new(HandleClaim, person.Handle),
    ];
}

/// <summary>Gives the cookie the claims of <see cref="Who"/>.</summary>
public sealed class PersonClaims(
    Microsoft.AspNetCore.Identity.UserManager<Person> people, Microsoft.Extensions.Options.IOptions<Microsoft.AspNetCore.Identity.IdentityOptions> options)
    : Microsoft.AspNetCore.Identity.UserClaimsPrincipalFactory<Person>(people, options)
{
    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(Person user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        foreach (var claim in Who.Claims(user))
        {
            if (identity.FindFirst(claim.Type) is { } old)
            {
                identity.RemoveClaim(old);
            }

            identity.AddClaim(claim);
        }

        return identity;
    }
}
