using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Precept.Workspace.Storage.Migrations
{
    /// <inheritdoc />
    internal partial class AiFeedback : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "details",
                table: "judgments",
                type: "TEXT",
                nullable: false,
                defaultValue: "{}");

            migrationBuilder.CreateTable(
                name: "revisions",
                columns: table => new
                {
                    ordinal = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    prompt_id = table.Column<string>(type: "TEXT", nullable: false),
                    writer = table.Column<string>(type: "TEXT", nullable: false),
                    round = table.Column<int>(type: "INTEGER", nullable: false),
                    principle = table.Column<string>(type: "TEXT", nullable: false),
                    initial_id = table.Column<string>(type: "TEXT", nullable: false),
                    critique = table.Column<string>(type: "TEXT", nullable: false),
                    revised_id = table.Column<string>(type: "TEXT", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    judge = table.Column<string>(type: "TEXT", nullable: false),
                    section_hashes = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_revisions", x => x.ordinal);
                });

            migrationBuilder.CreateIndex(
                name: "IX_revisions_id",
                table: "revisions",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_revisions_writer_prompt_id",
                table: "revisions",
                columns: new[] { "writer", "prompt_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "revisions");

            migrationBuilder.DropColumn(
                name: "details",
                table: "judgments");
        }
    }
}
