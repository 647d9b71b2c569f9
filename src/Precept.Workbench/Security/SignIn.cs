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
                (identity.Password.RequiredLength, identity.Password.RequireDigit, identity.Password.RequireLowercase) = (Passwords.Shortest, false, false);
                (identity.Password.RequireUppercase, identity.Password.RequireNonAlphanumeric) = (false, false);
                (identity.Lockout.MaxFailedAccessAttempts, identity.Lockout.DefaultLockoutTimeSpan) = (10, TimeSpan.FromMinutes(5));
                identity.User.RequireUniqueEmail = false;
            })
            .AddEntityFrameworkStores<WorkbenchContext>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<PersonClaims>();
        if (options.PasswordIterations is { } iterations)
        {
            services.Configure<PasswordHasherOptions>(h => h.IterationCount = iterations);
        }

        services.AddScoped<Passwords>();
        services.AddSingleton<OneTimeLinks>();
        services.AddScoped<Newcomers>();
        services.AddScoped<PeopleChanges>();
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            // A passkey signs in by itself: it is found without a name, and asks for a finger, a face or a PIN.
            (passkeys.ResidentKeyRequirement, passkeys.UserVerificationRequirement) = ("required", "required");
        });
        authentication.AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(c =>
        {
            (c.LoginPath, c.ReturnUrlParameter) = (Path, "to");
            (c.Cookie.Name, c.Cookie.HttpOnly, c.Cookie.SameSite) = ("precept", true, SameSiteMode.Lax);
            (c.ExpireTimeSpan, c.SlidingExpiration) = (TimeSpan.FromDays(14), true);
            c.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            c.Events.OnValidatePrincipal = SessionCheck.ValidateAsync;
            c.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized);
            c.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden);
        }));
        OpenIdSignIn.Add(authentication, options);
    }

    /// <summary>Whether a request wants a page, not data.</summary>
    public static bool WantsPage(HttpRequest request) => request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    // Scripts get a status; people get the page to sign in at, or one that says that it is not theirs.
    private static Task Answer(RedirectContext<Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationOptions> context, int status)
    {
        if (status == StatusCodes.Status401Unauthorized && WantsPage(context.Request))
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
