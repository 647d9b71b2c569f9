using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Precept.Preferences;
using Precept.Prompts;
using Precept.Spec;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Pages;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Features.Api;

/// <summary>Downloads of what people said, written as they are read.</summary>
public static class ExportPages
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/campaigns/{campaign}/export", async (string campaign, WorkbenchDatabase database, WorkbenchOptions options) =>
            Render.Page<ExportPage>(new { Campaign = await CampaignHead.ReadAsync(database, campaign), options.Workspace, Spec = options.Spec ?? "SPEC" })).For(Right.Research);
        app.MapGet("/campaigns/{campaign}/export/preferences.jsonl", (string campaign, string? split, LabelExport export, CancellationToken stop) =>
            split is null || Splits.TryParse(split, out _)
                ? Lines("preferences.jsonl", "application/x-ndjson", Texts(export.PreferencesAsync(campaign, Splits.TryParse(split, out var one) ? one : null, stop), p => PreferenceJson.Write(p) + "\n"))
                : throw new InputException($"'{split}' is no split; there are {string.Join(", ", Splits.All.Select(Splits.Name))}")).For(Right.Research);
        app.MapGet("/campaigns/{campaign}/export/labels.jsonl", (string campaign, LabelExport export, CancellationToken stop) =>
            Lines("labels.jsonl", "application/x-ndjson", Texts(export.AllAsync(campaign, stop), l => JsonSerializer.Serialize(l, WorkbenchJson.Options) + "\n"))).For(Right.Research);
        app.MapGet("/campaigns/{campaign}/export/ranked.csv", (string campaign, LabelExport export, CancellationToken stop) =>
            Lines("ranked.csv", "text/csv; charset=utf-8", export.RankedAsync(campaign, stop))).For(Right.Research);
    }

    private static async IAsyncEnumerable<string> Texts<T>(IAsyncEnumerable<T> items, Func<T, string> write)
    {
        await foreach (var item in items)
        {
            yield return write(item);
        }
    }

    private static IResult Lines(string name, string type, IAsyncEnumerable<string> lines) => Results.Stream(
        async body =>
        {
            await using var writer = new StreamWriter(body, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
            await foreach (var line in lines)
            {
                await writer.WriteAsync(line);
            }
        },
        type,
        name);
}
