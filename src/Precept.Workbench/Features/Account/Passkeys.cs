using System.Buffers.Text;
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

/// <summary>Passkeys: signing in with one, and adding, naming and removing one's own.</summary>
public static class Passkeys
{
    /// <summary>Most passkeys of a person.</summary>
    public const int MostPasskeys = 10;

    /// <summary>Longest name of a passkey.</summary>
    public const int LongestName = 60;

    /// <summary>A passkey's answer.</summary>
    /// <param name="Credential">The credential as the browser writes it, JSON.</param>
    /// <param name="To">Where to go then.</param>
    public sealed record Given(string? Credential, string? To);

    /// <summary>A new passkey.</summary>
    /// <param name="Credential">The credential as the browser writes it, JSON.</param>
    /// <param name="Name">What its owner calls it.</param>
    public sealed record Made(string? Credential, string? Name);

    public static void Map(WebApplication app)
    {
        // The options name no person: what passkeys there are is known to the browser alone.
        app.MapPost("/passkeys/options", async (SignInManager<Person> people) => Json(await people.MakePasskeyRequestOptionsAsync(null)))
            .For(Right.Open).RequireRateLimiting(RateLimits.Public);
        app.MapPost("/passkeys/sign-in", SignInAsync).For(Right.Open).RequireRateLimiting(RateLimits.Public);
        app.MapPost("/account/passkeys/options", OptionsAsync).For(Right.SignedIn);
        app.MapPost("/account/passkeys", AddAsync).For(Right.SignedIn);
        app.MapPost("/account/passkeys/{passkey}/name", RenameAsync).For(Right.SignedIn);
        app.MapPost("/account/passkeys/{passkey}/remove", RemoveAsync).For(Right.SignedIn);
    }

    /// <summary>The address part of a passkey.</summary>
    public static string IdOf(UserPasskeyInfo passkey) => Base64Url.EncodeToString(passkey.CredentialId);

    /// <summary>Checks a new passkey against the options that were given to this browser; null where it does not fit them.</summary>
    internal static async Task<PasskeyAttestationResult?> CheckAsync(SignInManager<Person> people, string? credential)
    {
        if (string.IsNullOrEmpty(credential))
        {
            return null;
        }

        try
        {
            return await people.PerformPasskeyAttestationAsync(credential) is { Succeeded: true } made ? made : null;
        }
        catch (InvalidOperationException)
        {
            return null; // no options were asked for before, or they were used already
        }
    }

    internal static IResult Json(string options) => Results.Content(options, "application/json");

    internal static IResult Problem(PageContext page, Phrase problem, int status) => Results.Json(new { title = page.Say(problem) }, statusCode: status);

    private static async Task<IResult> SignInAsync(Given given, SignInManager<Person> people, PageContext page)
    {
        if (string.IsNullOrEmpty(given.Credential))
        {
            return Problem(page, PasskeyWords.Refused, StatusCodes.Status400BadRequest);
        }

        PasskeyAssertionResult<Person> result;
        try
        {
            result = await people.PerformPasskeyAssertionAsync(given.Credential);
        }
        catch (InvalidOperationException) // no options were asked for before, or they were used already
        {
            return Problem(page, PasskeyWords.Refused, StatusCodes.Status401Unauthorized);
        }

        if (!result.Succeeded || result.User is not { IsDisabled: false } person)
        {
            return Problem(page, PasskeyWords.Refused, StatusCodes.Status401Unauthorized);
        }

        await people.UserManager.AddOrUpdatePasskeyAsync(person, result.Passkey); // its counter went up
        await people.EnterAsync(person);
        return Results.Ok(new { to = LocalAddress.Of(given.To) });
    }

    private static async Task<IResult> OptionsAsync(SignInManager<Person> people, PageContext page)
    {
        var person = await people.UserManager.FindByIdAsync(page.Who!.Id);
        return (await people.UserManager.GetPasskeysAsync(person!)).Count >= MostPasskeys
            ? Problem(page, PasskeyWords.TooMany, StatusCodes.Status409Conflict)
            : Json(await people.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = person!.Id, Name = person.Handle, DisplayName = person.DisplayName }));
    }

    private static async Task<IResult> AddAsync(Made made, SignInManager<Person> people, PageContext page)
    {
        var result = await CheckAsync(people, made.Credential);
        var person = await people.UserManager.FindByIdAsync(page.Who!.Id);
        if (result is null || result.UserEntity!.Id != person!.Id)
        {
            return Problem(page, PasskeyWords.NotMade, StatusCodes.Status400BadRequest);
        }

        result.Passkey!.Name = NameOf(made.Name, page);
        await people.UserManager.AddOrUpdatePasskeyAsync(person, result.Passkey);
        return Results.Ok(new { });
    }

    private static async Task<IResult> RenameAsync(string passkey, [FromForm] string name, SignInManager<Person> people, PageContext page)
    {
        var person = await people.UserManager.FindByIdAsync(page.Who!.Id);
        if (await FindAsync(people, person!, passkey) is not { } found)
        {
            return Results.NotFound();
        }

        found.Name = NameOf(name, page);
        await people.UserManager.AddOrUpdatePasskeyAsync(person!, found);
        return Results.Redirect("/account#passkeys");
    }

    private static async Task<IResult> RemoveAsync(string passkey, SignInManager<Person> people, AccountView view, PageContext page)
    {
        var person = await people.UserManager.FindByIdAsync(page.Who!.Id);
        if (await FindAsync(people, person!, passkey) is not { } found)
        {
            return Results.NotFound();
        }

        var others = (await people.UserManager.GetPasskeysAsync(person!)).Count - 1 + (await people.UserManager.GetLoginsAsync(person!)).Count;
        if (person!.PasswordHash is null && others == 0)
        {
            return await view.ShowAsync(problem: PasskeyWords.OnlyWayIn);
        }

        await people.UserManager.RemovePasskeyAsync(person, found.CredentialId);
        await people.UserManager.UpdateSecurityStampAsync(person); // whoever has it is out
        await people.RefreshSignInAsync(person);
        return Results.Redirect("/account#passkeys");
    }

    private static async Task<UserPasskeyInfo?> FindAsync(SignInManager<Person> people, Person person, string passkey) =>
        (await people.UserManager.GetPasskeysAsync(person)).FirstOrDefault(p => IdOf(p) == passkey);

    private static string NameOf(string? name, PageContext page) => name?.Trim() is { Length: > 0 } given ? given[..Math.Min(given.Length, LongestName)] : page.Say(PasskeyWords.Default);
}
