using Microsoft.Playwright;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Browser;

/// <summary>Pictures of every page, for the documentation and for whoever changes how pages look: <c>PRECEPT_PICTURES</c> names the folder that they are written to.</summary>
public sealed class PicturesTests(WorkbenchBrowser browser)
{
    private const int Highest = 1800;
    private const string Labeler = "lin";

    private static readonly IReadOnlyList<Look> Looks =
    [
        new("light-wide", 1440, 900, ColorScheme.Light, "en-US"), new("dark-wide", 1440, 900, ColorScheme.Dark, "en-US"),
        new("light-phone", 390, 844, ColorScheme.Light, "en-US"), new("dark-phone", 390, 844, ColorScheme.Dark, "en-US"),
        new("zh-wide", 1440, 900, ColorScheme.Light, "zh-CN") { IsMainOnly = true },
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_is_pictured_in_every_look()
    {
        if (Environment.GetEnvironmentVariable("PRECEPT_PICTURES") is not { Length: > 0 } folder)
        {
            Assert.Skip("pictures are written where PRECEPT_PICTURES names a folder for them");
            return;
        }

        Directory.CreateDirectory(folder);
        var workspace = Directory.CreateTempSubdirectory("precept-pictures-");
        var content = await PictureContent.StartAsync(workspace.FullName, Stop);
        await using var workbench = content.Workbench;
        await using var fresh = await RunningWorkbench.StartAsync();
        List<string> tooWide = [];
        foreach (var look in Looks)
        {
            await using var opened = await browser.NewPageAsync(new()
            {
                BaseURL = workbench.Url,
                ViewportSize = new() { Width = look.Width, Height = look.Height },
                Locale = look.Locale,
                ColorScheme = look.Theme,
                DeviceScaleFactor = look.Scale,
            });
            var (context, page) = (opened.Context, opened.Page);
            foreach (var shown in Pages(content, fresh).Where(p => p.IsMain || !look.IsMainOnly))
            {
                await context.AddCookiesAsync([new() { Name = DemoSignIn.Cookie, Value = shown.Person, Url = workbench.Url }]);
                if (shown.Path.Length > 0)
                {
                    await page.GotoAsync(shown.Path);
                }

                if (shown.Prepare is { } prepare)
                {
                    await prepare(page);
                }

                if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") > 0)
                {
                    tooWide.Add($"{shown.Name}-{look.Name}");
                }

                await PictureAsync(page, Path.Combine(folder, $"{shown.Name}-{look.Name}.jpg"), look, shown.IsWhole);
            }
        }

        Directory.Delete(workspace.FullName, recursive: true);
        tooWide.ShouldBeEmpty("pages that are wider than their window");
    }

    // The window is made as high as the page, so that what sticks to its edges stands there.
    private static async Task PictureAsync(IPage page, string path, Look look, bool isWhole)
    {
        var height = isWhole ? Math.Clamp(await page.EvaluateAsync<int>("document.documentElement.scrollHeight"), look.Height, Highest) : look.Height;
        await page.SetViewportSizeAsync(look.Width, height);
        await page.ScreenshotAsync(new() { Path = path, Type = ScreenshotType.Jpeg, Quality = 42, Animations = ScreenshotAnimations.Disabled });
        await page.SetViewportSizeAsync(look.Width, look.Height);
    }

    // Ranks the first three answers where nothing is ranked yet, as the labeler comes back to the same task in each look.
    private static async Task RankAsync(IPage page)
    {
        await page.WaitForSelectorAsync("html[data-ready]");
        if (await page.QuerySelectorAsync(".slot.filled") is null)
        {
            foreach (var (answer, tier) in new[] { 1, 0, 1 }.Index())
            {
                await page.ClickAsync($"article.answer >> nth={answer} >> .tiers button >> nth={tier}");
            }

            await page.WaitForSelectorAsync(".saved[data-kind=saved]");
        }

        await page.EvaluateAsync("scrollTo(0, 0)");
    }

    private static async Task OpenAsync(IPage page, string selector, string dialog)
    {
        await page.WaitForSelectorAsync("html[data-ready]");
        // By a script: the button of the keys is not shown on a phone, where there are none.
        await page.EvaluateAsync("s => document.querySelector(s).click()", selector);
        await page.WaitForSelectorAsync(dialog + "[open]");
    }

    private static IEnumerable<Shown> Pages(PictureContent content, RunningWorkbench fresh)
    {
        var (campaign, examples) = ($"/campaigns/{content.Campaign}", $"/campaigns/{content.Examples}");
        var (quality, consultation) = (examples + "/quality", $"{examples}/consultations/{content.Consultation.Id}");
        var @public = $"/public/{content.Consultation.Slug}";
        yield return new("task", campaign + "/label", Labeler) { IsWhole = false, Prepare = RankAsync };
        yield return new("task-whole", "", Labeler);
        yield return new("task-keys", "", Labeler) { IsWhole = false, Prepare = page => OpenAsync(page, "header [data-do=help]", "#keys-dialog") };
        yield return new("task-breach", campaign + "/label", Labeler) { IsWhole = false, Prepare = page => OpenAsync(page, "[data-do=breach]", "#breach-dialog") };
        yield return new("nothing-to-do", $"/campaigns/{content.Done}/label", Labeler);
        yield return new("qualification", $"/campaigns/{content.Done}/qualification", Labeler);
        yield return new("home-annotator", "/", "annotator-1");
        yield return new("overview-annotator", examples, "annotator-1");
        yield return new("account", "/account", "annotator-1");
        yield return new("home", "/");
        yield return new("overview", examples);
        yield return new("tasks", examples + "/tasks");
        yield return new("task-details", $"{examples}/tasks/{content.Task}");
        yield return new("tasks-add", examples + "/tasks/add");
        yield return new("agreement", quality);
        yield return new("annotators", quality + "/annotators");
        yield return new("models", $"/campaigns/{content.Answers}/quality/models");
        yield return new("judges", $"/campaigns/{content.Answers}/quality/judges");
        yield return new("disagreements", quality + "/disagreements");
        yield return new("adjudication", $"{quality}/tasks/{content.Task}");
        yield return new("known-items", quality + "/items");
        yield return new("spec", examples + "/spec");
        yield return new("section", $"{examples}/spec/{content.Section}");
        yield return new("members", examples + "/members");
        yield return new("settings", examples + "/settings");
        yield return new("queues", examples + "/queues");
        yield return new("consultations", examples + "/consultations");
        yield return new("moderation", consultation);
        yield return new("consultation-results", consultation + "/results");
        yield return new("export", examples + "/export");
        yield return new("webhooks", examples + "/webhooks");
        yield return new("new-campaign", "/campaigns/new");
        yield return new("api", "/api");
        yield return new("people", "/people");
        yield return new("person", "/people/" + content.Person);
        yield return new("invitations", "/invitations");
        yield return new("error", "/people/nobody");
        yield return new("public", @public);
        yield return new("public-proposals", @public + "/proposals");
        yield return new("public-results", @public + "/results");
        yield return new("setup", fresh.Server.SetupLink!);
        yield return new("sign-in", new Uri(new Uri(fresh.Server.SetupLink!), "/sign-in").AbsoluteUri);
        yield return new("join", OneTimeLinks.PathOf(LinkKind.Invitation, content.Invitation));
    }

    private sealed record Look(string Name, int Width, int Height, ColorScheme Theme, string Locale)
    {
        public bool IsMainOnly { get; init; }

        /// <summary>Wide pictures are smaller than what they show, as they are many.</summary>
        public float Scale => Width > 1000 ? 0.75f : 1;
    }

    /// <param name="Name">The picture's name.</param>
    /// <param name="Path">Its address; empty for the page before.</param>
    /// <param name="Person">Who looks at it.</param>
    private sealed record Shown(string Name, string Path, string Person = "admin")
    {
        /// <summary>Whether the whole page is pictured, not only the window.</summary>
        public bool IsWhole { get; init; } = true;

        /// <summary>Whether it is pictured in Chinese too.</summary>
        public bool IsMain => Name is "task" or "task-keys" or "home" or "overview" or "agreement" or "adjudication" or "settings" or "section" or "consultations" or "moderation" or "public" or "public-results" or "account" or "join";

        public Func<IPage, Task>? Prepare { get; init; }
    }
}
