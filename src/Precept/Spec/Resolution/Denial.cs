using System.Text.RegularExpressions;
using Precept.Spec.Checks;

namespace Precept.Spec.Resolution;

/// <summary>Tells whether one instruction forbids in the same words what the other asks for: <c>Never mention prices</c>, <c>Please mention prices</c>.</summary>
internal static class Denial
{
    private const int MaxLength = 500;
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private static readonly Regex Opening = new(
        "^(?:please|always|now|from now on|you must|you should|you may|you can|must|should|be sure to|make sure to|feel free to|请|务必|一定要|必须|你必须|你应该|可以|你可以)[, ]*", Options);

    private static readonly Regex No = new("^(?:never|do not|don't|not|avoid|不要|不得|不许|不准|不能|别|勿|禁止) ?", Options);

    /// <summary>Whether the two say the same but for a <em>not</em>.</summary>
    public static bool Between(string one, string other) =>
        one.Length <= MaxLength && other.Length <= MaxLength
        && Read(one) is var (isDenied, what) && Read(other) is var (isOtherDenied, otherWhat)
        && isDenied != isOtherDenied && what.Length > 0 && what == otherWhat;

    private static (bool IsDenied, string What) Read(string text)
    {
        var rest = ReplyText.Fold(text).Trim(' ', '.', '!', '。', '！', '；', ';');
        var isDenied = false;
        while (true)
        {
            if (Opening.Match(rest) is { Success: true } opening)
            {
                rest = rest[opening.Length..];
            }
            else if (!isDenied && No.Match(rest) is { Success: true } no)
            {
                (isDenied, rest) = (true, rest[no.Length..]);
            }
            else
            {
                return (isDenied, rest);
            }
        }
    }
}
