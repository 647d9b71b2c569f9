using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Precept.Workbench.Campaigns;
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
        services.AddScoped<AccountView>();
    }

    /// <summary>Their routes.</summary>
    public static void Map(WebApplication app)
    {
        PageAssets.Map(app);
        var options = app.Services.GetRequiredService<WorkbenchOptions>();
        SignInPages.Map(app);
        Passkeys.Map(app);
        OpenIdPages.Map(app, options);
        Join.Map(app);
        AccountPages.Map(app);
        PeoplePages.Map(app);
        InvitationPages.Map(app);
        Demo.Map(app, options);
        Home.Map(app);
    }
}
