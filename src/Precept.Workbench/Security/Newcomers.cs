using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.Security;

/// <summary>Someone who comes in by a link. One way to sign in is given: a password, a passkey, or a login at a provider.</summary>
/// <param name="DisplayName">The name in pages.</param>
/// <param name="Handle">The name in data and at sign-in; empty to make one from the display name.</param>
public sealed record Newcomer(string DisplayName, string Handle)
{
    /// <summary>The id that a passkey was made for, or null for a new one.</summary>
    public string? Id { get; init; }

    public string? Password { get; init; }

    public UserPasskeyInfo? Passkey { get; init; }

    public UserLoginInfo? Login { get; init; }

    public Language? Language { get; init; }
}

/// <summary>What came of it: the person, or what is in the way.</summary>
/// <param name="Person">The person, or null.</param>
/// <param name="Problem">Why not, or null.</param>
public sealed record Joined(Person? Person, Phrase? Problem);

/// <summary>Makes people out of links, each in one transaction with the use of its link.</summary>
public sealed class Newcomers(WorkbenchDatabase database, OneTimeLinks links, CampaignMembers members, IPasswordHasher<Person> hasher, ILookupNormalizer normalizer, TimeProvider clock)
{
    // The handle of those who sign in at a provider, and so need not know it, where their name makes none.
    private const string NoName = "person";

    // What someone comes in to: a role, and campaigns that the one who made the link makes them a member of.
    private sealed record Admission(PersonRole Role, string[] Campaigns, string By);

    /// <summary>Makes the person that a link is for.</summary>
    public Task<Joined> JoinAsync(LinkKind kind, string secret, Newcomer newcomer) => AddAsync(newcomer, async (context, id) =>
        await links.FindAsync(kind, secret) is { } link && await links.UseAsync(context, kind, secret, id)
            ? new Admission(link.Role, WorkbenchJson.Read<string[]>(link.Campaigns), link.CreatedBy ?? id)
            : null);

    /// <summary>Makes a labeler without a link: where everyone of a provider may come in.</summary>
    public Task<Joined> JoinFreelyAsync(Newcomer newcomer) => AddAsync(newcomer, (_, id) => Task.FromResult<Admission?>(new(PersonRole.Labeler, [], id)));

    /// <summary>What is wrong with a newcomer's words, before anything is asked of the database.</summary>
    public static Phrase? ProblemOf(Newcomer newcomer) => newcomer switch
    {
        { DisplayName.Length: 0 or > 100 } => JoinWords.NameProblem,
        { Handle: { Length: > 0 } handle } when !Handles.IsHandle(handle) => JoinWords.HandleProblem,
        { Handle.Length: 0, Login: null } when Handles.FromName(newcomer.DisplayName) is null => JoinWords.HandleNeeded,
        { Password: { } password } => Passwords.ProblemOf(password, newcomer.Handle, newcomer.DisplayName),
        { Passkey: null, Login: null } => JoinWords.NoWayIn,
        _ => null,
    };

    private async Task<Joined> AddAsync(Newcomer newcomer, Func<WorkbenchContext, string, Task<Admission?>> admit)
    {
        newcomer = newcomer with { DisplayName = newcomer.DisplayName.Trim(), Handle = newcomer.Handle.Trim() };
        if (ProblemOf(newcomer) is { } problem)
        {
            return new Joined(null, problem);
        }

        var (id, now) = (newcomer.Id ?? Guid.NewGuid().ToString("N"), clock.GetUtcNow().ToUnixTimeMilliseconds());
        return await database.WriteAsync(async context =>
        {
            if (newcomer.Handle.Length > 0 && await context.Users.AnyAsync(p => p.Handle == newcomer.Handle))
            {
                return new Joined(null, JoinWords.HandleTaken);
            }

            if (await admit(context, id) is not var (role, campaigns, by))
            {
                return new Joined(null, JoinWords.LinkGone);
            }

            var handle = newcomer.Handle.Length > 0 ? newcomer.Handle : await FreeHandleAsync(context, newcomer.DisplayName);
            var person = new Person
            {
                Id = id,
                UserName = handle,
                NormalizedUserName = normalizer.NormalizeName(handle),
                Handle = handle,
                DisplayName = newcomer.DisplayName,
                Role = role,
                Language = newcomer.Language?.Code(),
                CreatedAt = now,
                SecurityStamp = Secrets.New(),
                LockoutEnabled = true,
            };
            person.PasswordHash = newcomer.Password is null ? null : hasher.HashPassword(person, newcomer.Password);
            context.Users.Add(person);
            await AddWaysInAsync(context, person, newcomer);
            var known = await context.Campaigns.Where(x => campaigns.Contains(x.Id)).Select(x => x.Id).Order().ToListAsync();
            foreach (var campaign in known)
            {
                await members.SetAsync(context, campaign, id, isMember: true, by);
            }

            return new Joined(person, null);
        });
    }

    private static async Task AddWaysInAsync(WorkbenchContext context, Person person, Newcomer newcomer)
    {
        using var store = new UserOnlyStore<Person, WorkbenchContext, string>(context) { AutoSaveChanges = false };
        if (newcomer.Passkey is { } passkey)
        {
            await context.SaveChangesAsync();
            await store.AddOrUpdatePasskeyAsync(person, passkey, CancellationToken.None);
        }

        if (newcomer.Login is { } login)
        {
            await store.AddLoginAsync(person, login, CancellationToken.None);
        }
    }

    private static async Task<string> FreeHandleAsync(WorkbenchContext context, string displayName)
    {
        var first = Handles.FromName(displayName) ?? NoName;
        var taken = (await context.Users.Where(p => p.Handle.StartsWith(first)).Select(p => p.Handle).ToListAsync()).ToHashSet(StringComparer.Ordinal);
        return Handles.Candidates(first).First(h => !taken.Contains(h));
    }
}
