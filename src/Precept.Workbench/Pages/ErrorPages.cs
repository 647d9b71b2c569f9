using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Precept.Spec;
using Precept.Workbench.Security;
using Precept.Workbench.Words;

namespace Precept.Workbench.Pages;

/// <summary>What people and scripts see of an error: a page, or a JSON object with a title. Nothing of the inside is shown; it is logged under a number.</summary>
public static class ErrorPages
{
    public static IApplicationBuilder UseErrorPages(this IApplicationBuilder app) => app
        .UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = FailedAsync,
            AllowStatusCode404Response = true,
            StatusCodeSelector = StatusOf,
            SuppressDiagnosticsCallback = context => StatusOf(context.Exception) < StatusCodes.Status500InternalServerError, // the fault of what was sent
        })
        .UseStatusCodePages(async pages => await WriteAsync(pages.HttpContext, pages.HttpContext.Response.StatusCode));

    /// <summary>Answers with an error.</summary>
    /// <param name="http">The request.</param>
    /// <param name="status">The status code.</param>
    /// <param name="message">What is wrong, where more is known than the status says; in the language it is in.</param>
    /// <param name="code">A word for scripts that tells this error from others with the status.</param>
    public static async Task WriteAsync(HttpContext http, int status, string? message = null, string? code = null)
    {
        var page = http.RequestServices.GetRequiredService<PageContext>();
        var number = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        var (title, text) = (status, code) switch
        {
            (StatusCodes.Status400BadRequest, AntiforgeryCheck.Code) => (ErrorWords.OutOfDate, ErrorWords.OutOfDateWhy),
            (StatusCodes.Status401Unauthorized, _) when http.Request.Headers.Authorization.Count > 0 => (ErrorWords.UnknownKey, ErrorWords.UnknownKeyWhy),
            (StatusCodes.Status401Unauthorized, _) => (ErrorWords.SignInFirst, ErrorWords.SignInFirstWhy),
            (StatusCodes.Status403Forbidden, _) => (CommonWords.NotAllowed, CommonWords.NotAllowedWhy),
            (StatusCodes.Status404NotFound, _) => (CommonWords.NotFound, CommonWords.NotFoundWhy),
            (StatusCodes.Status413PayloadTooLarge, _) => (ErrorWords.TooLarge, ErrorWords.TooLargeWhy),
            (StatusCodes.Status429TooManyRequests, _) => (ErrorWords.TooMany, ErrorWords.TooManyWhy),
            ( >= 500, _) => (CommonWords.Failed, CommonWords.FailedWhy),
            _ => (ErrorWords.NotUnderstood, ErrorWords.NotUnderstoodWhy),
        };
        if (SignIn.WantsPage(http.Request))
        {
            await Render.Page<Notice>(new { Title = page.Say(title), Text = message ?? page.Say(text, number) }, status).ExecuteAsync(http);
            return;
        }

        http.Response.StatusCode = status;
        await http.Response.WriteAsJsonAsync(new { title = message ?? page.Say(title), status, code, number });
    }

    private static Task FailedAsync(HttpContext http)
    {
        var error = http.Features.Get<IExceptionHandlerFeature>()!.Error;
        return WriteAsync(http, StatusOf(error), error is InputException ? error.Message : null);
    }

    private static int StatusOf(Exception error) => error switch
    {
        InputException => StatusCodes.Status400BadRequest,
        BadHttpRequestException bad => bad.StatusCode,
        InvalidOperationException { Source: "Microsoft.AspNetCore.Http" or "Microsoft.AspNetCore.Http.Extensions" } wrong
            when wrong.Message.Contains("Content-Type", StringComparison.Ordinal) || wrong.Message.Contains("content type", StringComparison.Ordinal)
            => StatusCodes.Status415UnsupportedMediaType, // a form where JSON was expected, or the other way round
        _ => StatusCodes.Status500InternalServerError,
    };
}
