using System.Text.RegularExpressions;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Security;

/// <summary>Every page, as an admin and as nobody sees it: headers, no script or style in the markup, hostile names escaped.</summary>
public sealed partial class PageSafetyTests(SampleWorkbench samples) : IClassFixture<SampleWorkbench>
{
    [Fact]
    public async Task Every_answer_has_the_headers_of_security()
    {
        var wrong = new List<string>();
        foreach (var (address, answer) in await AnswersAsync())
        {
            using (answer)
            {
                if (!answer.Headers.TryGetValues("Content-Security-Policy", out var policy) || policy.Single() != SecurityHeaders.ContentSecurityPolicy
                    || answer.Headers.GetValues("X-Content-Type-Options").Single() != "nosniff" || answer.Headers.GetValues("X-Frame-Options").Single() != "DENY"
                    || answer.Headers.GetValues("Referrer-Policy").Single() != "no-referrer" || answer.Headers.CacheControl is null || answer.Headers.Contains("Server"))
                {
                    wrong.Add(address);
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_page_has_no_script_or_style_in_its_markup()
    {
        var (wrong, pages) = (new List<string>(), 0);
        foreach (var (address, page) in await PagesAsync())
        {
            pages++;
            wrong.AddRange(Tags().Matches(page).Select(t => t.Value).Where(IsInline).Select(t => $"{address}: {t}"));
        }

        wrong.ShouldBeEmpty();
        pages.ShouldBeGreaterThan(8);
    }

    [Fact]
    public async Task Every_page_hostile_names_are_escaped()
    {
        var (wrong, escaped) = (new List<string>(), new List<string>());
        foreach (var (address, page) in await PagesAsync())
        {
            if (page.Contains("<script>alert(1)", StringComparison.OrdinalIgnoreCase) || page.Contains("<img src=x", StringComparison.OrdinalIgnoreCase))
            {
                wrong.Add(address);
            }

            if (page.Contains(SampleObjects.HostileEscaped, StringComparison.Ordinal))
            {
                escaped.Add(address);
            }
        }

        wrong.ShouldBeEmpty();
        escaped.ShouldContain("/");
        escaped.ShouldContain("/people");
        escaped.ShouldContain($"/people/{samples.A.Person}");
        escaped.ShouldContain("/invitations");
    }

    [Theory]
    [InlineData("<p onclick=\"x()\">", true)]
    [InlineData("<p style=\"color:red\">", true)]
    [InlineData("<script>", true)]
    [InlineData("<style>", true)]
    [InlineData("<a href=\"javascript:x()\">", true)]
    [InlineData("<script type=\"module\" src=\"/assets/a.js\">", false)]
    [InlineData("<script type=\"application/json\" id=\"words\">", false)]
    [InlineData("<p data-one=\"onclick=2\">", false)]
    public void IsInline_finds_what_the_policy_forbids(string tag, bool expected) => IsInline(tag).ShouldBe(expected);

    private static bool IsInline(string tag)
    {
        var bare = Values().Replace(tag, "=\"\"");
        return tag.StartsWith("<style", StringComparison.OrdinalIgnoreCase)
            || (tag.StartsWith("<script", StringComparison.OrdinalIgnoreCase) && !bare.Contains(" src=", StringComparison.Ordinal) && !tag.Contains("type=\"application/json\"", StringComparison.Ordinal))
            || Handler().IsMatch(bare) || tag.Contains("=\"javascript:", StringComparison.OrdinalIgnoreCase);
    }

    private async Task<List<(string Address, HttpResponseMessage Answer)>> AnswersAsync()
    {
        List<string> addresses =
        [
            .. samples.Routes.Where(r => SampleWorkbench.MethodsOf(r).Contains("GET")).Select(r => SampleWorkbench.AddressOf(r, samples.A, samples.A)).Distinct(),
            Pages.PageAssets.Address("workbench.css"), "/nothing/is/here",
        ];
        var answers = new List<(string, HttpResponseMessage)>();
        foreach (var address in addresses)
        {
            answers.Add((address, await samples.AskAsync(PersonRole.Admin, "GET", address, "text/html")));
            answers.Add((address, await samples.AskAsync(null, "GET", address, "text/html")));
        }

        return answers;
    }

    private async Task<List<(string Address, string Page)>> PagesAsync()
    {
        var pages = new List<(string, string)>();
        foreach (var (address, answer) in await AnswersAsync())
        {
            using (answer)
            {
                if (answer.Content.Headers.ContentType?.MediaType == "text/html")
                {
                    pages.Add((address, await answer.Content.ReadAsStringAsync()));
                }
            }
        }

        return pages;
    }

    [GeneratedRegex("<[a-zA-Z](?:[^>\"]|\"[^\"]*\")*>")]
    private static partial Regex Tags();

    [GeneratedRegex("=\"[^\"]*\"")]
    private static partial Regex Values();

    [GeneratedRegex("\\s(?:style|on[a-z]+)\\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex Handler();
}
