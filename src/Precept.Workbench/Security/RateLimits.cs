using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

namespace Precept.Workbench.Security;

/// <summary>How often one address, person or key may ask.</summary>
public static class RateLimits
{
    /// <summary>For routes that anyone may use and that cost or guess something: sign-in, invitations, public votes.</summary>
    public const string Public = "public";

    /// <summary>Requests a minute of one person or key, over all routes: far above what people do, below what a runaway script does.</summary>
    private const int PerPersonPerMinute = 6000;

    public static void Configure(RateLimiterOptions limits, WorkbenchOptions options)
    {
        limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limits.OnRejected = (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter =
                context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture) : "60";
            return ValueTask.CompletedTask;
        };
        limits.AddPolicy(Public, http => Window("address:" + http.Connection.RemoteIpAddress, options.PublicRequestsPerMinute));
        limits.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => Who.Of(http.User) is { } who
            ? Window("person:" + who.Id, PerPersonPerMinute)
            : RateLimitPartition.GetNoLimiter("anyone"));
    }

    private static RateLimitPartition<string> Window(string key, int perMinute) => RateLimitPartition.GetSlidingWindowLimiter(
        key, _ => new SlidingWindowRateLimiterOptions { PermitLimit = perMinute, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0 });
}
