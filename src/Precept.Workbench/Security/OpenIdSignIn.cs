using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Precept.Workbench.Security;

/// <summary>Sign-in through an OpenID Connect provider: authorization code with PKCE. The callback is an ordinary navigation, so cookies need not be sent across sites.</summary>
public static class OpenIdSignIn
{
    /// <summary>The scheme's name.</summary>
    public const string Scheme = "OpenId";

    /// <summary>Where the provider sends people back to.</summary>
    public const string Callback = "/sign-in/openid/callback";

    public static void Add(AuthenticationBuilder authentication, WorkbenchOptions options)
    {
        if (options.OpenId is not { } openId)
        {
            return;
        }

        authentication.AddOpenIdConnect(Scheme, openId.Name, o =>
        {
            (o.Authority, o.ClientId, o.ClientSecret) = (openId.Authority, openId.ClientId, openId.ClientSecret);
            (o.SignInScheme, o.CallbackPath, o.MapInboundClaims) = (IdentityConstants.ExternalScheme, Callback, false);
            (o.ResponseType, o.ResponseMode, o.UsePkce) = (OpenIdConnectResponseType.Code, OpenIdConnectResponseMode.Query, true);
            o.RequireHttpsMetadata = !WorkbenchServer.IsLoopback(openId.Authority);
            (o.SaveTokens, o.GetClaimsFromUserInfoEndpoint) = (false, false);
            (o.CorrelationCookie.SameSite, o.NonceCookie.SameSite) = (SameSiteMode.Lax, SameSiteMode.Lax);
            (o.CorrelationCookie.SecurePolicy, o.NonceCookie.SecurePolicy) = (CookieSecurePolicy.SameAsRequest, CookieSecurePolicy.SameAsRequest);
            o.Scope.Clear();
            o.Scope.Add("openid");
            o.Scope.Add("profile");
            o.Events.OnRemoteFailure = context =>
            {
                context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OpenIdSignIn))
                    .LogWarning("sign-in at {Authority} failed: {Reason}", openId.Authority, context.Failure?.GetType().Name);
                context.HandleResponse();
                context.Response.Redirect(SignIn.Path + "?problem=openid");
                return Task.CompletedTask;
            };
        });
    }

    /// <summary>Sends the person to the provider, and from there to an address of ours.</summary>
    public static IResult Challenge(string then) => Results.Challenge(new AuthenticationProperties { RedirectUri = then }, [Scheme]);

    /// <summary>Who the provider says that someone is, once; null where it has said nothing.</summary>
    public static async Task<(UserLoginInfo Login, string Name)?> TakeAsync(HttpContext http, OpenIdOptions openId)
    {
        var result = await http.AuthenticateAsync(IdentityConstants.ExternalScheme);
        if (!result.Succeeded || result.Principal.FindFirstValue("sub") is not { Length: > 0 } subject)
        {
            return null;
        }

        await http.SignOutAsync(IdentityConstants.ExternalScheme);
        var name = result.Principal.FindFirstValue("name") ?? result.Principal.FindFirstValue("preferred_username") ?? "";
        return (new UserLoginInfo(openId.Authority.TrimEnd('/'), subject, openId.Name), name[..Math.Min(name.Length, 100)]);
    }
}
