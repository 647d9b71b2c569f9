using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Precept.Workspace.Storage.Migrations
{
    /// <inheritdoc />
    internal partial class Labels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "labels",
                table: "preference_origins",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "labels",
                table: "preference_origins");
        }
    }
}
