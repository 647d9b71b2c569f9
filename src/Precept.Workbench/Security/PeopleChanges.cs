using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.Security;

/// <summary>What admins change about people. Each change ends the person's sign-ins; there is always an admin who can sign in.</summary>
public sealed class PeopleChanges(WorkbenchDatabase database, OneTimeLinks links, IPasswordHasher<Person> hasher)
{
    /// <summary>Gives a person a role.</summary>
    /// <returns>What is in the way, or null.</returns>
    public Task<Phrase?> SetRoleAsync(string id, PersonRole role) => ChangeAsync(id, p => p.Role = role);

    /// <summary>Lets a person sign in no more, or again. Labels stay.</summary>
    /// <returns>What is in the way, or null.</returns>
    public Task<Phrase?> SetDisabledAsync(string id, bool isDisabled) => ChangeAsync(id, p => p.IsDisabled = isDisabled);

    /// <summary>Uses a reset link: a new password; failed tries are forgotten.</summary>
    /// <returns>The person, or null where the link cannot be used.</returns>
    public async Task<Person?> ResetAsync(string secret, string password)
    {
        if (await links.FindAsync(LinkKind.Reset, secret) is not { PersonId: { } id })
        {
            return null;
        }

        return await database.WriteAsync(async c =>
        {
            var person = await c.Users.FirstOrDefaultAsync(p => p.Id == id && !p.IsDisabled);
            if (person is null || !await links.UseAsync(c, LinkKind.Reset, secret, id))
            {
                return null;
            }

            person.PasswordHash = hasher.HashPassword(person, password);
            (person.AccessFailedCount, person.LockoutEnd, person.SecurityStamp) = (0, null, Secrets.New());
            return person;
        });
    }

    private Task<Phrase?> ChangeAsync(string id, Action<Person> change) => database.WriteAsync<Phrase?>(async c =>
    {
        // Locks the admins' rows: two admins who take each other's role away at the same time come one after the other.
        await c.Users.Where(p => p.Role == PersonRole.Admin).ExecuteUpdateAsync(s => s.SetProperty(p => p.ConcurrencyStamp, p => p.ConcurrencyStamp));
        if (await c.Users.FirstOrDefaultAsync(p => p.Id == id) is not { } person)
        {
            return CommonWords.NotFound;
        }

        change(person);
        person.SecurityStamp = Secrets.New();
        var isLastAdmin = (person.Role != PersonRole.Admin || person.IsDisabled) && !await c.Users.AnyAsync(p => p.Id != id && p.Role == PersonRole.Admin && !p.IsDisabled);
        if (isLastAdmin)
        {
            c.ChangeTracker.Clear(); // nothing is saved
            return PeopleWords.LastAdmin;
        }

        return null;
    });
}
