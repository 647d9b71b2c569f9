using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.Features.Account;

/// <summary>What one-time links open: making the first admin, accepting an invitation, setting a new password.</summary>
public static class Join
{
    /// <summary>Who someone wants to be.</summary>
    public sealed record Names(string? DisplayName, string? Handle);

    /// <summary>The same with a passkey.</summary>
    public sealed record NamesWithPasskey(string? DisplayName, string? Handle, string? Credential);

    public static void Map(WebApplication app)
    {
        foreach (var kind in (LinkKind[])[LinkKind.Setup, LinkKind.Invitation])
        {
            var path = OneTimeLinks.PathOf(kind, "{secret}");
            app.MapGet(path, (string secret, OneTimeLinks links) => PageAsync(kind, secret, links)).For(Right.Open).RequireRateLimiting(RateLimits.Public);
            app.MapPost(path, (string secret, [FromForm] string displayName, [FromForm] string? handle, [FromForm] string? password, Newcomers newcomers, SignInManager<Person> people,
                    OneTimeLinks links, PageContext page) =>
                WithPasswordAsync(kind, secret, new Newcomer(displayName, handle ?? "") { Password = password ?? "", Language = page.Language }, newcomers, people, links))
                .For(Right.Open).RequireRateLimiting(RateLimits.Public);
            app.MapPost(path + "/passkey/options", (string secret, Names names, SignInManager<Person> people, OneTimeLinks links, PageContext page) =>
                OptionsAsync(kind, secret, names, people, links, page)).For(Right.Open).RequireRateLimiting(RateLimits.Public);
            app.MapPost(path + "/passkey", (string secret, NamesWithPasskey names, Newcomers newcomers, SignInManager<Person> people, PageContext page) =>
                WithPasskeyAsync(kind, secret, names, newcomers, people, page)).For(Right.Open).RequireRateLimiting(RateLimits.Public);
        }

        var reset = OneTimeLinks.PathOf(LinkKind.Reset, "{secret}");
        app.MapGet(reset, ResetPageAsync).For(Right.Open).RequireRateLimiting(RateLimits.Public);
        app.MapPost(reset, ResetAsync).For(Right.Open).RequireRateLimiting(RateLimits.Public);
    }

    private static async Task<IResult> PageAsync(LinkKind kind, string secret, OneTimeLinks links, Newcomer? newcomer = null, Phrase? problem = null) =>
        await links.FindAsync(kind, secret) is { } link
            ? Render.Page<JoinPage>(new { Link = link, Secret = secret, Newcomer = newcomer, Problem = problem }, problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest)
            : Render.Page<GonePage>(null, StatusCodes.Status404NotFound);

    private static async Task<IResult> WithPasswordAsync(LinkKind kind, string secret, Newcomer newcomer, Newcomers newcomers, SignInManager<Person> people, OneTimeLinks links)
    {
        var (person, problem) = await newcomers.JoinAsync(kind, secret, newcomer);
        if (person is null)
        {
            return await PageAsync(kind, secret, links, newcomer, problem);
        }

        await people.EnterAsync(person);
        return Results.Redirect(Home.Joined);
    }

    private static async Task<IResult> OptionsAsync(LinkKind kind, string secret, Names names, SignInManager<Person> people, OneTimeLinks links, PageContext page)
    {
        if (await links.FindAsync(kind, secret) is null)
        {
            return Passkeys.Problem(page, JoinWords.LinkGone, StatusCodes.Status404NotFound);
        }

        // What can be said of the names is said before the device makes a passkey for them.
        var newcomer = new Newcomer(names.DisplayName?.Trim() ?? "", names.Handle?.Trim() ?? "");
        var handle = newcomer.Handle.Length > 0 ? newcomer.Handle : Handles.FromName(newcomer.DisplayName);
        if (Newcomers.ProblemOf(newcomer with { Login = new UserLoginInfo("", "", null) }) is { } problem)
        {
            return Passkeys.Problem(page, problem, StatusCodes.Status400BadRequest);
        }

        if (handle is null)
        {
            return Passkeys.Problem(page, JoinWords.HandleNeeded, StatusCodes.Status400BadRequest);
        }

        return Passkeys.Json(await people.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = Guid.NewGuid().ToString("N"), Name = handle, DisplayName = newcomer.DisplayName }));
    }

    private static async Task<IResult> WithPasskeyAsync(LinkKind kind, string secret, NamesWithPasskey names, Newcomers newcomers, SignInManager<Person> people, PageContext page)
    {
        if (await Passkeys.CheckAsync(people, names.Credential) is not { } made)
        {
            return Passkeys.Problem(page, PasskeyWords.NotMade, StatusCodes.Status400BadRequest);
        }

        made.Passkey!.Name = page.Say(PasskeyWords.Default);
        var (person, problem) = await newcomers.JoinAsync(
            kind, secret, new Newcomer(names.DisplayName ?? "", names.Handle ?? "") { Id = made.UserEntity!.Id, Passkey = made.Passkey, Language = page.Language });
        if (person is null)
        {
            return Passkeys.Problem(page, problem!, StatusCodes.Status400BadRequest);
        }

        await people.EnterAsync(person);
        return Results.Ok(new { to = Home.Joined });
    }

    private static async Task<IResult> ResetPageAsync(string secret, OneTimeLinks links, UserManager<Person> people) =>
        await links.FindAsync(LinkKind.Reset, secret) is { PersonId: { } id } && await people.FindByIdAsync(id) is { IsDisabled: false } person
            ? Render.Page<ResetPage>(new { Secret = secret, person.Handle })
            : Render.Page<GonePage>(null, StatusCodes.Status404NotFound);

    private static async Task<IResult> ResetAsync(string secret, [FromForm] string password, PeopleChanges changes, SignInManager<Person> people, OneTimeLinks links)
    {
        if (await links.FindAsync(LinkKind.Reset, secret) is not { PersonId: { } id } || await people.UserManager.FindByIdAsync(id) is not { IsDisabled: false } person)
        {
            return Render.Page<GonePage>(null, StatusCodes.Status404NotFound);
        }

        if (Passwords.ProblemOf(password, person.Handle, person.DisplayName) is { } problem)
        {
            return Render.Page<ResetPage>(new { Secret = secret, person.Handle, Problem = problem }, StatusCodes.Status400BadRequest);
        }

        if (await changes.ResetAsync(secret, password) is not { } changed)
        {
            return Render.Page<GonePage>(null, StatusCodes.Status404NotFound);
        }

        await people.EnterAsync(changed);
        return Results.Redirect("/");
    }
}
