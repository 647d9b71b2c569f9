using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
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
    internal async Task<LabelerPage> OpenAsync(
        RunningWorkbench workbench, Person person, string address, int width = 1440, int height = 900, string locale = "en-US", ColorScheme theme = ColorScheme.Light, bool touch = false)
    {
        var context = await NewContextAsync(workbench.Url, width, height, locale, theme, touch);
        var page = new LabelerPage(context, await context.NewPageAsync());
        await page.SignInAsync(person, address);
        return page;
    }

    /// <summary>A fresh profile, of nobody.</summary>
    internal async Task<IBrowserContext> NewContextAsync(string url, int width, int height, string locale, ColorScheme theme, bool touch = false, float scale = 1)
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

        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = url,
            ViewportSize = new() { Width = width, Height = height },
            Locale = locale,
            ColorScheme = theme,
            HasTouch = touch,
            DeviceScaleFactor = scale,
        });
        context.SetDefaultTimeout(20_000);
        return context;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? default);
        _playwright?.Dispose();
        _starting.Dispose();
    }
}

/// <summary>A signed-in page in the browser, with what it complained of.</summary>
internal sealed class LabelerPage : IAsyncDisposable
{
    private static readonly AxeRunOptions WcagAA = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    private readonly List<string> _complaints = [];

    public LabelerPage(IBrowserContext context, IPage page)
    {
        (Context, Page) = (context, page);
        Listen(page);
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; private set; }

    /// <summary>Another tab of the same person.</summary>
    public async Task<IPage> NewTabAsync(string address)
    {
        var page = await Context.NewPageAsync();
        Listen(page);
        await page.GotoAsync(address);
        await ReadyAsync(page);
        return page;
    }

    public async Task SignInAsync(Person person, string address)
    {
        await Page.GotoAsync("/sign-in?to=" + Uri.EscapeDataString(address));
        await Page.FillAsync("[name=name]", person.UserName!);
        await Page.FillAsync("[name=password]", RunningWorkbench.Password);
        await Page.PressAsync("[name=password]", "Enter");
        await Page.WaitForURLAsync("**" + address);
        await ReadyAsync(Page);
    }

    /// <summary>Loads the page anew.</summary>
    public async Task ReloadAsync()
    {
        await Page.ReloadAsync();
        await ReadyAsync(Page);
    }

    /// <summary>Presses keys, one after the other.</summary>
    public async Task PressAsync(params string[] keys)
    {
        foreach (var key in keys)
        {
            await Page.Keyboard.PressAsync(key);
        }
    }

    /// <summary>Waits until an expression is true of the page.</summary>
    public Task UntilAsync(string expression) => UntilAsync(Page, expression);

    /// <summary>Waits until an expression is true of a page. Asked from here: the page's own policy lets nothing be evaluated within.</summary>
    public static async Task UntilAsync(IPage page, string expression)
    {
        for (var tries = 0; !await page.EvaluateAsync<bool>(expression); tries++)
        {
            tries.ShouldBeLessThan(400, expression);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until the status beside the buttons says that the draft is saved.</summary>
    public Task SavedAsync() => Page.WaitForSelectorAsync(".saved[data-kind=saved]");

    /// <summary>The assignment that the page shows.</summary>
    public Task<string> AssignmentAsync() => Page.EvaluateAsync<string>("document.querySelector('[data-assignment]').dataset.assignment");

    /// <summary>The place in the task's own order of the answer that is shown under a letter.</summary>
    public Task<int> AnswerAsync(char letter) => Page.EvaluateAsync<int>("place => Number(document.querySelectorAll('article.answer')[place].dataset.answer)", letter - 'A');

    /// <summary>Fails where the page broke a success criterion of WCAG 2.2 AA that a machine can tell, with the elements.</summary>
    public async Task ShouldBeAccessibleAsync(string what)
    {
        var result = await Page.RunAxe(WcagAA);
        result.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Take(4).Select(n => $"{n.Html} {string.Join("; ", n.Any.Select(c => c.Message))}"))}").ShouldBeEmpty(what);
        result.Passes.ShouldNotBeEmpty(what);
    }

    /// <summary>Fails where scripts failed or the browser refused anything.</summary>
    public void ShouldBeQuiet() => _complaints.ShouldBeEmpty();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Context.DisposeAsync();

    private static Task ReadyAsync(IPage page) => page.WaitForSelectorAsync("html[data-ready], .notice");

    private void Listen(IPage page)
    {
        page.PageError += (_, error) => _complaints.Add(error);
        page.Console += (_, message) =>
        {
            // That requests fail without a network is what some tests are about.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _complaints.Add(message.Text);
            }
        };
    }
}
