using System.CommandLine;
using System.Text.Json.Nodes;
using Precept.Cli.Terminal;
using Precept.Spec;
using Precept.Spec.Syntax;
using Precept.Workspace;

namespace Precept.Cli.Commands;

/// <summary><c>precept spec write</c>: reads files into syntax trees and writes the trees back.</summary>
internal static class SpecWriteCommand
{
    public static Command Create()
    {
        var from = new Argument<string>("IN") { Description = "A spec's folder, or one Markdown file." };
        var to = new Argument<string>("OUT") { Description = "The folder (or, for one file, the file) to write." };
        var write = new CommandWithExamples(
            "write",
            "Parse a spec and write it back, token by token: the same bytes.",
            "precept spec write specs/starter /tmp/starter",
            "precept spec write specs/starter/spec.md /tmp/spec.md")
        {
            Notes = "Of a folder, the spec and its evaluation files (examples/*.md) are written under OUT with the same relative paths. "
                + "Text that does not read is kept as it stands; 'precept spec check' shows it. Exits with 1 if a file differs from what was read.",
        };
        write.Add(from);
        write.Add(to);
        return write.Runs(run => Task.FromResult(Write(run, run.Value(from), run.Value(to))));
    }

    private static int Write(Invocation run, string from, string to)
    {
        var (files, bytes, errors, different) = (0, 0L, 0, new List<string>());
        foreach (var (path, target) in Files(from, to))
        {
            run.CancellationToken.ThrowIfCancellationRequested();
            var tree = SpecSyntaxTree.Load(path);
            var written = tree.ToBytes();
            if (!written.AsSpan().SequenceEqual(File.ReadAllBytes(path)))
            {
                different.Add(path);
            }

            AtomicFile.Write(target, written);
            (files, bytes, errors) = (files + 1, bytes + written.Length, errors + tree.Errors.Count);
        }

        run.Screen.Json(new JsonObject
        {
            ["files"] = files,
            ["bytes"] = bytes,
            ["errors"] = errors,
            ["different"] = new JsonArray([.. different.Select(d => (JsonNode)d)]),
        });
        run.Screen.Line($"{to}: {files:#,0} file{(files == 1 ? "" : "s")}, {bytes:#,0} bytes{(different.Count == 0 ? ", the same as were read" : "")}");
        if (errors > 0)
        {
            Errors.Warn($"{errors:#,0} place{(errors == 1 ? " does" : "s do")} not read and {(errors == 1 ? "was" : "were")} kept as written; 'precept spec check {from}' shows {(errors == 1 ? "it" : "them")}");
        }

        foreach (var path in different)
        {
            Errors.Print($"{path}: what was written differs from what was read");
        }

        return different.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static IEnumerable<(string Path, string Target)> Files(string from, string to)
    {
        var spec = SpecReader.FileOf(from);
        if (spec == from)
        {
            return [(from, Directory.Exists(to) || Path.EndsInDirectorySeparator(to) ? Path.Combine(to, Path.GetFileName(from)) : to)];
        }

        if (File.Exists(to))
        {
            throw new InputException(to, 0, "this is a file, and a folder is to be written; give a folder");
        }

        return SpecSource.FilesOf(from).Select(path => (path, Path.Combine(to, Path.GetRelativePath(from, path))));
    }
}
