using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labels;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.Features.Account;

/// <summary>One's own account: name, way of working, password, keys of programs, data.</summary>
public static class AccountPages
{
    /// <summary>Most API keys of a person.</summary>
    public const int MostKeys = 20;

    /// <summary>A label as its giver downloads it.</summary>
    public sealed record OwnLabel(string Label, string Campaign, string Task, int Revision, DateTimeOffset Submitted, long Milliseconds, bool Withdrawn, LabelContent Content);

    public static void Map(WebApplication app)
    {
        app.MapGet("/account", (AccountView view) => view.ShowAsync()).For(Right.SignedIn);
        app.MapPost("/account", SaveAsync).For(Right.SignedIn);
        app.MapPost("/account/work", SaveWorkAsync).For(Right.SignedIn);
        app.MapPost("/account/password", ChangePasswordAsync).For(Right.SignedIn);
        app.MapPost("/account/keys", MakeKeyAsync).For(Right.SignedIn);
        app.MapPost("/account/keys/{key}/revoke", RevokeKeyAsync).For(Right.SignedIn);
        app.MapGet("/account/labels.json", (WorkbenchDatabase database, PageContext page, HttpContext http) =>
        {
            http.Response.Headers.ContentDisposition = "attachment; filename=\"labels.json\"";
            return Results.Ok(LabelsAsync(database, page.Who!.Id));
        }).For(Right.SignedIn);
    }

    private static async Task<IResult> SaveAsync(
        [FromForm] string displayName, [FromForm] string language, [FromForm] string theme, WorkbenchDatabase database, SignInManager<Person> people, AccountView view, PageContext page, HttpContext http)
    {
        var name = displayName.Trim();
        if (name.Length is 0 or > 100)
        {
            return await view.ShowAsync(problem: JoinWords.NameProblem);
        }

        var id = page.Who!.Id;
        await database.WriteAsync(c => c.Users.Where(p => p.Id == id).ExecuteUpdateAsync(s => s
            .SetProperty(p => p.ConcurrencyStamp, Guid.NewGuid().ToString()).SetProperty(p => p.DisplayName, name).SetProperty(p => p.Language, p => Languages.Parse(language) == null ? p.Language : language)));
        if (Languages.Parse(language) is { } chosen)
        {
            SignInPages.Remember(http, Languages.Cookie, chosen.Code());
        }

        SignInPages.Remember(http, PageContext.ThemeCookie, theme is "light" or "dark" ? theme : "auto");
        if (http.User.Identity?.AuthenticationType == IdentityConstants.ApplicationScheme)
        {
            await people.RefreshSignInAsync((await people.UserManager.FindByIdAsync(id))!); // the cookie holds the name
        }

        return Results.Redirect("/account");
    }

    private static async Task<IResult> SaveWorkAsync(IFormCollection form, WorkbenchDatabase database, PageContext page)
    {
        var id = page.Who!.Id;
        await database.WriteAsync(async c =>
        {
            var person = await c.Users.SingleAsync(p => p.Id == id);
            person.Settings = WorkbenchJson.Of(WorkbenchJson.Read<PersonSettings>(person.Settings) with
            {
                KeysOff = form["keysOff"] == "on",
                Stacked = form["stacked"] == "on",
                Blur = form["blur"].ToString() switch { "always" => true, "never" => false, _ => null },
                OptOut = [.. HarmCategories.All.Intersect(form["optOut"].OfType<string>())],
            });
            return true;
        });
        return Results.Redirect("/account#work");
    }

    private static async Task<IResult> ChangePasswordAsync(
        [FromForm] string? current, [FromForm] string password, SignInManager<Person> people, AccountView view, PageContext page, Passwords passwords)
    {
        var person = (await people.UserManager.FindByIdAsync(page.Who!.Id))!;
        if (person.PasswordHash is not null && await passwords.CheckAsync(person.UserName!, current ?? "") is null)
        {
            return await view.ShowAsync(problem: AccountWords.CurrentWrong);
        }

        if (Passwords.ProblemOf(password, person.Handle, person.DisplayName) is { } problem)
        {
            return await view.ShowAsync(problem: problem);
        }

        person.PasswordHash = people.UserManager.PasswordHasher.HashPassword(person, password);
        if (!(await people.UserManager.UpdateSecurityStampAsync(person)).Succeeded)
        {
            return await view.ShowAsync(problem: ErrorWords.OutOfDateWhy); // an admin changed the person meanwhile
        }

        await people.RefreshSignInAsync(person);
        return await view.ShowAsync(done: AccountWords.PasswordChanged);
    }

    private static async Task<IResult> MakeKeyAsync([FromForm] string name, WorkbenchDatabase database, TimeProvider clock, AccountView view, PageContext page)
    {
        if (name.Trim().Length is 0 or > 100)
        {
            return await view.ShowAsync(problem: AccountWords.KeyNameProblem);
        }

        var (key, id, person) = (ApiKeys.Prefix + Secrets.New(), Ids.New(clock), page.Who!.Id);
        var isMade = await database.WriteAsync(async c =>
        {
            if (await c.ApiKeys.CountAsync(k => k.PersonId == person && k.RevokedAt == null) >= MostKeys)
            {
                return false;
            }

            c.ApiKeys.Add(new ApiKeyRow { Id = id, PersonId = person, Name = name.Trim(), SecretHash = Secrets.HashOf(key), CreatedAt = clock.GetUtcNow().ToUnixTimeMilliseconds() });
            return true;
        });
        return isMade ? await view.ShowAsync(newKey: key) : await view.ShowAsync(problem: AccountWords.TooManyKeys);
    }

    private static async Task<IResult> RevokeKeyAsync(string key, WorkbenchDatabase database, TimeProvider clock, PageContext page)
    {
        var (person, now) = (page.Who!.Id, clock.GetUtcNow().ToUnixTimeMilliseconds());
        var revoked = await database.WriteAsync(c => c.ApiKeys.Where(k => k.Id == key && k.PersonId == person && k.RevokedAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(k => k.RevokedAt, now)));
        return revoked == 1 ? Results.Redirect("/account#keys") : Results.NotFound();
    }

    // Written as it is read: a person may have given very many.
    private static async IAsyncEnumerable<OwnLabel> LabelsAsync(WorkbenchDatabase database, string person)
    {
        await using var context = database.NewContext();
        await foreach (var label in context.Labels.AsNoTracking().Where(l => l.PersonId == person).OrderBy(l => l.SubmittedAt).AsAsyncEnumerable())
        {
            yield return new OwnLabel(
                label.Id, label.CampaignId, label.TaskId, label.Revision, DateTimeOffset.FromUnixTimeMilliseconds(label.SubmittedAt), label.Milliseconds, label.IsWithdrawn,
                WorkbenchJson.Read<LabelContent>(label.Content));
        }
    }
}
