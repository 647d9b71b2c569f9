using Microsoft.AspNetCore.Identity;
using Precept.Workbench.Storage;
using Precept.Workbench.Words;

namespace Precept.Workbench.Security;

/// <summary>Checks passwords: new ones for what can be guessed, given ones without telling whether there is such a person.</summary>
public sealed class Passwords(UserManager<Person> people, IPasswordHasher<Person> hasher)
{
    /// <summary>Fewest characters: length is what makes a password hard to guess (NIST SP 800-63B, 3.1.1); there are no rules about characters.</summary>
    public const int Shortest = 12;

    /// <summary>Most characters: hashing takes time with length.</summary>
    public const int Longest = 256;

    // Compared with where there is nobody, so that the answer takes as long.
    private static readonly Person Nobody = new() { Id = "", Handle = "", DisplayName = "", Role = PersonRole.Labeler, CreatedAt = 0 };
    private static readonly Lazy<string> NobodysHash = new(() => new PasswordHasher<Person>().HashPassword(Nobody, Secrets.New()));

    /// <summary>What is wrong with a new password, or null.</summary>
    public static Phrase? ProblemOf(string password, params string[] names) =>
        password.Length is < Shortest or > Longest ? JoinWords.PasswordLength
        : password.Distinct().Count() < 5 || names.Any(n => n.Length > 0 && password.Replace(n, "", StringComparison.OrdinalIgnoreCase).Length < Shortest / 2) ? JoinWords.PasswordGuessable
        : null;

    /// <summary>The person with a name and password; null where either is wrong, the person disabled, or locked out after too many tries.</summary>
    public async Task<Person?> CheckAsync(string name, string password)
    {
        var person = name.Length > Handles.Longest ? null : await people.FindByNameAsync(name);
        var known = person is { IsDisabled: false, PasswordHash: not null } && !await people.IsLockedOutAsync(person) ? person : null;
        var result = hasher.VerifyHashedPassword(known ?? Nobody, known?.PasswordHash ?? NobodysHash.Value, password[..Math.Min(password.Length, Longest)]);
        if (known is null)
        {
            return null;
        }

        if (result == PasswordVerificationResult.Failed)
        {
            await people.AccessFailedAsync(known);
            return null;
        }

        if (known.AccessFailedCount > 0)
        {
            await people.ResetAccessFailedCountAsync(known);
        }

        return known;
    }
}
