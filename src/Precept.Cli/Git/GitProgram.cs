using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Precept.Spec;

namespace Precept.Cli.Git;

/// <summary>What git wrote, and how it ended.</summary>
internal sealed record GitAnswer(int ExitCode, byte[] Output, string Error)
{
    /// <summary>The output as text, without the line break at its end.</summary>
    public string Text => Encoding.UTF8.GetString(Output).TrimEnd('\n', '\r');
}

/// <summary>Runs git, which only reads: an argument list and no shell, no prompt, no pager, no network, a limit of time and size.</summary>
/// <param name="folder">The folder in whose repository it looks.</param>
internal sealed class GitProgram(string folder)
{
    private const int MostBytes = 256 << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>The folder in whose repository it looks.</summary>
    public string Folder => folder;

    /// <summary>Runs one command to its end.</summary>
    /// <param name="input">What it reads; empty for nothing.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <param name="arguments">The arguments.</param>
    /// <exception cref="InputException">There is no git, or it takes too long, or it writes too much.</exception>
    public async Task<GitAnswer> RunAsync(string input, CancellationToken cancellationToken, params IEnumerable<string> arguments)
    {
        using var process = Start(arguments);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Longest);
        try
        {
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            var output = ReadAsync(process.StandardOutput.BaseStream, limit.Token);
            await WriteAsync(process, input, limit.Token);
            var bytes = await output;
            var message = await error;
            await process.WaitForExitAsync(limit.Token);
            return new GitAnswer(process.ExitCode, bytes, message.Trim());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InputException($"git did not answer within {Longest.TotalSeconds:0} seconds; try 'git {string.Join(' ', arguments)}' in {folder}");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private Process Start(IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo("git", ["--no-pager", "-C", folder, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            StandardErrorEncoding = Encoding.UTF8,
        };
        info.Environment["LC_ALL"] = "C";

        // Set within hooks; they would lead away from the folder's own repository.
        info.Environment.Remove("GIT_DIR");
        info.Environment.Remove("GIT_WORK_TREE");
        info.Environment.Remove("GIT_PREFIX");
        info.Environment["GIT_TERMINAL_PROMPT"] = "0";
        info.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        info.Environment["GIT_NO_LAZY_FETCH"] = "1";
        try
        {
            return Process.Start(info)!;
        }
        catch (Win32Exception e)
        {
            throw new InputException($"git cannot be started ({e.Message}); install it, or give two folders or files instead of a revision", e);
        }
    }

    private static async Task WriteAsync(Process process, string input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all: its exit code says why, and what it wrote falls short of what was asked for.
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int count; (count = await stream.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > MostBytes)
            {
                throw new InputException($"git wrote more than {MostBytes >> 20} MiB; the spec's folder at that revision is too large");
            }
        }

        return bytes.ToArray();
    }
}
