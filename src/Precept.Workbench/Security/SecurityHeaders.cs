using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Precept.Workbench.Security;

/// <summary>What every answer tells the browser: run only our own files, show this page in no other, tell no other where one comes from.</summary>
public static class SecurityHeaders
{
    /// <summary>No inline script or style at all; nothing from elsewhere.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; worker-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

    /// <summary>A year of https only, once a browser has come by https.</summary>
    public const string StrictTransportSecurity = "max-age=31536000";

    // When the answer starts: what handles errors empties the headers first.
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(static state =>
        {
            Set((HttpContext)state);
            return Task.CompletedTask;
        }, context);
        return next(context);
    });

    private static void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-cache, no-store"; // pages hold people's work; assets say otherwise themselves
        }

        // Never for the machine's own names: they are shared by everything that is tried out there.
        if (context.Request.IsHttps && context.Request.Host.Host is not "localhost" && !IPAddress.TryParse(context.Request.Host.Host.Trim('[', ']'), out _))
        {
            headers.StrictTransportSecurity = StrictTransportSecurity;
        }
    }
}
