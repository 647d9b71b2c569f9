using System.Collections.Frozen;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Precept.Spec;
using Precept.Workbench.Security;

namespace Precept.Workbench.Pages;

/// <summary>Style sheets and scripts: files inside the program, under an address that changes with their content, so that browsers keep them for ever.</summary>
public static class PageAssets
{
    private const string Prefix = "Precept.Workbench.Assets.";

    private static readonly FrozenDictionary<string, byte[]> Files = typeof(PageAssets).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).ToFrozenDictionary(n => n[Prefix.Length..], Read);

    // One hash for all: modules import each other by relative addresses.
    private static readonly string Hash = ContentHash.Of(Files.OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => new[] { f.Key, ContentHash.OfBytes(f.Value) }));

    /// <summary>A file's address.</summary>
    /// <exception cref="ArgumentException">There is no such file.</exception>
    public static string Address(string name) => Files.ContainsKey(name) ? $"/assets/{Hash}/{name}" : throw new ArgumentException($"there is no asset '{name}'", nameof(name));

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/assets/{hash}/{name}", (string hash, string name, HttpContext http) =>
    {
        if (hash != Hash || !Files.TryGetValue(name, out var content))
        {
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(content, Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        });
    }).For(Right.Open).ExcludeFromDescription();

    private static byte[] Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
