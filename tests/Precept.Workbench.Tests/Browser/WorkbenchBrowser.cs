using Microsoft.Playwright;
using Precept.Workbench.Storage;

[assembly: AssemblyFixture(typeof(Precept.Workbench.Tests.Browser.WorkbenchBrowser))]

namespace Precept.Workbench.Tests.Browser;

/// <summary>The system's Chromium, started by the first test that asks for a page. Tests are skipped where there is none.</summary>
public sealed class WorkbenchBrowser : IAsyncDisposable
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

    private readonly SemaphoreSlim _starting = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>A page of a fresh profile, signed in as a person.</summary>
    internal async Task<BrowserPage> OpenAsync(
        RunningWorkbench workbench, Person person, string address, int width = 1440, int height = 900, string locale = "en-US", ColorScheme theme = ColorScheme.Light, bool touch = false)
    {
        var page = await NewPageAsync(new()
        {
            BaseURL = workbench.Url, ViewportSize = new() { Width = width, Height = height }, Locale = locale, ColorScheme = theme, HasTouch = touch,
        });
        await page.SignInAsync(person, address);
        return page;
    }

    /// <summary>A page of a fresh profile that nobody is signed in to; a phone's where nothing else is said.</summary>
    internal async Task<BrowserPage> VisitAsync(
        RunningWorkbench workbench, string address, int width = 390, int height = 844, string locale = "en-US", ColorScheme theme = ColorScheme.Light, bool hasScript = true)
    {
        var page = await NewPageAsync(new()
        {
            BaseURL = workbench.Url, ViewportSize = new() { Width = width, Height = height }, Locale = locale, ColorScheme = theme, JavaScriptEnabled = hasScript,
        });
        await page.Page.GotoAsync(address);
        return page;
    }

    /// <summary>An empty page of a fresh profile.</summary>
    internal async Task<BrowserPage> NewPageAsync(BrowserNewContextOptions options)
    {
        if (Places.FirstOrDefault(File.Exists) is not { } program)
        {
            Assert.Skip("there is no Chromium on this machine; install it, or name it in PRECEPT_CHROMIUM");
            return null!;
        }

        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            _browser ??= await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = Arguments });
        }
        finally
        {
            _starting.Release();
        }

        var context = await _browser.NewContextAsync(options);
        context.SetDefaultTimeout(60_000);
        return new BrowserPage(context, await context.NewPageAsync());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? default);
        _playwright?.Dispose();
        _starting.Dispose();
    }
}
