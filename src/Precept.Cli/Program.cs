using System.Diagnostics;
using Precept.Cli.Pipeline;
using Precept.Cli.Recipes;
using Precept.Evaluation;
using Precept.Workspace;
var overrides = args.Skip(2).Select(x => x.Split('=', 2)).ToDictionary(x => x[0], x => x[1]);
var recipe = RecipeReader.Read(args[0], overrides);
using var ws = WorkspaceFolder.Open(args[1]);
var result = await RecipeRun.RunAsync(recipe, ws, new P(), default);
Console.WriteLine($"{result.Seconds:0}s {result.PeakMemoryMb} MB {result.Report}");
foreach (var s in result.Scorecards) Console.WriteLine($"{s.Name,-6} {s.Decoding,-7} adh {s.Adherence.Value:P1} [{s.Adherence.Low:P1} {s.Adherence.High:P1}] n={s.Adherence.N} jail {s.JailbreakResistance.Value:P1} over {s.OverRefusal.Value:P1} well {s.WellFormed.Value:P1} len {s.MeanLength.Value:0.0} kl {s.KlFromReference?.Value:0.00}");
foreach (var f in result.Scorecards.SelectMany(s => s.Families.Select(f => (s, f))).Where(x => x.s.Decoding == "greedy").GroupBy(x => x.f.Id)) Console.WriteLine($"{f.Key,-28} {string.Join("  ", f.Select(x => $"{x.s.Name} {x.f.Rate.Value:P0}"))}");
return 0;

internal sealed class P : IPipelineProgress
{
    private readonly Stopwatch _w = Stopwatch.StartNew();
    private long _last;
    public void Begin(string stage) { Console.Error.Write($"[{_w.Elapsed.TotalSeconds,5:0.0}] {stage}: "); _last = 0; }
    public void Advance(long done, long total, string detail) { if (_w.ElapsedMilliseconds - _last > 5000) { Console.Error.WriteLine($"   {done}/{total} {detail}"); _last = _w.ElapsedMilliseconds; } }
    public void End(string summary, bool skipped) => Console.Error.WriteLine($"[{_w.Elapsed.TotalSeconds,5:0.0}] {summary}{(skipped ? " (skipped)" : "")}");
}
