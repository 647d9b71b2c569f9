using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Precept.Workbench.Campaigns;
using Precept.Workbench.Features.Account;
using Precept.Workbench.Features.Api;
using Precept.Workbench.Features.Campaigns;
using Precept.Workbench.Features.Demo;
using Precept.Workbench.Features.Labeling;
using Precept.Workbench.Features.People;
using Precept.Workbench.Features.PublicInput;
using Precept.Workbench.Features.Quality;
using Precept.Workbench.Labeling;
using Precept.Workbench.Pages;
using Precept.Workbench.PublicInput;
using Precept.Workbench.Webhooks;

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
        services.AddSingleton<WorkspaceSource>();
        services.AddSingleton<CampaignMembers>();
        services.AddSingleton<CampaignProgress>();
        services.AddSingleton<CampaignQueues>();
        services.AddSingleton<SectionCounts>();
        services.AddSingleton<SectionNotes>();
        services.AddSingleton<LabelExport>();
        services.AddSingleton<WebhookQueue>();
        services.AddSingleton<WebhookClient>();
        services.AddHostedService<WebhookSender>();
        ApiDocument.AddServices(services);
        QualityPages.AddServices(services);
        services.AddSingleton<Assigner>();
        services.AddSingleton<Drafts>();
        services.AddSingleton<Submissions>();
        services.AddSingleton<Skips>();
        services.AddSingleton<LeaseExpiry>();
        services.AddSingleton<Consultations>();
        services.AddSingleton<Statements>();
        services.AddSingleton<Ballots>();
        services.AddSingleton<Proposals>();
        services.AddSingleton<PublicResults>();
        services.AddSingleton<PublicFiles>();
        services.AddHostedService(s => s.GetRequiredService<LeaseExpiry>());
        services.AddHostedService<LabelPublishing>();
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
        DemoPeople.Map(app, options);
        Home.Map(app);
        LabelingApi.Map(app);
        TaskPage.Map(app);
        CampaignPages.Map(app);
        NewCampaignPages.Map(app);
        MembersPages.Map(app);
        ProgressRoutes.Map(app);
        TaskListPages.Map(app);
        QueuePages.Map(app);
        PublicPages.Map(app);
        ConsultationPages.Map(app);
        SpecPages.Map(app);
        ExportPages.Map(app);
        WebhookPages.Map(app);
        ApiRoutes.Map(app);
        ApiDocument.Map(app);
        QualityPages.Map(app);
        QualificationPages.Map(app);
    }
}
