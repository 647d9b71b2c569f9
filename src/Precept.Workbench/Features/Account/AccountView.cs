using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Labels;
using Precept.Workbench.Pages;
using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.Features.Account;

/// <summary>What the account page shows of its person.</summary>
/// <param name="Person">The person.</param>
/// <param name="Settings">How they work.</param>
/// <param name="Passkeys">Their passkeys.</param>
/// <param name="Keys">Their API keys that are not revoked.</param>
/// <param name="Logins">Their logins at providers.</param>
/// <param name="Campaign">The newest running campaign that they are a member of, on whose task page keys are set; null for none.</param>
public sealed record Account(Person Person, PersonSettings Settings, IReadOnlyList<UserPasskeyInfo> Passkeys, IReadOnlyList<ApiKeyRow> Keys, IReadOnlyList<UserLoginInfo> Logins, string? Campaign);

/// <summary>Shows the account page, after a change with what came of it.</summary>
public sealed class AccountView(WorkbenchDatabase database, UserManager<Person> people, PageContext page)
{
    /// <summary>The page.</summary>
    /// <param name="done">What has been done, or null.</param>
    /// <param name="problem">What is in the way, or null.</param>
    /// <param name="newKey">A key that was just made: shown now and never again.</param>
    public async Task<IResult> ShowAsync(Phrase? done = null, Phrase? problem = null, string? newKey = null)
    {
        var person = (await people.FindByIdAsync(page.Who!.Id))!;
        var keys = await database.ReadAsync(c => c.ApiKeys.Where(k => k.PersonId == person.Id && k.RevokedAt == null).OrderByDescending(k => k.CreatedAt).ToListAsync());
        var campaign = await database.ReadAsync(c => c.Campaigns.Where(x => x.State == CampaignState.Running && c.Members.Any(m => m.CampaignId == x.Id && m.PersonId == person.Id))
            .OrderByDescending(x => x.CreatedAt).Select(x => x.Id).FirstOrDefaultAsync());
        var account = new Account(
            person, WorkbenchJson.Read<PersonSettings>(person.Settings), [.. await people.GetPasskeysAsync(person)], keys, [.. await people.GetLoginsAsync(person)], campaign);
        return Render.Page<AccountPage>(new { Account = account, Done = done, Problem = problem, NewKey = newKey },
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
