using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Precept.Spec;
using Precept.Workbench.Demo;
using Precept.Workbench.Features;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;
using Precept.Workspace;

namespace Precept.Workbench;

/// <summary>The workbench as a web server: put together here, one feature a file in <c>Features</c>.</summary>
public sealed class WorkbenchServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WorkbenchServer(WebApplication app, WorkbenchOptions options) => (_app, Options) = (app, options);

    /// <summary>How it is served.</summary>
    public WorkbenchOptions Options { get; }

    /// <summary>Its services, for tests.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Where its database is, for people; no password is in it.</summary>
    public string DatabasePlace => _app.Services.GetRequiredService<WorkbenchDatabase>().Place;

    /// <summary>The addresses that it listens on, once started.</summary>
    public IReadOnlyList<string> Addresses => [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];

    /// <summary>The address to open, once started: by the same name as <see cref="SetupLink"/>, since cookies belong to one name.</summary>
    public string Address => Named(Addresses[0]);

    /// <summary>Where there is no person yet: the link that makes the first admin, to be shown to whoever started the server; it works once. Else null.</summary>
    public string? SetupLink { get; private set; }

    /// <summary>Opens the database, brings it up to date, and starts to listen.</summary>
    /// <exception cref="InputException">The options cannot be used: the message says which and why.</exception>
    public static async Task<WorkbenchServer> StartAsync(WorkbenchOptions options, CancellationToken cancellationToken = default)
    {
        RequireAddress(options.Url);
        if (options.Demo && !IsLoopback(options.Url))
        {
            throw new InputException($"the demonstration has no sign-in, so it is served on loopback only, not on {options.Url}; leave --url out, or name http://127.0.0.1:PORT");
        }

        Directory.CreateDirectory(options.Workspace);
        var app = Build(options);
        await app.Services.GetRequiredService<WorkbenchDatabase>().PrepareAsync(cancellationToken);
        var setup = options.Demo ? null : await app.Services.GetRequiredService<OneTimeLinks>().MakeSetupAsync(options.SetupLinkLife);
        if (options is { Demo: true, Spec: { } spec })
        {
            using (var workspace = WorkspaceFolder.Open(options.Workspace))
            {
                await QuickstartAnswers.PutAsync(workspace, cancellationToken);
            }

            await DemoContent.FillAsync(app.Services, SpecFiles.Read(spec), cancellationToken: cancellationToken);
        }

        await ListenAsync(app, options.Url, cancellationToken);
        var server = new WorkbenchServer(app, options);
        server.SetupLink = setup is null ? null : server.Address + OneTimeLinks.PathOf(LinkKind.Setup, setup);
        return server;
    }

    /// <summary>Waits until it is asked to stop, and lets requests under way end.</summary>
    public async Task RunUntilAsync(CancellationToken stop)
    {
        await Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await _app.StopAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None); // nothing where it has stopped already
        await _app.DisposeAsync();
    }

    // What Kestrel takes, before anything is opened.
    private static void RequireAddress(string url)
    {
        foreach (var one in url.Split(';'))
        {
            BindingAddress? address = null;
            try
            {
                address = BindingAddress.Parse(one);
            }
            catch (FormatException)
            {
                // told below
            }

            if (address is not { Scheme: "http" or "https", Host.Length: > 0, PathBase: "", Port: >= 0 and <= 65535 })
            {
                var example = int.TryParse(one.Split(':')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535 ? port : 5210;
                throw new InputException($"--url {one}: expected http://ADDRESS:PORT, such as http://127.0.0.1:{example}");
            }
        }
    }

    private static async Task ListenAsync(WebApplication app, string url, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException { InnerException: AddressInUseException } or SocketException)
        {
            await app.DisposeAsync();
            var place = Uri.TryCreate(url, UriKind.Absolute, out var uri) ? uri.Authority : url;
            const string Another = "name another address with --url http://127.0.0.1:PORT";
            throw new InputException(e is IOException
                ? $"{place} is taken by another program; end it, or {Another}"
                : $"cannot listen on {place} ({e.Message}); {Another}");
        }
    }

    private static WebApplication Build(WorkbenchOptions options)
    {
        // No configuration files, no arguments: everything that matters is in the options.
        var starts = new Start();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Precept", ContentRootPath = Path.GetFullPath(options.Workspace) });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().UseUrls(options.Url).ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = 8 << 20;
        });
        builder.Logging.AddSimpleConsole(c => c.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // that the keys stand in the database as they are is said in the docs
        foreach (var category in (string[])["Microsoft.Extensions.Hosting", "Microsoft.AspNetCore.Server.Kestrel"])
        {
            // What fails at the start is thrown, and told by whoever started it; from then on they have their say.
            builder.Logging.AddFilter(category, level => level >= LogLevel.Warning && starts.IsOver);
        }

        if (options.Log is { } log)
        {
            builder.Logging.AddProvider(log);
        }

        AddServices(builder.Services, options);
        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() => starts.IsOver = true);
        app.UseSecurityHeaders(); // first, so that errors have them too
        app.UseErrorPages();
        app.UseTrustedProxies(options);
        app.UseHostFiltering();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter(); // knows who asks
        app.UseAuthorization();
        app.UseAntiforgeryCheck();
        AllFeatures.Map(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, WorkbenchOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Clock);
        services.AddSingleton(options.Database is { } connection ? WorkbenchDatabase.Postgres(connection) : WorkbenchDatabase.Sqlite(options.Workspace));
        services.AddSingleton<EventLog>();
        services.AddScoped(s => s.GetRequiredService<WorkbenchDatabase>().NewContext()); // for Identity and data protection
        services.AddDataProtection().SetApplicationName("Precept").PersistKeysToDbContext<WorkbenchContext>();
        services.AddRoutingCore();
        services.AddRazorComponents();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)); // Chinese as it is, not as numbers
        services.AddHttpContextAccessor();
        services.AddScoped<PageContext>();
        services.AddAntiforgery(a => (a.HeaderName, a.FormFieldName, a.Cookie.Name, a.Cookie.SecurePolicy, a.SuppressXFrameOptionsHeader) =
            (AntiforgeryCheck.Header, AntiforgeryCheck.Field, "precept-antiforgery", CookieSecurePolicy.SameAsRequest, true));
        Proxies.AddHosts(services, options);
        services.ConfigureHttpJsonOptions(j => WorkbenchJson.Configure(j.SerializerOptions));
        AddSecurity(services, options);
        AllFeatures.AddServices(services, options);
    }

    private static void AddSecurity(IServiceCollection services, WorkbenchOptions options)
    {
        var authentication = services.AddAuthentication(a => a.DefaultScheme = "Precept")
            .AddPolicyScheme("Precept", null, p => p.ForwardDefaultSelector = http =>
                ApiKeys.IsGiven(http.Request) ? ApiKeys.Scheme : options.Demo ? DemoSignIn.Scheme : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeys>(ApiKeys.Scheme, null)
            .AddScheme<AuthenticationSchemeOptions, DemoSignIn>(DemoSignIn.Scheme, null);
        SignIn.AddIdentity(services, authentication, options);
        services.AddSingleton<IAuthorizationHandler, RightHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, DenialResults>();
        services.AddAuthorization(a =>
        {
            // A route that does not say whose it is, is nobody's.
            a.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build();
            foreach (var right in Enum.GetValues<Right>())
            {
                a.AddPolicy(right.ToString(), p => p.RequireAuthenticatedUser().AddRequirements(new RightRequirement(right)));
            }
        });
        services.AddRateLimiter(limits => RateLimits.Configure(limits, options));
    }

    // Whether the start is over; loggers ask.
    private sealed class Start
    {
        public volatile bool IsOver;
    }

    // A passkey belongs to a name, never to an IP address; and nobody can open 0.0.0.0.
    private static string Named(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip)
        && (IPAddress.IsLoopback(ip) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)) ? $"{uri.Scheme}://localhost:{uri.Port}" : address;

    internal static bool IsLoopback(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)));
}
