using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Precept.Workbench.Webhooks;

/// <summary>How a try ended.</summary>
/// <param name="Status">The answer's status; null where there was none.</param>
/// <param name="Error">What went wrong; null for success.</param>
public sealed record WebhookResult(int? Status, string? Error);

/// <summary>
/// Sends what is told. Names are resolved when the connection is made, and it is made to the very address that was checked: a name that leads elsewhere a moment later gains nothing.
/// No redirects, no proxy, a limit of time, and of the answer only its status and little more is read.
/// </summary>
public sealed class WebhookClient : IDisposable
{
    private const int MostOfAnswer = 4096;

    private readonly HttpClient _http;
    private readonly WebhookOptions _options;
    private readonly TimeProvider _clock;

    public WebhookClient(WorkbenchOptions options)
    {
        (_options, _clock) = (options.Webhooks, options.Clock);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = _options.Timeout,
            MaxResponseHeadersLength = 16,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = ConnectAsync,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Whether an address can be a webhook's: absolute, http or https, without a user; without private addresses, where they are not allowed, as far as it says so itself.</summary>
    public static bool IsUsable(string url, WebhookOptions options) =>
        url.Length <= 2000 && Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0
        && (options.AllowPrivate || (!IsLocalName(address.IdnHost) && (!IPAddress.TryParse(address.IdnHost.Trim('[', ']'), out var ip) || PublicAddress.Is(ip))));

    /// <summary>Sends a body.</summary>
    public async Task<WebhookResult> SendAsync(string url, string secret, string delivery, string kind, string body, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.Timeout);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.ParseAdd("Precept-Webhook/1");
        request.Headers.Add("Precept-Delivery", delivery);
        request.Headers.Add("Precept-Event", kind);
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(secret, _clock.GetUtcNow().ToUnixTimeSeconds(), body));
        try
        {
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            await using var content = await answer.Content.ReadAsStreamAsync(limit.Token);
            await content.ReadAtLeastAsync(new byte[MostOfAnswer], MostOfAnswer, throwOnEndOfStream: false, limit.Token);
            return new WebhookResult((int)answer.StatusCode, answer.IsSuccessStatusCode ? null : $"the receiver answered {(int)answer.StatusCode}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookResult(null, $"no answer within {_options.Timeout.TotalSeconds:0.#} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return new WebhookResult(null, Innermost(e));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        var usable = _options.AllowPrivate ? addresses : [.. addresses.Where(PublicAddress.Is)];
        if (usable.Length == 0)
        {
            throw new HttpRequestException(addresses.Length == 0 ? $"{host} has no address" : $"{host} leads to a private address, which webhooks may not reach here");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(usable, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsLocalName(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    private static string Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e.Message.Length > 300 ? e.Message[..300] : e.Message;
}
