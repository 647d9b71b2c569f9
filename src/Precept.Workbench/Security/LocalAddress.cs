namespace Precept.Workbench.Security;

/// <summary>Addresses within this server: a link from elsewhere must not lead elsewhere after a sign-in.</summary>
public static class LocalAddress
{
    /// <summary>The address where it is one of ours, else the first page. Browsers read <c>\</c> as <c>/</c> and skip control characters, so an address with either is none of ours.</summary>
    public static string Of(string? address) =>
        address is ['/', ..] and not ['/', '/', ..] && !address.Any(c => c == '\\' || char.IsControl(c)) ? address : "/";
}
