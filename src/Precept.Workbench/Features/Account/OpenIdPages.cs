using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.Features.Account;

/// <summary>Sign-in through an OpenID Connect provider: of people whose login is linked, of the invited, and linking it to one's account. Without a provider these routes do not exist.</summary>
public static class OpenIdPages
{
    private const string SignInStart = "/sign-in/openid";
    private const string JoinStart = "/join/{secret}/openid";
    private const string LinkStart = "/account/openid";
    private const string Done = "/done";

    public static void Map(WebApplication app, WorkbenchOptions options)
    {
        if (options.OpenId is not { } openId)
        {
            return;
        }

        app.MapGet(SignInStart, (string? to) => OpenIdSignIn.Challenge($"{SignInStart}{Done}?to={Uri.EscapeDataString(LocalAddress.Of(to))}"))
            .For(Right.Open).RequireRateLimiting(RateLimits.Public);
        app.MapGet(SignInStart + Done, (string? to, HttpContext http, SignInManager<Person> people, Newcomers newcomers, PageContext page) =>
            SignInAsync(openId, LocalAddress.Of(to), http, people, newcomers, page)).For(Right.Open).RequireRateLimiting(RateLimits.Public);
        app.MapGet(JoinStart, async (string secret, OneTimeLinks links) => await links.FindAsync(LinkKind.Invitation, secret) is null
            ? Render.Page<GonePage>(null, StatusCodes.Status404NotFound)
            : OpenIdSignIn.Challenge($"/join/{Uri.EscapeDataString(secret)}/openid{Done}")).For(Right.Open).RequireRateLimiting(RateLimits.Public);
        app.MapGet(JoinStart + Done, (string secret, HttpContext http, SignInManager<Person> people, Newcomers newcomers, PageContext page) =>
            JoinAsync(openId, secret, http, people, newcomers, page)).For(Right.Open).RequireRateLimiting(RateLimits.Public);
        app.MapPost(LinkStart, () => OpenIdSignIn.Challenge(LinkStart + Done)).For(Right.SignedIn);
        app.MapGet(LinkStart + Done, (HttpContext http, SignInManager<Person> people, AccountView view, PageContext page) =>
            LinkAsync(openId, http, people, view, page)).For(Right.SignedIn);
    }

    private static async Task<IResult> SignInAsync(
        OpenIdOptions openId, string to, HttpContext http, SignInManager<Person> people, Newcomers newcomers, PageContext page)
    {
        if (await OpenIdSignIn.TakeAsync(http, openId) is not var (login, name))
        {
            return Failed();
        }

        if (await people.UserManager.FindByLoginAsync(login.LoginProvider, login.ProviderKey) is { } known)
        {
            return await EnterAsync(people, known, to, page);
        }

        if (!openId.AllowAnyone)
        {
            return Render.Page<Notice>(new { Title = page.Say(SignInWords.NotInvited), Text = page.Say(SignInWords.NotInvitedWhy), Link = SignIn.Path, LinkText = page.Say(CommonWords.SignIn) },
                StatusCodes.Status403Forbidden);
        }

        var (person, _) = await newcomers.JoinFreelyAsync(Newcomer(login, name, page));
        return person is null ? Failed() : await EnterAsync(people, person, to, page);
    }

    // Someone who has an account already signs in with it and keeps it: the invitation stays unused.
    private static async Task<IResult> JoinAsync(OpenIdOptions openId, string secret, HttpContext http, SignInManager<Person> people, Newcomers newcomers, PageContext page)
    {
        if (await OpenIdSignIn.TakeAsync(http, openId) is not var (login, name))
        {
            return Failed();
        }

        if (await people.UserManager.FindByLoginAsync(login.LoginProvider, login.ProviderKey) is { } known)
        {
            return await EnterAsync(people, known, "/", page);
        }

        var (person, _) = await newcomers.JoinAsync(LinkKind.Invitation, secret, Newcomer(login, name, page));
        return person is null ? Render.Page<GonePage>(null, StatusCodes.Status404NotFound) : await EnterAsync(people, person, "/", page);
    }

    private static async Task<IResult> LinkAsync(OpenIdOptions openId, HttpContext http, SignInManager<Person> people, AccountView view, PageContext page)
    {
        if (await OpenIdSignIn.TakeAsync(http, openId) is not var (login, _))
        {
            return Results.Redirect("/account");
        }

        var person = await people.UserManager.FindByIdAsync(page.Who!.Id);
        var owner = await people.UserManager.FindByLoginAsync(login.LoginProvider, login.ProviderKey);
        if (owner is not null && owner.Id != person!.Id)
        {
            return await view.ShowAsync(problem: AccountWords.AlreadyLinked);
        }

        if (owner is null)
        {
            await people.UserManager.AddLoginAsync(person!, login);
            await people.RefreshSignInAsync(person!); // a new way to sign in ends other sign-ins
        }

        return Results.Redirect("/account");
    }

    private static async Task<IResult> EnterAsync(SignInManager<Person> people, Person person, string to, PageContext page)
    {
        if (person.IsDisabled)
        {
            return Render.Page<Notice>(new { Title = page.Say(SignInWords.Disabled), Text = page.Say(SignInWords.DisabledWhy) }, StatusCodes.Status403Forbidden);
        }

        await people.EnterAsync(person);
        return Results.Redirect(to);
    }

    private static Newcomer Newcomer(UserLoginInfo login, string name, PageContext page) =>
        new(name.Trim() is { Length: > 0 } given ? given : "Person", "") { Login = login, Language = page.Language };

    private static IResult Failed() => Results.Redirect(SignIn.Path + "?problem=openid");
}
