using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Precept.Workbench.PublicInput;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.PublicInput;

/// <summary>Consultations for tests, and what members of the public do with them over HTTP.</summary>
internal static partial class ConsultationExamples
{
    /// <summary>A service of a workbench.</summary>
    public static T Get<T>(this RunningWorkbench workbench) where T : notnull => workbench.Server.Services.GetRequiredService<T>();

    /// <summary>An open consultation about "Be brief".</summary>
    public static async Task<ConsultationRow> AddConsultationAsync(
        this RunningWorkbench workbench, string campaign, IReadOnlyList<string> statements, bool isModerated = false, bool areResultsPublic = false, string title = "How brief?", int? example = null)
    {
        var consultations = workbench.Get<Consultations>();
        var (id, problem) = await consultations.CreateAsync(campaign, new NewConsultation("be_brief", example, title, "How brief should *it* be?", statements, isModerated));
        problem.ShouldBe(PublicProblem.None);
        (await consultations.ChangeAsync(campaign, id!, isOpen: true, isModerated, areResultsPublic)).ShouldBeTrue();
        return (await consultations.FindAsync(campaign, id!))!;
    }

    /// <summary>Posts a form as a browser does.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(this HttpClient client, string address, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await client.PostAsync(address, form);
    }

    /// <summary>A member of the public with the page's token.</summary>
    public static async Task<HttpClient> NewVisitorAsync(this RunningWorkbench workbench, string slug)
    {
        var client = workbench.NewClient();
        client.DefaultRequestHeaders.Add("X-Antiforgery", RunningWorkbench.TokenIn(await client.GetStringAsync($"/public/{slug}")));
        return client;
    }

    /// <summary>A page with its entities read, as a reader sees it.</summary>
    public static async Task<string> ReadPageAsync(this HttpClient client, string address) => WebUtility.HtmlDecode(await client.GetStringAsync(address, TestContext.Current.CancellationToken));

    /// <summary>Votes, and expects to be sent back to the page.</summary>
    public static async Task VoteAsync(this HttpClient client, string slug, int statement, int vote)
    {
        using var answer = await client.SubmitAsync($"/public/{slug}/votes", ("statement", $"{statement}"), ("vote", $"{vote}"));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
    }

    /// <summary>The statement that a page asks about; null where all are voted on.</summary>
    public static int? AskedIn(string page) => AskedPattern().Match(page) is { Success: true } found ? int.Parse(found.Groups[1].Value) : null;

    [GeneratedRegex("name=\"statement\" value=\"(\\d+)\"[^>]*>\\s*<blockquote")]
    private static partial Regex AskedPattern();
}
