using Npgsql;
using Precept.Spec;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests;

public sealed class PostgresAddressTests
{
    [Fact]
    public void Address_is_read_with_its_settings()
    {
        var read = PostgresAddress.Parse("postgres://ada%40team:p%3Aw@db.internal/labels?maximum_pool_size=60&max_auto_prepare=0&no_reset_on_close=false");

        (read.Host, read.Port, read.Database, read.Username, read.Password).ShouldBe(("db.internal", 5432, "labels", "ada@team", "p:w"));
        (read.MaxPoolSize, read.MaxAutoPrepare, read.NoResetOnClose).ShouldBe((60, 0, false));
    }

    [Fact]
    public void What_an_address_leaves_out_has_the_workbenchs_defaults()
    {
        var read = PostgresAddress.Parse("Host=db.internal;Database=labels");

        (read.MaxPoolSize, read.MaxAutoPrepare, read.NoResetOnClose).ShouldBe((PostgresAddress.MostConnections, 100, true));
    }

    [Theory]
    [InlineData("postgres://db.internal/labels", SslMode.Prefer)]
    [InlineData("postgres://localhost.example.org/labels", SslMode.Prefer)]
    [InlineData("postgres://128.0.0.1/labels", SslMode.Prefer)]
    [InlineData("Host=127.0.0.1,db.internal;Database=labels", SslMode.Prefer)]
    [InlineData("postgres://127.0.0.1/labels", SslMode.Allow)]
    [InlineData("postgres://localhost:5433/labels", SslMode.Allow)]
    [InlineData("postgres://[::1]/labels", SslMode.Allow)]
    [InlineData("Host=/run/postgresql;Database=labels", SslMode.Allow)]
    [InlineData("postgres://localhost/labels?sslmode=require", SslMode.Require)]
    [InlineData("Host=127.0.0.1;Database=labels;SSL Mode=VerifyFull", SslMode.VerifyFull)]
    public void Within_one_machine_nothing_is_encrypted_unless_one_side_asks_for_it(string address, SslMode expected) =>
        PostgresAddress.Parse(address).SslMode.ShouldBe(expected);

    [Theory]
    [InlineData("postgres://ada:secret-word@/labels")]
    [InlineData("postgres://ada:secret-word@db.internal")]
    [InlineData("postgres://ada:secret-word@db.internal/labels?no_such_setting=1")]
    [InlineData("postgres://ada:secret-word@db.internal/labels?maximum_pool_size=1")]
    [InlineData("Host=db.internal;Password=secret-word")]
    [InlineData("Password=secret-word;;=")]
    public void Address_that_cannot_be_used_is_refused_without_telling_its_password(string address) =>
        Should.Throw<InputException>(() => PostgresAddress.Parse(address)).Message.ShouldNotContain("secret-word");
}
