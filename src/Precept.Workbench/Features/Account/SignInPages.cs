using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.Features.Account;

/// <summary>Signing in with a password, and out.</summary>
public static class SignInPages
{
    public static void Map(WebApplication app)
    {
        app.MapGet(SignIn.Path, async (string? to, string? problem, WorkbenchDatabase database) => Render.Page<SignInPage>(new
        {
            To = LocalAddress.Of(to),
            IsNobodyYet = !await database.ReadAsync(c => c.Users.AnyAsync()),
            Problem = problem == "openid" ? SignInWords.OpenIdFailed : null,
        })).For(Right.Open);
        app.MapPost(SignIn.Path, SignInAsync).For(Right.Open).RequireRateLimiting(RateLimits.Public);
        app.MapPost("/sign-out", async (SignInManager<Person> people) =>
        {
            await people.SignOutAsync();
            return Results.Redirect(SignIn.Path);
        }).For(Right.SignedIn);
    }

    /// <summary>Signs a person in, with the language that they chose.</summary>
    internal static async Task EnterAsync(this SignInManager<Person> people, Person person)
    {
        if (Languages.Parse(person.Language) is { } language)
        {
            Remember(people.Context, Languages.Cookie, language.Code());
        }

        await people.SignInAsync(person, isPersistent: true);
    }

    /// <summary>Keeps a choice in the browser; scripts may change it, so it is not HttpOnly.</summary>
    internal static void Remember(HttpContext http, string cookie, string value) => http.Response.Cookies.Append(
        cookie, value, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, IsEssential = true });

    private static async Task<IResult> SignInAsync([FromForm] string name, [FromForm] string password, [FromForm] string? to, SignInManager<Person> people, Passwords passwords)
    {
        if (await passwords.CheckAsync(name.Trim(), password) is not { } person)
        {
            return Render.Page<SignInPage>(new { To = LocalAddress.Of(to), Name = name, Problem = SignInWords.Wrong }, StatusCodes.Status401Unauthorized);
        }

        await people.EnterAsync(person);
        return Results.Redirect(LocalAddress.Of(to));
    }
}
