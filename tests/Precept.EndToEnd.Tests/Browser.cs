using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Precept.EndToEnd.Tests;

/// <summary>The system's Chromium, for tests of pages. Tests are skipped where there is none.</summary>
public sealed class Browser : IAsyncLifetime
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

    private IPlaywright? _playwright;
    private IBrowser? _browser;

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
    public async Task<BrowserPage> OpenAsync(string file, int width = 1280, int height = 900, string locale = "en-US", ColorScheme theme = ColorScheme.Light, bool hasScript = true)
    {
        if (_browser is null)
        {
            Assert.Skip("there is no Chromium on this machine; install it, or name it in PRECEPT_CHROMIUM");
        }

        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            Locale = locale,
            ColorScheme = theme,
            JavaScriptEnabled = hasScript,
        });
        var page = new BrowserPage(context, await context.NewPageAsync());
        await page.GoToAsync(file);
        return page;
    }
}

/// <summary>A page in the browser, with what it complained of and what it asked of the network.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private static readonly AxeRunOptions WcagAA = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    private readonly IBrowserContext _context;
    private readonly List<string> _complaints = [];
    private readonly List<string> _foreign = [];

    internal BrowserPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.Console += (_, message) => Note(message.Type is "error" or "warning", message.Text);
        page.PageError += (_, error) => Note(true, error);
        page.Dialog += async (_, dialog) =>
        {
            Note(true, "dialog: " + dialog.Message);
            await dialog.DismissAsync();
        };
        context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file://", StringComparison.Ordinal) && !request.Url.StartsWith("data:,", StringComparison.Ordinal))
            {
                _foreign.Add(request.Url);
            }
        };
    }

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>Opens a file of the disk.</summary>
    public Task GoToAsync(string file) => Page.GotoAsync(new Uri(file).AbsoluteUri);

    /// <summary>Runs an expression.</summary>
    public Task<T> EvaluateAsync<T>(string script) => Page.EvaluateAsync<T>(script);

    /// <summary>Fails where the page broke a success criterion of WCAG 2.2 AA that a machine can tell, with the elements.</summary>
    public async Task ShouldBeAccessibleAsync(string what)
    {
        var result = await Page.RunAxe(WcagAA);
        result.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(4).Select(n => $"{n.Html} {string.Join("; ", n.Any.Select(c => c.Message))}"))}")
            .ShouldBeEmpty(what);
        result.Passes.ShouldNotBeEmpty(what);
    }

    /// <summary>Fails where the page complained or asked anything of a network.</summary>
    public void ShouldBeQuiet()
    {
        _complaints.ShouldBeEmpty();
        _foreign.ShouldBeEmpty();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    private void Note(bool isComplaint, string text)
    {
        if (isComplaint)
        {
            _complaints.Add(text);
        }
    }
}
