using System.Diagnostics;
using Precept.Prompts;
using Precept.Spec;
using Precept.Training;
using Precept.Training.Models;
using Precept.Training.Optimizers;
using Precept.Training.Sampling;
using Precept.Training.Tokenizers;
using TorchSharp;
using static TorchSharp.torch;
var a = args.Select(x => x.Split('=')).ToDictionary(x => x[0], x => x[1]);
string G(string k, string d) => a.GetValueOrDefault(k, d);
var o = new BaseCorpusOptions { PromptsPerFamily = int.Parse(G("n", "500")), InventedValues = 4000, Seed = 7,
  InventLists = ["codeword","brand","street","program","person","city","thing","topic","zh_codeword","zh_person","zh_program","zh_thing","pair"] };
var sw = Stopwatch.StartNew();
string[] paths = ["specs/starter"];
var dialogues = BaseCorpus.Dialogues(paths, o);
Console.WriteLine($"{dialogues.Count} dialogues {sw.Elapsed.TotalSeconds:0.0}s");
var lists = ValueLists.Read("specs/starter/scenarios/values.yaml");
var excluded = lists.All.Where(l => o.InventLists.Contains(l.Name)).SelectMany(l => l.In(Split.Train)).SelectMany(v => v.IsRecord ? v.Fields.Values : [v.Text]).SelectMany(t => t.Split(' ')).Select(t => t.ToLowerInvariant()).ToHashSet();
var vocabulary = BpeTrainer.Train(dialogues.SelectMany(d => d.Prompt.Messages.Select(m => (" " + m.Content, 1.0)).Concat(d.Replies.Select(r => (" " + r.Message.Content, 1.0)))),
  new BpeTrainerOptions { VocabSize = int.Parse(G("v", "1024")), Excluded = excluded, MinimumCount = 100 });
var tok = ChatTokenizer.Create(vocabulary);
Console.WriteLine($"tokenizer {tok.VocabSize} {sw.Elapsed.TotalSeconds:0.0}s");
var seqs = BaseCorpus.Sequences(dialogues, tok, o);
Console.WriteLine($"{seqs.Count} sequences mean {seqs.Average(s => s.Tokens.Length):0.0} tokens, scored {seqs.Average(s => s.ScoredCount):0.0}, max {seqs.Max(s=>s.Tokens.Length)} {sw.Elapsed.TotalSeconds:0.0}s");
if (G("show","0") != "0") { foreach (var d in dialogues.Where((_, i) => i % (o.PromptsPerFamily / 2) == 3).Take(70)) { Console.WriteLine($"--- {d.Prompt.Family} {d.Prompt.Wrapping}"); foreach (var m in d.Prompt.Messages) Console.WriteLine($"  {m.RoleName}: {m.Content}  [{tok.Encode(" " + m.Content).Length}]"); foreach (var r in d.Replies) Console.WriteLine($"  => {r.Verdict} {r.Message.Content}  [{string.Join("|", tok.Encode(" " + r.Message.Content).Select(t => tok.Decode([t])))}]"); } return 0; }
var c = new TransformerConfig { VocabSize = tok.VocabSize, HiddenSize = int.Parse(G("d", "128")), IntermediateSize = int.Parse(G("ff", "384")), Layers = int.Parse(G("L", "5")), Heads = int.Parse(G("h", "4")), KeyValueHeads = int.Parse(G("kv", "2")), BosId = 1, EosId = 7, PadId = 0, MaxPositions = 512 }.Validated("x");
using var m0 = Transformer.Create(c, 7);
using var model = new TrainableModel(m0, G("dt", "bf16") == "bf16" ? ScalarType.BFloat16 : ScalarType.Float32);
Console.WriteLine($"{m0.ParameterCount / 1e6:0.00} M parameters");
var val = ScenarioSet.Read(paths).Build(Split.Validation, 12, 1);
void Evaluate()
{
    using var scope = NewDisposeScope();
    var e = Stopwatch.StartNew();
    var random = new SeededRandom(3);
    double loss = 0; long n = 0; var famLoss = new Dictionary<string, (double, long)>();
    foreach (var chunk in val.Chunk(48)) { using var sc = NewDisposeScope(); using var _ = no_grad(); var ss = chunk.Select(d => Demonstrations.Tokenize(tok, d.Prompt, d.Replies.First(r => r.Verdict == Verdict.Good).Message.Content)).ToArray(); var b = TokenBatch.Of(ss, 0); var lp = b.LogProbs(model.Compute); loss -= lp.sum().item<float>(); n += b.ScoredCount; }
    Console.WriteLine($"   val nll {loss / n:0.0000} ({e.Elapsed.TotalSeconds:0.0}s)");
    var reqs = val.Where((_, i) => i % 2 == 0).Select(d => new GenerationRequest(tok.Prompt(d.Prompt.Messages), random)).ToArray();
    e.Restart();
    var outs = reqs.Chunk(96).SelectMany(r => Generation.Run(model.Compute, r, 48, 0, 1)).ToArray();
    // copied = equals some reply of the demonstration
    int exact = 0; var vv = val.Where((_, i) => i % 2 == 0).ToArray();
    for (int i = 0; i < outs.Length; i++) { var t = tok.ReplyText(outs[i].Tokens); if (vv[i].Replies.Any(r => r.Message.Content == t)) exact++; if (G("gen","0") != "0" && i % 6 == 0) Console.WriteLine($"      {vv[i].Prompt.Family}: {t}"); }
    Console.WriteLine($"   exact some reply {exact}/{outs.Length} gen {e.Elapsed.TotalSeconds:0.0}s");
}
double limit = double.Parse(G("sec", "120"));
var w = Stopwatch.StartNew(); long tokens = 0; double ema = 0; var last = 0.0;
var opt = new OptimizerOptions { LearningRate = double.Parse(G("lr", "0.003")), Muon = G("muon", "1") == "1", FinalRate = 0.05, Warmup = 0.02, Beta2 = 0.95 };
int bs = int.Parse(G("bs", "24"));
int steps = int.Parse(G("steps", "100000"));
var batches = Batching.Epochs(seqs.Select(s => s.Tokens.Length).ToArray(), bs, 7, (double)steps * bs / seqs.Count);
using var optimizer = new Optimizer(model, opt);
for (int step = 0; step < Math.Min(steps, batches.Count); step++)
{
    var b = batches[step].Select(i => seqs[i]).ToArray(); tokens += b.Sum(x => x.Tokens.Length);
    var l = Sft.Backward(model, b, b.Sum(x => x.ScoredCount));
    optimizer.Update(opt.RateAt(step, batches.Count)); ema = step == 0 ? l : 0.98 * ema + 0.02 * l;
    if (step % 100 == 99) Console.WriteLine($"step {step + 1} loss {ema:0.000} {tokens / w.Elapsed.TotalSeconds:0} tok/s {w.Elapsed.TotalSeconds:0}s rss {Process.GetCurrentProcess().WorkingSet64 >> 20}MB");
    if (w.Elapsed.TotalSeconds - last > 60) { Evaluate(); last = w.Elapsed.TotalSeconds; }
    if (w.Elapsed.TotalSeconds > limit) break;
}
Evaluate();
return 0;
