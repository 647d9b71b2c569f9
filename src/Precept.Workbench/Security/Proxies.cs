using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection;
using Precept.Spec;

namespace Precept.Workbench.Security;

/// <summary>Which host names requests may ask for, and whose word is taken for where they come from.</summary>
public static class Proxies
{
    private static readonly string[] LoopbackNames = ["localhost", "127.0.0.1", "[::1]"];

    public static void AddHosts(IServiceCollection services, WorkbenchOptions options) => services.AddHostFiltering(h =>
    {
        h.AllowedHosts = options.Hosts.Count > 0 ? [.. options.Hosts] : WorkbenchServer.IsLoopback(options.Url) ? [.. LoopbackNames] : ["*"];
        h.IncludeFailureMessage = false;
    });

    /// <summary>Believes <c>X-Forwarded-*</c> of the proxies that are named, and of nobody else.</summary>
    /// <exception cref="InputException">One is no address and no network.</exception>
    public static IApplicationBuilder UseTrustedProxies(this IApplicationBuilder app, WorkbenchOptions options)
    {
        if (options.TrustedProxies.Count == 0)
        {
            return app;
        }

        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in options.TrustedProxies)
        {
            if (IPAddress.TryParse(proxy, out var address))
            {
                forwarded.KnownProxies.Add(address);
            }
            else if (System.Net.IPNetwork.TryParse(proxy, out var network))
            {
                forwarded.KnownIPNetworks.Add(network);
            }
            else
            {
                throw new InputException($"the trusted proxy '{proxy}' is no address such as 10.0.0.5 and no network such as 10.0.0.0/8");
            }
        }

        return app.UseForwardedHeaders(forwarded);
    }
}
