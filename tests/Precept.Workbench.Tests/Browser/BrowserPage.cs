using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Browser;

/// <summary>A page in the browser, with what it complained of.</summary>
internal sealed class BrowserPage : IAsyncDisposable
{
    private static readonly AxeRunOptions WcagAA = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    private readonly List<string> _complaints = [];

    public BrowserPage(IBrowserContext context, IPage page)
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

    /// <summary>Fails where the page is wider than its window.</summary>
    public async Task ShouldFitAsync(string what) =>
        (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBe(0, $"{what} is wider than the window");

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
            // That requests fail, without a network or as not found, is what some tests are about.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _complaints.Add(message.Text);
            }
        };
    }
}
