using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Precept.Spec;
using Precept.Workbench.Words;

namespace Precept.Workbench.Pages;

/// <summary>What people and scripts see of an error: a page, or a JSON object with a title. Nothing of the inside is shown; it is logged under a number.</summary>
public static class ErrorPages
{
    public static IApplicationBuilder UseErrorPages(this IApplicationBuilder app) => app
        .UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = FailedAsync, AllowStatusCode404Response = true })
        .UseStatusCodePages(async pages => await WriteAsync(pages.HttpContext, pages.HttpContext.Response.StatusCode, null));

    private static Task FailedAsync(HttpContext http)
    {
        var error = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (error is InputException input)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return WriteAsync(http, StatusCodes.Status400BadRequest, input.Message);
        }

        if (error is BadHttpRequestException bad)
        {
            http.Response.StatusCode = bad.StatusCode;
            return WriteAsync(http, bad.StatusCode, "the request cannot be read");
        }

        return WriteAsync(http, StatusCodes.Status500InternalServerError, null);
    }

    private static async Task WriteAsync(HttpContext http, int status, string? message)
    {
        var page = http.RequestServices.GetRequiredService<PageContext>();
        var number = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        var (title, text) = status switch
        {
            StatusCodes.Status404NotFound => (CommonWords.NotFound, page.Say(CommonWords.NotFoundWhy)),
            StatusCodes.Status403Forbidden => (CommonWords.NotAllowed, page.Say(CommonWords.NotAllowedWhy)),
            >= 500 => (CommonWords.Failed, page.Say(CommonWords.FailedWhy, number)),
            _ => (CommonWords.Failed, message ?? ""),
        };
        if (http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            await Render.Page<Notice>(new { Title = page.Say(title), Text = message ?? text }, status).ExecuteAsync(http);
            return;
        }

        http.Response.StatusCode = status;
        await http.Response.WriteAsJsonAsync(new { title = message ?? title.En, status, number });
    }
}
