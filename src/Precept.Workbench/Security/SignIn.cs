using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Security;

/// <summary>People's sign-in: ASP.NET Core Identity with passwords and passkeys.</summary>
public static class SignIn
{
    /// <summary>The page that asks people to sign in.</summary>
    public const string Path = "/sign-in";

    public static void AddIdentity(IServiceCollection services, AuthenticationBuilder authentication, WorkbenchOptions options)
    {
        services.AddIdentityCore<Person>(identity =>
            {
                identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
                // Length is what makes a password hard to guess (NIST SP 800-63B, 3.1.1): no rules about characters.
                (identity.Password.RequiredLength, identity.Password.RequireDigit, identity.Password.RequireLowercase) = (12, false, false);
                (identity.Password.RequireUppercase, identity.Password.RequireNonAlphanumeric) = (false, false);
                (identity.Lockout.MaxFailedAccessAttempts, identity.Lockout.DefaultLockoutTimeSpan) = (10, TimeSpan.FromMinutes(5));
                identity.User.RequireUniqueEmail = false;
            })
            .AddEntityFrameworkStores<WorkbenchContext>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<PersonClaims>()
            .AddDefaultTokenProviders();
        authentication.AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(c =>
        {
            (c.LoginPath, c.ReturnUrlParameter) = (Path, "to");
            (c.Cookie.Name, c.Cookie.HttpOnly, c.Cookie.SameSite) = ("precept", true, SameSiteMode.Lax);
            (c.ExpireTimeSpan, c.SlidingExpiration) = (TimeSpan.FromDays(14), true);
            c.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
            c.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        }));
    }

    // Scripts get a status; people get the page to sign in at, or one that says that it is not theirs.
    private static Task Answer(RedirectContext<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions> context, int status)
    {
        if (status == StatusCodes.Status401Unauthorized && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            context.Response.Redirect(context.RedirectUri);
        }
        else
        {
            context.Response.StatusCode = status;
        }

        return Task.CompletedTask;
    }
}
