using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Words;

namespace Precept.Workbench.Features.Api;

/// <summary>The description of the REST API: an OpenAPI document for programs, a page for people.</summary>
public static class ApiDocument
{
    private const string Key = "key";

    /// <summary>A route as the page lists it.</summary>
    public sealed record Route(string Method, string Path, Phrase? Summary);

    /// <summary>Says what a route does: in English in the document, in the reader's language on the page.</summary>
    public static RouteHandlerBuilder Says(this RouteHandlerBuilder builder, Phrase what) => builder.WithSummary(what.En).WithMetadata(what);

    public static void AddServices(IServiceCollection services) => services.AddOpenApi("v1", api =>
    {
        api.ShouldInclude = description => description.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
        api.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Precept workbench", Version = "v1", Description = "Campaigns, tasks and labels. Send a key of the account page as a bearer token." };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Key] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key that begins with precept_." },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] }];
            return Task.CompletedTask;
        });
    });

    public static void Map(WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").For(Right.Open);
        app.MapGet("/api", (EndpointDataSource routes) => Render.Page<ApiPage>(new { Routes = Routes(routes) })).For(Right.SignedIn);
    }

    private static IReadOnlyList<Route> Routes(EndpointDataSource routes) =>
    [
        .. routes.Endpoints.OfType<RouteEndpoint>().Where(e => e.RoutePattern.RawText?.StartsWith("/api/v1/", StringComparison.Ordinal) == true)
            .SelectMany(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(m => new Route(
                m, e.RoutePattern.RawText!, e.Metadata.GetMetadata<Phrase>())))
            .OrderBy(r => r.Path, StringComparer.Ordinal).ThenBy(r => r.Method, StringComparer.Ordinal),
    ];
}
