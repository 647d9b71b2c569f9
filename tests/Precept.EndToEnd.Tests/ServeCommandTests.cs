using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Precept.EndToEnd.Tests;

/// <summary>How <c>precept serve</c> starts, and what it says where it cannot.</summary>
public sealed class ServeCommandTests
{
    [Theory]
    [InlineData("--spec nosuch.md", "nosuch.md: there is no such file or folder")]
    [InlineData("--url 5300", "--url 5300: expected http://ADDRESS:PORT, such as http://127.0.0.1:5300")]
    [InlineData("--url localhost:5301", "such as http://127.0.0.1:5301")]
    [InlineData("--url ftp://127.0.0.1:5300", "expected http://ADDRESS:PORT")]
    [InlineData("--url http://127.0.0.1:70000", "such as http://127.0.0.1:5210")]
    [InlineData("--url http://127.0.0.1:5300/team", "expected http://ADDRESS:PORT")]
    public async Task What_cannot_be_served_is_told_before_anything_is_made(string options, string message)
    {
        using var folder = new TestFolder();
        var run = await CommandRun.OfAsync(folder.Path, ["serve", .. options.Split(' ')]);
        run.ExitCode.ShouldBe(2, run.Error);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldStartWith("error: ");
        run.Error.ShouldContain(message);
        run.Error.Trim().ShouldNotContain("\n");
        Directory.Exists(folder.File(".precept")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_taken_port_is_one_line()
    {
        using var folder = new TestFolder();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var place = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)other.LocalEndpoint).Port}");
        var run = await CommandRun.OfAsync(folder.Path, "serve", "--url", "http://" + place);
        run.ExitCode.ShouldBe(2, run.Error);
        run.Out.ShouldBeEmpty();
        run.Error.Trim().ShouldBe($"error: {place} is taken by another program; end it, or name another address with --url http://127.0.0.1:PORT");
    }

    [Fact]
    public async Task The_address_and_the_setup_link_have_one_name_and_a_stop_is_a_server_s()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("needs kill");
        }

        using var folder = new TestFolder();
        using var process = CommandRun.Start(folder.Path, null, "serve", "--url", "http://127.0.0.1:0");
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line);
            if (line.StartsWith("Ctrl+C", StringComparison.Ordinal))
            {
                break;
            }
        }

        var workbench = lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1];
        workbench.ShouldStartWith("http://localhost:");
        lines.ShouldContain(l => l.Trim().StartsWith(workbench + "/", StringComparison.Ordinal));

        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var run = await CommandRun.EndOfAsync(process);
        run.ExitCode.ShouldBe(0, run.Error);
        run.Error.Trim().ShouldBe("stopping: requests under way are finished; once more to end at once");
    }
}
