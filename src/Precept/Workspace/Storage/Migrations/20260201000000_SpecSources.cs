using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Precept.Workspace.Storage.Migrations
{
    /// <inheritdoc />
    internal partial class SpecSources : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "spec_blobs",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_spec_blobs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "spec_files",
                columns: table => new
                {
                    source_id = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    path = table.Column<string>(type: "TEXT", nullable: false),
                    blob_id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_spec_files", x => new { x.source_id, x.position });
                });

            migrationBuilder.CreateTable(
                name: "spec_sources",
                columns: table => new
                {
                    ordinal = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    spec_id = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<string>(type: "TEXT", nullable: false),
                    path = table.Column<string>(type: "TEXT", nullable: false),
                    judged_hash = table.Column<string>(type: "TEXT", nullable: false),
                    section_hashes = table.Column<string>(type: "TEXT", nullable: false),
                    saved_at = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_spec_sources", x => x.ordinal);
                });

            migrationBuilder.CreateIndex(
                name: "IX_spec_sources_id",
                table: "spec_sources",
                column: "id",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "spec_blobs");

            migrationBuilder.DropTable(
                name: "spec_files");

            migrationBuilder.DropTable(
                name: "spec_sources");
        }
    }
}
