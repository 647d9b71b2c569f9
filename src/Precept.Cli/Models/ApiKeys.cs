using Microsoft.Extensions.Configuration;

namespace Precept.Cli.Models;

/// <summary>Keys of endpoints: from the environment, else from the .NET user secrets of this user. They are never options: command lines are seen by others and kept in histories.</summary>
internal static class ApiKeys
{
    /// <summary>The id under which user secrets are kept: <c>dotnet user-secrets set OPENAI_API_KEY … --id precept</c>.</summary>
    public const string SecretsId = "precept";

    /// <summary>A key, or null where it is not set.</summary>
    public static string? Find(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } key ? key : FromUserSecrets(name);

    // A method of its own: with a variable set no configuration is loaded.
    private static string? FromUserSecrets(string name)
    {
        try
        {
            return new ConfigurationBuilder().AddUserSecrets(SecretsId).Build()[name];
        }
        catch (InvalidDataException e)
        {
            throw new Spec.InputException($"the user secrets '{SecretsId}' cannot be read; 'dotnet user-secrets list --id {SecretsId}' shows what is there", e);
        }
    }
}
