using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Precept.Workspace.Storage;

/// <summary>The workspace's database. Reads go through LINQ; writes through <see cref="BulkInsert"/>, without change tracking.</summary>
internal sealed class WorkspaceContext(DbContextOptions<WorkspaceContext> options) : DbContext(options)
{
    public DbSet<SpecRow> Specs => Set<SpecRow>();

    public DbSet<SectionRow> Sections => Set<SectionRow>();

    public DbSet<SpecSourceRow> SpecSources => Set<SpecSourceRow>();

    public DbSet<SpecFileRow> SpecFiles => Set<SpecFileRow>();

    public DbSet<SpecBlobRow> SpecBlobs => Set<SpecBlobRow>();

    public DbSet<PromptRow> Prompts => Set<PromptRow>();

    public DbSet<DemonstrationRow> Demonstrations => Set<DemonstrationRow>();

    public DbSet<ResponseRow> Responses => Set<ResponseRow>();

    public DbSet<JudgmentRow> Judgments => Set<JudgmentRow>();

    public DbSet<LabelPositionRow> LabelPositions => Set<LabelPositionRow>();

    public DbSet<RevisionRow> Revisions => Set<RevisionRow>();

    public DbSet<PreferenceRow> Preferences => Set<PreferenceRow>();

    public DbSet<PreferenceOriginRow> PreferenceOrigins => Set<PreferenceOriginRow>();

    public DbSet<DatasetRow> Datasets => Set<DatasetRow>();

    public DbSet<DatasetItemRow> DatasetItems => Set<DatasetItemRow>();

    public DbSet<ModelRow> Models => Set<ModelRow>();

    public DbSet<ModelNameRow> ModelNames => Set<ModelNameRow>();

    public DbSet<ScorecardRow> Scorecards => Set<ScorecardRow>();

    public DbSet<StageRow> Stages => Set<StageRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        Content<SpecRow>(modelBuilder, "specs");
        Content<SpecSourceRow>(modelBuilder, "spec_sources");
        Content<PromptRow>(modelBuilder, "prompts");
        Content<DemonstrationRow>(modelBuilder, "demonstrations");
        Content<ResponseRow>(modelBuilder, "responses");
        Content<JudgmentRow>(modelBuilder, "judgments");
        Content<RevisionRow>(modelBuilder, "revisions");
        Content<PreferenceRow>(modelBuilder, "preferences");
        Content<DatasetRow>(modelBuilder, "datasets");
        Content<ModelRow>(modelBuilder, "models");
        Content<ScorecardRow>(modelBuilder, "scorecards");
        Content<StageRow>(modelBuilder, "stages");

        modelBuilder.Entity<SectionRow>().ToTable("sections").HasKey(s => new { s.SpecId, s.Position });
        modelBuilder.Entity<SpecFileRow>().ToTable("spec_files").HasKey(f => new { f.SourceId, f.Position });
        modelBuilder.Entity<SpecBlobRow>().ToTable("spec_blobs").HasKey(b => b.Id);
        modelBuilder.Entity<LabelPositionRow>().ToTable("label_positions").HasKey(p => p.Source);
        modelBuilder.Entity<PreferenceOriginRow>().ToTable("preference_origins").HasKey(o => new { o.PreferenceId, o.Origin });
        modelBuilder.Entity<DatasetItemRow>().ToTable("dataset_items").HasKey(i => new { i.DatasetId, i.Position });
        modelBuilder.Entity<ModelNameRow>().ToTable("model_names").HasKey(n => n.Name);

        modelBuilder.Entity<PromptRow>().HasIndex(p => new { p.Split, p.Family });
        modelBuilder.Entity<DemonstrationRow>().HasIndex(d => d.PromptId);
        modelBuilder.Entity<ResponseRow>().HasIndex(r => new { r.Model, r.Sampler, r.PromptId });
        modelBuilder.Entity<JudgmentRow>().HasIndex(j => j.Judge);
        modelBuilder.Entity<RevisionRow>().HasIndex(r => new { r.Writer, r.PromptId });

        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
            }
        }
    }

    private static void Content<TRow>(ModelBuilder modelBuilder, string table) where TRow : ContentRow
    {
        var entity = modelBuilder.Entity<TRow>().ToTable(table);
        entity.HasKey(r => r.Ordinal);
        entity.Property(r => r.Id).IsRequired();
        entity.HasIndex(r => r.Id).IsUnique();
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}

/// <summary>What <c>dotnet ef migrations</c> opens; see docs/formats/workspace.md.</summary>
internal sealed class WorkspaceContextFactory : IDesignTimeDbContextFactory<WorkspaceContext>
{
    public WorkspaceContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<WorkspaceContext>().UseSqlite("Data Source=:memory:").Options);
}
