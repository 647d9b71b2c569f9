using System.Text.Json;
using System.Text.Json.Nodes;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labels;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Research;

public sealed class SettingFieldsTests
{
    [Fact]
    public void Groups_have_every_setting_once()
    {
        var keys = SettingFields.Groups.SelectMany(g => g.Fields).Select(f => f.Key).ToList();

        keys.ShouldBe(keys.Distinct());
        keys.Order(StringComparer.Ordinal).ShouldBe(Leaves(JsonSerializer.SerializeToNode(new CampaignSettings(), WorkbenchJson.Options)!, "").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Set_what_get_gave_changes_nothing()
    {
        var settings = new CampaignSettings { GoldShare = 0.25, Questions = new CampaignQuestions { OfferedFlags = ["sexual"], Rating = Asked.Required } };
        foreach (var field in SettingFields.Groups.SelectMany(g => g.Fields))
        {
            WorkbenchJson.Of(field.Set(settings, field.Get(settings))).ShouldBe(WorkbenchJson.Of(settings), field.Key);
        }
    }

    // Paths of the values, lists as one.
    private static IEnumerable<string> Leaves(JsonNode node, string path) => node is JsonObject parts
        ? parts.SelectMany(p => Leaves(p.Value!, path.Length > 0 ? $"{path}.{p.Key}" : p.Key))
        : [path];
}
