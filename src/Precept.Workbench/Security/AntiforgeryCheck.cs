using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Precept.Workbench.Pages;

namespace Precept.Workbench.Security;

/// <summary>Asks every request that changes something for the token of a page of ours, in the form or in a header. Requests with a key need none: no browser adds a key by itself.</summary>
public static class AntiforgeryCheck
{
    /// <summary>The header that scripts send the token in.</summary>
    public const string Header = "X-Antiforgery";

    /// <summary>The form field that pages send it in.</summary>
    public const string Field = "_token";

    /// <summary>The error's word for scripts.</summary>
    public const string Code = "antiforgery";

    public static IApplicationBuilder UseAntiforgeryCheck(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var method = context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method) || context.User.Identity?.AuthenticationType == ApiKeys.Scheme)
        {
            await next(context);
            return;
        }

        try
        {
            await context.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(context);
        }
        catch (AntiforgeryValidationException e)
        {
            var status = e.InnerException is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status400BadRequest;
            await ErrorPages.WriteAsync(context, status, code: status == StatusCodes.Status400BadRequest ? Code : null);
            return;
        }

        await next(context);
    });
}
