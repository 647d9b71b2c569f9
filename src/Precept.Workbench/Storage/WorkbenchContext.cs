using System.Text;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace Precept.Workbench.Storage;

/// <summary>The workbench's database: people, campaigns, labels, events, public input. One model, two databases.</summary>
public abstract class WorkbenchContext(DbContextOptions options) : IdentityUserContext<Person, string>(options), IDataProtectionKeyContext
{
    public DbSet<InvitationRow> Invitations => Set<InvitationRow>();

    public DbSet<ApiKeyRow> ApiKeys => Set<ApiKeyRow>();

    public DbSet<MemberRow> Members => Set<MemberRow>();

    public DbSet<SpecTextRow> SpecTexts => Set<SpecTextRow>();

    public DbSet<CampaignRow> Campaigns => Set<CampaignRow>();

    public DbSet<TaskRow> Tasks => Set<TaskRow>();

    public DbSet<AssignmentRow> Assignments => Set<AssignmentRow>();

    public DbSet<DraftRow> Drafts => Set<DraftRow>();

    public DbSet<LabelRow> Labels => Set<LabelRow>();

    public DbSet<AdjudicationRow> Adjudications => Set<AdjudicationRow>();

    public DbSet<NoteRow> Notes => Set<NoteRow>();

    public DbSet<EventRow> Events => Set<EventRow>();

    public DbSet<ChainHeadRow> ChainHeads => Set<ChainHeadRow>();

    public DbSet<WebhookRow> Webhooks => Set<WebhookRow>();

    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();

    public DbSet<ConsultationRow> Consultations => Set<ConsultationRow>();

    public DbSet<StatementRow> Statements => Set<StatementRow>();

    public DbSet<ParticipantRow> Participants => Set<ParticipantRow>();

    public DbSet<VoteRow> Votes => Set<VoteRow>();

    public DbSet<ProposalRow> Proposals => Set<ProposalRow>();

    /// <summary>The keys of cookies and tokens, the same for all replicas.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>The version of ASP.NET Core Identity's tables that has passkeys.</summary>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    /// <inheritdoc/>
    public override Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        // Identity saves a person whole, as it read them, if the stamp is still the same: a failed sign-in must not write back what an admin changed meanwhile.
        foreach (var person in ChangeTracker.Entries<Person>().Where(e => e.State == EntityState.Modified))
        {
            if (!person.Property(p => p.ConcurrencyStamp).IsModified)
            {
                person.Entity.ConcurrencyStamp = Guid.NewGuid().ToString();
            }
        }

        return base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Person>().ToTable("people").HasIndex(p => p.Handle).IsUnique();
        builder.Entity<IdentityUserClaim<string>>().ToTable("person_claims");
        builder.Entity<IdentityUserLogin<string>>().ToTable("person_logins");
        builder.Entity<IdentityUserToken<string>>().ToTable("person_tokens");
        builder.Entity<IdentityUserPasskey<string>>(passkey =>
        {
            passkey.ToTable("person_passkeys").HasKey(p => p.CredentialId);
            passkey.Property(p => p.CredentialId).HasMaxLength(1024); // the longest that WebAuthn allows
            passkey.OwnsOne(p => p.Data).ToJson("data");
        });
        builder.Entity<DataProtectionKey>().ToTable("data_protection_keys");
        builder.Entity<InvitationRow>().ToTable("invitations").HasIndex(i => i.SecretHash).IsUnique();
        builder.Entity<ApiKeyRow>().ToTable("api_keys").HasIndex(k => k.SecretHash).IsUnique();
        builder.Entity<ApiKeyRow>().HasIndex(k => k.PersonId);
        builder.Entity<MemberRow>().ToTable("members").HasKey(m => new { m.CampaignId, m.PersonId });
        builder.Entity<MemberRow>().HasIndex(m => m.PersonId);
        builder.Entity<SpecTextRow>().ToTable("spec_texts");
        builder.Entity<CampaignRow>().ToTable("campaigns");
        builder.Entity<TaskRow>().ToTable("tasks").HasIndex(t => new { t.CampaignId, t.Number }).IsUnique();
        builder.Entity<TaskRow>().HasIndex(t => new { t.CampaignId, t.Purpose, t.Priority });
        builder.Entity<TaskRow>().HasIndex(t => new { t.CampaignId, t.Priority, t.Labeled, t.Number })
            .IsDescending(false, true, false, false).HasFilter("taken < wanted").HasDatabaseName("tasks_with_room"); // what is given out next, in order
        builder.Entity<TaskRow>().HasIndex(t => new { t.ForPersonId, t.FirstTaskId });
        builder.Entity<AssignmentRow>().ToTable("assignments").HasIndex(a => new { a.TaskId, a.PersonId }).IsUnique();
        builder.Entity<AssignmentRow>().HasIndex(a => new { a.CampaignId, a.PersonId, a.State });
        builder.Entity<AssignmentRow>().HasIndex(a => new { a.State, a.LeaseUntil });
        builder.Entity<AssignmentRow>().HasIndex(a => new { a.PersonId, a.GivenAt });
        builder.Entity<DraftRow>().ToTable("drafts").HasKey(d => d.AssignmentId);
        builder.Entity<LabelRow>().ToTable("labels").HasIndex(l => l.AssignmentId).IsUnique();
        builder.Entity<LabelRow>().HasIndex(l => new { l.CampaignId, l.PersonId, l.SubmittedAt });
        builder.Entity<LabelRow>().HasIndex(l => l.TaskId);
        builder.Entity<LabelRow>().HasIndex(l => new { l.CampaignId, l.EventSeq });
        builder.Entity<AdjudicationRow>().ToTable("adjudications").HasKey(a => a.TaskId);
        builder.Entity<AdjudicationRow>().HasIndex(a => new { a.CampaignId, a.EventSeq });
        builder.Entity<NoteRow>().ToTable("notes").HasIndex(n => new { n.CampaignId, n.SectionId });
        builder.Entity<NoteRow>().HasIndex(n => n.AssignmentId);
        builder.Entity<EventRow>().ToTable("events").HasKey(e => e.Seq);
        builder.Entity<EventRow>().HasIndex(e => new { e.CampaignId, e.Number }).IsUnique();
        builder.Entity<EventRow>().HasIndex(e => e.Subject);
        builder.Entity<ChainHeadRow>().ToTable("chain_heads").HasKey(h => h.CampaignId);
        builder.Entity<WebhookRow>().ToTable("webhooks").HasIndex(w => w.CampaignId);
        builder.Entity<DeliveryRow>().ToTable("deliveries").HasIndex(d => new { d.WebhookId, d.EventSeq }).IsUnique();
        builder.Entity<DeliveryRow>().HasIndex(d => new { d.DeliveredAt, d.IsGivenUp, d.NextAt });
        builder.Entity<ConsultationRow>().ToTable("consultations").HasIndex(c => c.Slug).IsUnique();
        builder.Entity<ConsultationRow>().HasIndex(c => c.CampaignId);
        builder.Entity<StatementRow>().ToTable("statements").HasIndex(s => new { s.ConsultationId, s.Number }).IsUnique();
        builder.Entity<ParticipantRow>().ToTable("participants").HasIndex(p => p.SecretHash).IsUnique();
        builder.Entity<VoteRow>().ToTable("votes").HasKey(v => new { v.StatementId, v.ParticipantId });
        builder.Entity<VoteRow>().HasIndex(v => v.ConsultationId);
        builder.Entity<ProposalRow>().ToTable("proposals").HasIndex(p => new { p.ConsultationId, p.Number }).IsUnique();

        foreach (var entity in builder.Model.GetEntityTypes().Where(e => !e.IsMappedToJson()))
        {
            foreach (var property in entity.GetProperties())
            {
                property.SetColumnName(SnakeCase(property.Name));
                var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
                if (type.IsEnum)
                {
                    property.SetProviderClrType(typeof(string)); // readable in the database, and free to gain members
                }
            }
        }
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

/// <summary>On SQLite: one file in the workspace.</summary>
public sealed class SqliteWorkbenchContext(DbContextOptions<SqliteWorkbenchContext> options) : WorkbenchContext(options);

/// <summary>On PostgreSQL: for teams, with any number of replicas.</summary>
public sealed class PostgresWorkbenchContext(DbContextOptions<PostgresWorkbenchContext> options) : WorkbenchContext(options);
