using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Precept.Workbench.Tests.Security;

/// <summary>A small OpenID provider on loopback: discovery, keys, authorization code with PKCE, tokens signed with a real RSA key. Whoever is sent to it is <see cref="Subject"/>.</summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "precept";
    public const string ClientSecret = "the secret that must not be logged";

    private readonly WebApplication _app;
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, Grant> _grants = new();

    private OpenIdProvider(WebApplication app) => _app = app;

    private sealed record Grant(string Nonce, string Challenge, string RedirectUri, string Subject, string Name);

    /// <summary>Who is signed in there.</summary>
    public string Subject { get; set; } = "subject-1";

    /// <summary>The name that it tells of them.</summary>
    public string Name { get; set; } = "Olga Open";

    /// <summary>What goes into the token in place of the request's nonce, or null.</summary>
    public string? WrongNonce { get; set; }

    public string Authority => _app.Urls.First();

    public static async Task<OpenIdProvider> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var provider = new OpenIdProvider(builder.Build());
        provider.Map();
        await provider._app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private void Map()
    {
        _app.UseRouting();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = Authority,
            authorization_endpoint = Authority + "/authorize",
            token_endpoint = Authority + "/token",
            jwks_uri = Authority + "/keys",
            response_types_supported = (string[])["code"],
            subject_types_supported = (string[])["public"],
            id_token_signing_alg_values_supported = (string[])["RS256"],
        }));
        _app.MapGet("/keys", () =>
        {
            var key = _rsa.ExportParameters(false);
            return Results.Json(new
            {
                keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "k1", n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) } },
            });
        });
        _app.MapGet("/authorize", (string client_id, string redirect_uri, string response_type, string state, string nonce, string code_challenge, string code_challenge_method) =>
        {
            if (client_id != ClientId || response_type != "code" || code_challenge_method != "S256")
            {
                return Results.BadRequest();
            }

            var code = Guid.NewGuid().ToString("N");
            _grants[code] = new Grant(nonce, code_challenge, redirect_uri, Subject, Name);
            return Results.Redirect($"{redirect_uri}?code={code}&state={Uri.EscapeDataString(state)}");
        });
        _app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var isRight = _grants.TryRemove(form["code"].ToString(), out var grant) && form["client_id"] == ClientId && form["client_secret"] == ClientSecret
                && form["redirect_uri"] == grant.RedirectUri && Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) == grant.Challenge;
            return isRight ? Results.Json(new { access_token = "access", token_type = "Bearer", expires_in = 60, id_token = TokenOf(grant!) }) : Results.BadRequest(new { error = "invalid_grant" });
        });
    }

    private string TokenOf(Grant grant) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Authority,
        Audience = ClientId,
        Expires = DateTime.UtcNow.AddMinutes(5),
        Claims = new Dictionary<string, object> { ["sub"] = grant.Subject, ["name"] = grant.Name, ["nonce"] = WrongNonce ?? grant.Nonce },
        SigningCredentials = new SigningCredentials(new RsaSecurityKey(_rsa) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256),
    });
}
