using System.Diagnostics;
using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Markdig;
using Precept.Spec;
using Precept.Spec.Syntax;

namespace Precept.Benchmarks;

/// <summary>Reading a spec's text: into the lossless tree, and on into the document's records. The peer is Markdig's plain parse of the same text.</summary>
[MemoryDiagnoser]
public class SpecParsing
{
    /// <summary>Reads a file once in a process of its own, to measure the memory that takes.</summary>
    public const string OnceCommand = "parse-once";

    private const string FileVariable = "PRECEPT_BENCHMARK_SPEC";

    private string _text = "";

    /// <summary>Runs the benchmark and prints milliseconds per megabyte, the ratio, and a fresh process's memory.</summary>
    /// <param name="path">A spec; by default the newest published one beside the repository, else the project's own.</param>
    public static int Run(string? path)
    {
        var file = SpecReader.FileOf(path ?? DefaultSpec());
        Environment.SetEnvironmentVariable(FileVariable, Path.GetFullPath(file));
        var config = ManualConfig.CreateEmpty()
            .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(8).WithIterationCount(20))
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default);
        var summary = BenchmarkRunner.Run<SpecParsing>(config);
        PrintPerMegabyte(summary, file);
        PrintMemory(file);
        return 0;
    }

    /// <summary>Reads the text that is measured.</summary>
    [GlobalSetup]
    public void Load() => _text = File.ReadAllText(Environment.GetEnvironmentVariable(FileVariable)!);

    /// <summary>Markdig with its default pipeline: no extensions.</summary>
    [Benchmark(Baseline = true, Description = "Markdig, plain")]
    public object Peer() => Markdown.Parse(_text);

    /// <summary>The lossless tree.</summary>
    [Benchmark(Description = "syntax tree")]
    public object Tree() => SpecSyntaxTree.Parse(_text, "spec.md");

    /// <summary>The tree and the document with its hashes.</summary>
    [Benchmark(Description = "tree and document")]
    public object Document() => SpecReader.Parse(_text, "spec.md");

    internal static int Once(string file)
    {
        var spec = SpecReader.Parse(File.ReadAllText(file), file);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{process.PeakWorkingSet64 / 1e6:0.0} MB peak resident in a fresh process that reads {spec.Sections.Count} sections"));
        return 0;
    }

    private static void PrintPerMegabyte(Summary summary, string file)
    {
        var megabytes = new FileInfo(file).Length / 1e6;
        var means = summary.Reports.Select(r => (Name: r.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''), Milliseconds: r.ResultStatistics!.Median / 1e6)).ToList();
        var table = new StringBuilder($"\n{file}: {megabytes:0.000} MB, medians of one run\n");
        foreach (var (name, milliseconds) in means)
        {
            table.AppendLine(CultureInfo.InvariantCulture, $"{name,-20} {milliseconds,8:0.00} ms {milliseconds / megabytes,8:0.0} ms/MB {milliseconds / means[0].Milliseconds,6:0.00} x Markdig");
        }

        Console.Write(table);
    }

    private static void PrintMemory(string file)
    {
        var host = Environment.ProcessPath!;
        string[] program = Path.GetFileNameWithoutExtension(host) == "dotnet" ? [typeof(SpecParsing).Assembly.Location] : [];
        using var process = Process.Start(new ProcessStartInfo(host, [.. program, OnceCommand, file]))!;
        process.WaitForExit();
    }

    private static string DefaultSpec()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var published = Path.Combine(folder.FullName, "shared", "data", "model_spec");
            if (Directory.Exists(published))
            {
                return Directory.GetDirectories(published).Order(StringComparer.Ordinal).Last();
            }
        }

        return Path.Combine("specs", "starter");
    }
}
