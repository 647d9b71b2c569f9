using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Precept.Workspace.Storage.Migrations
{
    /// <inheritdoc />
    internal partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "dataset_items",
                columns: table => new
                {
                    dataset_id = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    item_id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_dataset_items", x => new { x.dataset_id, x.position });
                });

            migrationBuilder.CreateTable(
                name: "datasets",
                columns: table => new
                {
                    ordinal = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    lineage = table.Column<string>(type: "TEXT", nullable: false),
                    count = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_datasets", x => x.ordinal);
                });

            migrationBuilder.CreateTable(
                name: "demonstrations",
                columns: table => new
                {
                    ordinal = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    prompt_id = table.Column<string>(type: "TEXT", nullable: false),
                    replies = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_demonstrations", x => x.ordinal);
                });

            migrationBuilder.CreateTable(
                name: "judgments",
                columns: table => new
                {
                    ordinal = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    prompt_id = table.Column<string>(type: "TEXT", nullable: false),
                    judge = table.Column<string>(type: "TEXT", nullable: false),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    response_ids = table.Column<string>(type: "TEXT", nullable: false),
                    ranks = table.Column<string>(type: "TEXT", nullable: false),
                    broken = table.Column<string>(type: "TEXT", nullable: false),
                    section_hashes = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_judgments", x => x.ordinal);
                });

            migrationBuilder.CreateTable(
                name: "model_names",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    model_id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_model_names", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "models",
                columns: table => new
                {
                    ordinal = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    folder = table.Column<string>(type: "TEXT", nullable: false),
                    base_id = table.Column<string>(type: "TEXT", nullable: true),
                    dataset_id = table.Column<string>(type: "TEXT", nullable: true),
                    reward_model_id = table.Column<string>(type: "TEXT", nullable: true),
                    spec_hash = table.Column<string>(type: "TEXT", nullable: false),
                    tokenizer_hash = table.Column<string>(type: "TEXT", nullable: false),
                    template_hash = table.Column<string>(type: "TEXT", nullable: false),
                    section_hashes = table.Column<string>(type: "TEXT", nullable: false),
                    seed = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_models", x => x.ordinal);
                });

            migrationBuilder.CreateTable(
                name: "preference_origins",
                columns: table => new
                {
                    preference_id = table.Column<string>(type: "TEXT", nullable: false),
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    section_hashes = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_preference_origins", x => new { x.preference_id, x.origin });
                });

            migrationBuilder.CreateTable(
                name: "preferences",
                columns: table => new
                {
                    ordinal = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    prompt_id = table.Column<string>(type: "TEXT", nullable: false),
                    messages = table.Column<string>(type: "TEXT", nullable: false),
                    chosen = table.Column<string>(type: "TEXT", nullable: false),
                    rejected = table.Column<string>(type: "TEXT", nullable: false),
                    p = table.Column<double>(type: "REAL", nullable: false),
                    weight = table.Column<double>(type: "REAL", nullable: false),
                    sections = table.Column<string>(type: "TEXT", nullable: false),
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    family = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_preferences", x => x.ordinal);
                });

            migrationBuilder.CreateTable(
                name: "prompts",
                columns: table => new
                {
                    ordinal = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    split = table.Column<string>(type: "TEXT", nullable: false),
                    family = table.Column<string>(type: "TEXT", nullable: false),
                    wrapping = table.Column<string>(type: "TEXT", nullable: true),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    messages = table.Column<string>(type: "TEXT", nullable: false),
                    sections = table.Column<string>(type: "TEXT", nullable: false),
                    slots = table.Column<string>(type: "TEXT", nullable: false),
                    tags = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_prompts", x => x.ordinal);
                });

            migrationBuilder.CreateTable(
                name: "responses",
                columns: table => new
                {
                    ordinal = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    prompt_id = table.Column<string>(type: "TEXT", nullable: false),
                    model = table.Column<string>(type: "TEXT", nullable: false),
                    sampler = table.Column<string>(type: "TEXT", nullable: false),
                    sampler_settings = table.Column<string>(type: "TEXT", nullable: false),
                    draw = table.Column<int>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    finished = table.Column<bool>(type: "INTEGER", nullable: false),
                    token_ids = table.Column<byte[]>(type: "BLOB", nullable: false),
                    log_probs = table.Column<byte[]>(type: "BLOB", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_responses", x => x.ordinal);
                });

            migrationBuilder.CreateTable(
                name: "scorecards",
                columns: table => new
                {
                    ordinal = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    model = table.Column<string>(type: "TEXT", nullable: false),
                    spec_hash = table.Column<string>(type: "TEXT", nullable: false),
                    json = table.Column<string>(type: "TEXT", nullable: false),
                    section_hashes = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_scorecards", x => x.ordinal);
                });

            migrationBuilder.CreateTable(
                name: "sections",
                columns: table => new
                {
                    spec_id = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    section_id = table.Column<string>(type: "TEXT", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    authority = table.Column<string>(type: "TEXT", nullable: false),
                    parent_id = table.Column<string>(type: "TEXT", nullable: true),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    line = table.Column<int>(type: "INTEGER", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    judged_hash = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sections", x => new { x.spec_id, x.position });
                });

            migrationBuilder.CreateTable(
                name: "specs",
                columns: table => new
                {
                    ordinal = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    version = table.Column<string>(type: "TEXT", nullable: false),
                    path = table.Column<string>(type: "TEXT", nullable: false),
                    checks_hash = table.Column<string>(type: "TEXT", nullable: false),
                    saved_at = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_specs", x => x.ordinal);
                });

            migrationBuilder.CreateTable(
                name: "stages",
                columns: table => new
                {
                    ordinal = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    inputs = table.Column<string>(type: "TEXT", nullable: false),
                    settings = table.Column<string>(type: "TEXT", nullable: false),
                    seed = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    output = table.Column<string>(type: "TEXT", nullable: true),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    done_at = table.Column<long>(type: "INTEGER", nullable: true),
                    id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stages", x => x.ordinal);
                });

            migrationBuilder.CreateIndex(
                name: "IX_datasets_id",
                table: "datasets",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_demonstrations_id",
                table: "demonstrations",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_demonstrations_prompt_id",
                table: "demonstrations",
                column: "prompt_id");

            migrationBuilder.CreateIndex(
                name: "IX_judgments_id",
                table: "judgments",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_judgments_judge",
                table: "judgments",
                column: "judge");

            migrationBuilder.CreateIndex(
                name: "IX_models_id",
                table: "models",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_preferences_id",
                table: "preferences",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_prompts_id",
                table: "prompts",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_prompts_split_family",
                table: "prompts",
                columns: new[] { "split", "family" });

            migrationBuilder.CreateIndex(
                name: "IX_responses_id",
                table: "responses",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_responses_model_sampler_prompt_id",
                table: "responses",
                columns: new[] { "model", "sampler", "prompt_id" });

            migrationBuilder.CreateIndex(
                name: "IX_scorecards_id",
                table: "scorecards",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_specs_id",
                table: "specs",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_stages_id",
                table: "stages",
                column: "id",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "dataset_items");

            migrationBuilder.DropTable(
                name: "datasets");

            migrationBuilder.DropTable(
                name: "demonstrations");

            migrationBuilder.DropTable(
                name: "judgments");

            migrationBuilder.DropTable(
                name: "model_names");

            migrationBuilder.DropTable(
                name: "models");

            migrationBuilder.DropTable(
                name: "preference_origins");

            migrationBuilder.DropTable(
                name: "preferences");

            migrationBuilder.DropTable(
                name: "prompts");

            migrationBuilder.DropTable(
                name: "responses");

            migrationBuilder.DropTable(
                name: "scorecards");

            migrationBuilder.DropTable(
                name: "sections");

            migrationBuilder.DropTable(
                name: "specs");

            migrationBuilder.DropTable(
                name: "stages");
        }
    }
}
