using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Labeling;
using Precept.Workbench.Pages;

namespace Precept.Workbench.Features;

/// <summary>The features of the workbench, one line each.</summary>
public static class AllFeatures
{
    /// <summary>What they need.</summary>
    public static void AddServices(IServiceCollection services, WorkbenchOptions options)
    {
        services.AddSingleton<SpecLibrary>();
        services.AddSingleton<CampaignWriter>();
        services.AddSingleton<Assigner>();
    }

    /// <summary>Their routes.</summary>
    public static void Map(WebApplication app)
    {
        PageAssets.Map(app);
        SignInPages.Map(app);
        Home.Map(app);
    }
}
