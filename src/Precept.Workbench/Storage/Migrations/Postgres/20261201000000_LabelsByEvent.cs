using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Precept.Workbench.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class LabelsByEvent : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_labels_event_seq",
                table: "labels");

            migrationBuilder.DropIndex(
                name: "IX_adjudications_campaign_id",
                table: "adjudications");

            migrationBuilder.CreateIndex(
                name: "IX_labels_campaign_id_event_seq",
                table: "labels",
                columns: new[] { "campaign_id", "event_seq" });

            migrationBuilder.CreateIndex(
                name: "IX_adjudications_campaign_id_event_seq",
                table: "adjudications",
                columns: new[] { "campaign_id", "event_seq" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_labels_campaign_id_event_seq",
                table: "labels");

            migrationBuilder.DropIndex(
                name: "IX_adjudications_campaign_id_event_seq",
                table: "adjudications");

            migrationBuilder.CreateIndex(
                name: "IX_labels_event_seq",
                table: "labels",
                column: "event_seq");

            migrationBuilder.CreateIndex(
                name: "IX_adjudications_campaign_id",
                table: "adjudications",
                column: "campaign_id");
        }
    }
}
