using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Features;

/// <summary>Signing in and out with a password.</summary>
public static class SignInPages
{
    public static void Map(WebApplication app)
    {
        app.MapGet(SignIn.Path, (string? to) => Render.Page<SignInPage>(new { To = Local(to) })).For(Right.Open);
        app.MapPost(SignIn.Path, SignInAsync).For(Right.Open).RequireRateLimiting(RateLimits.Public);
        app.MapPost("/sign-out", async (SignInManager<Person> people) =>
        {
            await people.SignOutAsync();
            return Results.Redirect(SignIn.Path);
        }).For(Right.SignedIn);
        app.MapGet("/account", () => Render.Page<AccountPage>()).For(Right.SignedIn);
    }

    private static async Task<IResult> SignInAsync([FromForm] string name, [FromForm] string password, [FromForm] string? to, SignInManager<Person> people)
    {
        var person = await people.UserManager.FindByNameAsync(name);
        var isRight = person is { IsDisabled: false } && (await people.PasswordSignInAsync(person, password, isPersistent: true, lockoutOnFailure: true)).Succeeded;
        return isRight ? Results.Redirect(Local(to)) : Render.Page<SignInPage>(new { To = Local(to), Name = name, IsWrong = true }, StatusCodes.Status401Unauthorized);
    }

    // Only addresses of this server: a link from elsewhere must not lead elsewhere after the sign-in.
    private static string Local(string? to) => to is ['/', not ('/' or '\\'), ..] ? to : "/";
}
