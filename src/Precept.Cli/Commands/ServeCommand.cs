using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Precept.Cli.Models;
using Precept.Spec;
using Precept.Workbench;

namespace Precept.Cli.Commands;

/// <summary><c>precept serve</c>: the labeling workbench on a workspace.</summary>
internal static class ServeCommand
{
    /// <summary>Where a team's database is; it may hold a password, so it is no option.</summary>
    public const string DatabaseVariable = "PRECEPT_DATABASE";

    // Not the workspace itself: the demonstration's labels are nobody's.
    private const string DemoWorkspace = ".precept-demo";

    private const string SecretVariable = "PRECEPT_OIDC_SECRET";

    public static Command Create()
    {
        var url = new Option<string>("--url") { Description = "Where to listen: http://ADDRESS:PORT; port 0 takes a free one.", HelpName = "URL", DefaultValueFactory = _ => "http://127.0.0.1:5210" };
        var demo = new Option<bool>("--demo") { Description = $"A filled workspace to look around in, on this machine only, without sign-in; in {DemoWorkspace} unless --workspace says otherwise." };
        var spec = CommonOptions.Spec();
        var database = Database();
        var hosts = new Option<string[]>("--host") { Description = "A name that requests may ask for, such as labels.example.org; repeatable [default: on loopback its own names, elsewhere all].", HelpName = "NAME" };
        var proxies = new Option<string[]>("--trusted-proxy") { Description = "A reverse proxy, by address or network, whose X-Forwarded-For, -Proto and -Host are believed; repeatable [default: none].", HelpName = "ADDRESS" };
        var webhooks = new Option<bool>("--private-webhooks") { Description = "Let webhooks call private and loopback addresses too." };
        var authority = new Option<string?>("--oidc-authority") { Description = "Let people sign in through this OpenID Connect provider.", HelpName = "URL" };
        var client = new Option<string?>("--oidc-client") { Description = $"What the provider calls this workbench; its secret is read from {SecretVariable} or the user secrets.", HelpName = "ID" };
        var serve = new CommandWithExamples(
            "serve",
            "Serve the labeling workbench: people rank answers with the spec beside them.",
            "precept serve --demo",
            "precept serve --spec specs/starter --workspace team --url http://127.0.0.1:8080")
        {
            Stopping = "stopping: requests under way are finished; once more to end at once",
            Notes = "The first start prints a link that makes the first admin, who invites everyone else. Labels go into the workspace as judgments: 'precept data build' takes them as any "
                + $"judge's. A team's PostgreSQL database is named in {DatabaseVariable} (postgres://USER:PASSWORD@HOST:PORT/DATABASE) or with --database; several servers may share one.",
        };
        foreach (var option in (Option[])[url, demo, spec, database, hosts, proxies, webhooks, authority, client])
        {
            serve.Add(option);
        }

        return serve.Runs(run => Serving.RunAsync(
            run,
            new Place(run.Value(url)!, run.Value(demo), run.Value(spec)!, DatabaseOf(run.Value(database)), run.Value(hosts) ?? [], run.Value(proxies) ?? [], run.Value(webhooks)),
            run.Value(authority),
            run.Value(client)));
    }

    /// <summary><c>--database</c>.</summary>
    public static Option<string?> Database() => new("--database")
    {
        Description = $"A PostgreSQL database, without its password: that belongs into {DatabaseVariable} or PGPASSWORD [default: {DatabaseVariable}, else a file in the workspace].",
        HelpName = "ADDRESS",
    };

    /// <summary>The database that an option, the environment or the user secrets name; null for the file in the workspace.</summary>
    /// <exception cref="InputException">The option holds a password.</exception>
    public static string? DatabaseOf(string? option)
    {
        if (option is null)
        {
            return ApiKeys.Find(DatabaseVariable);
        }

        return option.Contains("password=", StringComparison.OrdinalIgnoreCase) || (Uri.TryCreate(option, UriKind.Absolute, out var address) && address.UserInfo.Contains(':', StringComparison.Ordinal))
            ? throw new InputException($"--database holds a password, and command lines are seen by others; put the address into {DatabaseVariable}, or the password into PGPASSWORD")
            : option;
    }

    // What the command line says of where to serve; it holds no types of the web.
    private sealed record Place(string Url, bool Demo, string Spec, string? Database, string[] Hosts, string[] Proxies, bool PrivateWebhooks);

    // A class and a method of their own: other commands load nothing of the web.
    private static class Serving
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static async Task<int> RunAsync(Invocation run, Place place, string? authority, string? client)
        {
            if (authority is null != client is null)
            {
                throw new InputException("--oidc-authority and --oidc-client go together");
            }

            SpecInUse.Read(place.Spec); // a spec that does not read is told now, not when the first campaign is made
            var options = new WorkbenchOptions
            {
                Workspace = place.Demo && !run.IsWorkspaceGiven ? DemoWorkspace : run.WorkspacePath,
                Database = place.Database,
                Url = place.Url,
                Demo = place.Demo,
                Spec = place.Spec,
                Hosts = place.Hosts,
                TrustedProxies = place.Proxies,
                Webhooks = new() { AllowPrivate = place.PrivateWebhooks },
                OpenId = authority is null ? null : new OpenIdOptions(authority, client!, ApiKeys.Find(SecretVariable)
                    ?? throw new InputException($"the provider's secret is not set; put it into {SecretVariable}, or: dotnet user-secrets set {SecretVariable} … --id {ApiKeys.SecretsId}")),
            };
            await using var server = await WorkbenchServer.StartAsync(options, run.CancellationToken);
            run.Screen.Json(new JsonObject { ["url"] = server.Addresses[0], ["database"] = server.DatabasePlace, ["demo"] = place.Demo, ["setup"] = server.SetupLink });
            run.Screen.Line($"workbench {server.Address}");
            run.Screen.Line($"labels    {server.DatabasePlace}");
            if (server.SetupLink is { } setup)
            {
                run.Screen.Line("the first start: make yourself the admin, once, within a day, at");
                run.Screen.Line($"          {setup}");
            }

            run.Screen.Line("Ctrl+C stops it; nothing that was acknowledged is lost");
            await server.RunUntilAsync(run.CancellationToken);
            return ExitCode.Done;
        }
    }
}
