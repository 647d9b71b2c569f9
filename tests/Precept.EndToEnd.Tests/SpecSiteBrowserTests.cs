using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Precept.Site;
using Precept.Spec;
using Precept.Spec.Checks;

namespace Precept.EndToEnd.Tests;

/// <summary>The site in a real browser, opened from the disk as its readers may open it.</summary>
public sealed class SpecSiteBrowserTests(Browser browser, SpecSiteBrowserTests.Sites sites) : IClassFixture<Browser>, IClassFixture<SpecSiteBrowserTests.Sites>
{
    public static TheoryData<string> Pages => ["index.html", "all.html", "sections/chain_of_command.html", "changes/starter-to-next.html", "changes/index.html"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_meets_WCAG_AA_in_both_themes_on_desk_and_phone(string path)
    {
        foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (var width in new[] { 1440, 390 })
            {
                await using var page = await browser.OpenAsync(sites.Starter(path), width, theme: theme, locale: width == 390 ? "zh-CN" : "en-US");
                await page.EvaluateAsync<object>("document.querySelectorAll('main details').forEach(d => { d.open = true; })");
                page.ShouldBeQuiet();
                await page.ShouldBeAccessibleAsync($"{path}, {theme}, {width}");
            }
        }
    }

    [Theory]
    [InlineData("[data-display]")]
    [InlineData("button.badge")]
    [InlineData(".menu")]
    public async Task What_a_button_opens_meets_WCAG_AA(string button)
    {
        await using var page = await browser.OpenAsync(sites.Starter("sections/prevent_harm.html"), button == ".menu" ? 390 : 1280);
        await page.Page.ClickAsync(button);
        (await page.EvaluateAsync<int>("document.querySelectorAll(':popover-open').length")).ShouldBe(1);
        await page.ShouldBeAccessibleAsync(button);
        await page.Page.Keyboard.PressAsync("Escape");
        (await page.EvaluateAsync<int>("document.querySelectorAll(':popover-open').length")).ShouldBe(0);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Open_search_meets_WCAG_AA(ColorScheme theme, int width)
    {
        await using var page = await browser.OpenAsync(sites.Starter("index.html"), width, theme: theme);
        await SearchAsync(page, "secret");
        page.ShouldBeQuiet();
        await page.ShouldBeAccessibleAsync("search");
    }

    [Fact]
    public async Task Search_by_keyboard_finds_and_opens_a_section()
    {
        await using var page = await browser.OpenAsync(sites.Starter("sections/about.html"));
        await SearchAsync(page, "priv");
        (await page.EvaluateAsync<string>("document.querySelector('.result-title').textContent")).ShouldBe("Protect people's privacy");
        (await page.EvaluateAsync<string>("document.querySelector('.result-title mark').textContent")).ShouldBe("privacy");
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync(new Regex("^[0-9]+ results$"));
        await page.Page.Keyboard.PressAsync("ArrowDown");
        (await page.EvaluateAsync<string>("document.activeElement.className")).ShouldBe("result");
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex("/sections/protect_privacy\\.html$"));
        page.ShouldBeQuiet();
    }

    [Fact]
    public async Task Search_by_Enter_opens_the_best_result_and_Escape_closes()
    {
        await using var page = await browser.OpenAsync(sites.Starter("index.html"));
        await SearchAsync(page, "flattery");
        await page.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Page.Locator("dialog")).ToBeHiddenAsync();
        await SearchAsync(page, "flattery");
        await page.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Page).ToHaveURLAsync(new Regex("/sections/avoid_flattery\\.html$"));
    }

    [Theory]
    [InlineData("诚实", "honest.html")]
    [InlineData("私", "privacy.html")]
    [InlineData("隐私权", "privacy.html")]
    [InlineData("don’t lie", "honest.html")]
    [InlineData("HONEST", "honest.html")]
    public async Task Search_finds_Chinese_and_cuts_queries_as_the_index_was_cut(string query, string expected)
    {
        await using var page = await browser.OpenAsync(sites.Hostile("index.html"));
        await SearchAsync(page, query);
        (await page.EvaluateAsync<string>("document.querySelector('.result').getAttribute('href')")).ShouldEndWith(expected);
    }

    [Fact]
    public async Task Search_without_a_result_says_so()
    {
        await using var page = await browser.OpenAsync(sites.Starter("index.html"));
        await SearchAsync(page, "zzzzz", expectsResults: false);
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Nothing found");
    }

    [Fact]
    public async Task Key_of_the_search_can_be_turned_off_and_stays_off()
    {
        await using var page = await browser.OpenAsync(sites.Starter("index.html"));
        await page.Page.ClickAsync("[data-display]");
        await page.Page.UncheckAsync("input[name='ui-slash']");
        await page.Page.Keyboard.PressAsync("Escape");
        await page.GoToAsync(sites.Starter("sections/about.html"));
        await page.Page.Keyboard.PressAsync("/");
        (await page.EvaluateAsync<bool>("document.querySelector('dialog').open")).ShouldBeFalse();
    }

    [Fact]
    public async Task Language_is_the_browsers_and_a_choice_is_remembered()
    {
        await using var page = await browser.OpenAsync(sites.Starter("index.html"), locale: "zh-CN");
        (await page.EvaluateAsync<string>("document.documentElement.lang")).ShouldBe("zh-CN");
        (await page.Page.TextContentAsync(".side a[aria-current]")).ShouldBe("首页");
        (await page.Page.GetAttributeAsync("main .part h3 span", "lang")).ShouldBe("en");
        await page.Page.ClickAsync("[data-display]");
        await page.Page.CheckAsync("input[value='en']");
        (await page.Page.TextContentAsync(".side a[aria-current]")).ShouldBe("Home");
        await page.GoToAsync(sites.Starter("sections/about.html"));
        (await page.EvaluateAsync<string>("document.documentElement.lang")).ShouldBe("en");
    }

    [Fact]
    public async Task Theme_is_the_systems_and_a_choice_is_remembered()
    {
        await using var page = await browser.OpenAsync(sites.Starter("index.html"), theme: ColorScheme.Dark);
        var dark = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        await page.Page.ClickAsync("[data-display]");
        await page.Page.CheckAsync("input[value='light']");
        var light = await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        light.ShouldBe("rgb(255, 255, 255)");
        dark.ShouldNotBe(light);
        await page.GoToAsync(sites.Starter("sections/about.html"));
        (await page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor")).ShouldBe(light);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_needs_no_sideways_scrolling_at_320_pixels(string path)
    {
        await using var page = await browser.OpenAsync(sites.Starter(path), width: 320);
        await page.EvaluateAsync<object>("document.querySelectorAll('main details').forEach(d => { d.open = true; })");
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(320);
    }

    [Fact]
    public async Task Good_and_bad_stand_side_by_side_on_a_desk_and_one_below_the_other_on_a_phone()
    {
        const string Replies = "document.querySelector('.graded').children.length";
        const string Tops = "[...document.querySelector('.graded').children].map(r => Math.round(r.getBoundingClientRect().top)).filter((t, i, all) => all.indexOf(t) === i).length";
        await using var desk = await browser.OpenAsync(sites.Starter("sections/protect_privacy.html"));
        (await desk.EvaluateAsync<int>(Tops)).ShouldBe(1);
        await using var phone = await browser.OpenAsync(sites.Starter("sections/protect_privacy.html"), width: 390);
        (await phone.EvaluateAsync<int>(Tops)).ShouldBe(await phone.EvaluateAsync<int>(Replies));
    }

    [Fact]
    public async Task Site_without_script_shows_everything_but_what_needs_it()
    {
        await using var page = await browser.OpenAsync(sites.Starter("sections/chain_of_command.html"), width: 390, hasScript: false);
        (await page.Page.IsVisibleAsync("[data-search-open]")).ShouldBeFalse();
        (await page.Page.IsVisibleAsync("[data-display]")).ShouldBeFalse();
        (await page.Page.IsVisibleAsync(".example")).ShouldBeTrue();
        await page.Page.ClickAsync(".menu");
        (await page.Page.IsVisibleAsync(".side .tree")).ShouldBeTrue();
        page.ShouldBeQuiet();
    }

    [Fact]
    public async Task Address_of_an_evaluation_prompt_opens_what_is_closed_around_it()
    {
        await using var page = await browser.OpenAsync(sites.Starter("sections/chain_of_command.html"));
        await page.Page.ClickAsync("a.tag");
        await page.Page.WaitForSelectorAsync(".prompts:target", new() { State = WaitForSelectorState.Visible });
    }

    [Fact]
    public async Task Paper_has_the_text_and_none_of_the_controls()
    {
        await using var page = await browser.OpenAsync(sites.Starter("all.html"));
        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });
        (await page.Page.IsVisibleAsync(".side")).ShouldBeFalse();
        (await page.Page.IsVisibleAsync(".top")).ShouldBeFalse();
        (await page.Page.IsVisibleAsync(".example")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("index.html")]
    [InlineData("all.html")]
    [InlineData("sections/hostile.html")]
    [InlineData("sections/honest.html")]
    public async Task Hostile_text_does_nothing(string path)
    {
        await using var page = await browser.OpenAsync(sites.Hostile(path));
        await SearchAsync(page, "hostile");
        await page.Page.Keyboard.PressAsync("Escape");
        (await page.EvaluateAsync<int>("document.querySelectorAll('main script, main img, main iframe, [onclick], [onload], [onerror]').length")).ShouldBe(0);
        (await page.EvaluateAsync<int>("[...document.querySelectorAll('a')].filter(a => !['file:', 'http:', 'https:', 'mailto:'].includes(a.protocol)).length")).ShouldBe(0);
        (await page.EvaluateAsync<string>("typeof window.caught")).ShouldBe("undefined");
        page.ShouldBeQuiet();
        await page.ShouldBeAccessibleAsync(path);
    }

    private static async Task SearchAsync(BrowserPage page, string query, bool expectsResults = true)
    {
        await page.Page.Keyboard.PressAsync("/");
        await page.Page.Keyboard.InsertTextAsync(query);
        if (expectsResults)
        {
            await page.Page.WaitForSelectorAsync(".result");
        }
    }

    /// <summary>Sites on the disk.</summary>
    public sealed class Sites : IDisposable
    {
        private const string HostileSpec =
            """
            # <script>window.caught = 1</script> "><img src=x onerror="window.caught=2"> {#hostile authority=user}

            hostile <img src=x onerror=window.caught=3> [click](javascript:window.caught=4) ![picture](http://example.invalid/x.png) \u202e ‮abc

            **Example**: hostile </script><script>window.caught=5</script>

            ~~~xml
            <tool name="&quot; onclick=&quot;window.caught=6">
            hostile </script><script>window.caught=7</script> and a_very_long_word_that_does_not_end_a_very_long_word_that_does_not_end_a_very_long_word_that_does_not_end
            </tool>
            <comparison>
            <assistant recipient="x"> <!-- GOOD: <b onload="window.caught=8">fine</b> -->
            hostile
            </assistant>
            <assistant> <!-- BAD[#nowhere], given "quotes": no -->
            hostile
            </assistant>
            </comparison>
            ~~~

            # 诚实 {#honest authority=guideline}

            诚实的助手不编造。 Don't lie. hostile

            # 隐私权 {#privacy authority=root}

            保护隐私权。 hostile

            """;

        private readonly TestFolder _folder = new();

        public Sites()
        {
            var starter = Path.Combine(TestFolder.Repository, "specs/starter");
            var spec = SpecReader.Read(starter);
            var source = File.ReadAllText(SpecReader.FileOf(starter));
            var checks = CheckSet.Read(Path.Combine(starter, "checks.yaml"));
            var changed = source.Replace("{#prevent_harm authority=root}", "{#prevent_harm authority=system}", StringComparison.Ordinal)
                .Replace("Instructions count in this order", "Instructions must be counted in this order", StringComparison.Ordinal)
                .Replace("You could buy Ulnova.", "Why not Ulnova?", StringComparison.Ordinal);
            var next = SpecReader.Parse(changed, "spec.md", "next") with { EvaluationFiles = spec.EvaluationFiles };
            Write("starter", new SiteData(next, changed) { Checks = checks, Title = "Starter", Earlier = [new SiteVersion(spec, checks)] });
            Write("hostile", new SiteData(SpecReader.Parse(HostileSpec, "spec.md", "<b>1"), HostileSpec));
        }

        public string Starter(string path) => _folder.File("starter/" + path);

        public string Hostile(string path) => _folder.File("hostile/" + path);

        public void Dispose() => _folder.Dispose();

        private void Write(string name, SiteData data)
        {
            foreach (var file in SpecSite.Render(data))
            {
                _folder.Write($"{name}/{file.Path}", file.Content);
            }
        }
    }
}
