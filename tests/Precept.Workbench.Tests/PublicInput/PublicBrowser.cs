using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Precept.Workbench.Tests.PublicInput;

/// <summary>The system's Chromium, for pages that nobody signs in to. Tests are skipped where there is none.</summary>
public sealed class PublicBrowser : IAsyncLifetime
{
    private static readonly string[] Places =
    [
        Environment.GetEnvironmentVariable("PRECEPT_CHROMIUM") ?? "",
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private static readonly AxeRunOptions WcagAA = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>What pages complained of.</summary>
    public List<string> Complaints { get; } = [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (Places.FirstOrDefault(File.Exists) is { } program)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Arguments });
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? default);
        _playwright?.Dispose();
    }

    /// <summary>A page of a fresh profile.</summary>
    internal async Task<IPage> OpenAsync(
        RunningWorkbench workbench, string address, int width = 390, int height = 844, string locale = "en-US", ColorScheme theme = ColorScheme.Light, bool hasScript = true)
    {
        if (_browser is null)
        {
            Assert.Skip("there is no Chromium on this machine; install it, or name it in PRECEPT_CHROMIUM");
        }

        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = workbench.Url, ViewportSize = new() { Width = width, Height = height }, Locale = locale, ColorScheme = theme, JavaScriptEnabled = hasScript,
        });
        context.SetDefaultTimeout(20_000);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => Complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                Complaints.Add(message.Text);
            }
        };
        await page.GotoAsync(address);
        return page;
    }

    /// <summary>Fails where a page broke a success criterion of WCAG 2.2 AA that a machine can tell, or is wider than its window.</summary>
    public static async Task ShouldBeAccessibleAsync(IPage page, string what)
    {
        var result = await page.RunAxe(WcagAA);
        result.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(4).Select(n => $"{n.Html} {string.Join("; ", n.Any.Select(c => c.Message))}"))}").ShouldBeEmpty(what);
        result.Passes.ShouldNotBeEmpty(what);
        (await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth")).ShouldBeTrue($"{what} is wider than the window");
    }

    /// <summary>Waits until an expression is true of a page. Asked from here: the page's own policy lets nothing be evaluated within.</summary>
    public static async Task UntilAsync(IPage page, string expression)
    {
        for (var tries = 0; !await page.EvaluateAsync<bool>(expression); tries++)
        {
            tries.ShouldBeLessThan(400, expression);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
