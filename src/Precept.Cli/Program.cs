using System.Diagnostics;
using Precept.Training;
using Precept.Training.Models;
using Precept.Training.Optimizers;
using static TorchSharp.torch;
var w = Stopwatch.StartNew(); var ema = 0.0;
var options = new BaseModelOptions
{
    Corpus = new BaseCorpusOptions
    {
        Rounds = 4, PromptsPerFamily = 2000, InventedValues = 4000, DrillShare = 0.15, Seed = 7,
        InventLists = ["codeword", "brand", "street", "program", "person", "city", "thing", "topic", "zh_codeword", "zh_person", "zh_program", "zh_thing", "pair"],
    },
    Training = new SftOptions { Epochs = double.Parse(args[0]), BatchSize = 32, Seed = 7, Optimizer = new OptimizerOptions { LearningRate = 0.004, Muon = true, Warmup = 0.02, FinalRate = 0.02 } },
};
var r = BaseModel.Train(["specs/starter"], options, ScalarType.BFloat16, new RunOptions
{
    Folder = "/work/base-run", SaveEvery = 500, Key = "pocket-base",
    OnStep = s => { ema = s.Step == 0 ? s.Metrics["loss"] : 0.98 * ema + 0.02 * s.Metrics["loss"]; if (s.Step % 100 == 99) Console.WriteLine($"{DateTime.Now:HH:mm:ss} step {s.Step + 1}/{s.Total} loss {ema:0.0000} {w.Elapsed.TotalSeconds:0}s rss {Process.GetCurrentProcess().WorkingSet64 >> 20}MB"); },
});
Checkpoint.Save("/work/base-run/final", r.Model, r.Tokenizer, ScalarType.BFloat16, new Dictionary<string, string> { ["tokens"] = r.Tokens.ToString() });
Console.WriteLine($"done {r.Tokens} tokens {w.Elapsed.TotalSeconds:0}s");
return 0;
