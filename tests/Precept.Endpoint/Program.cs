using System.CommandLine;
using Precept.Spec;
using Precept.TestEndpoint;
using Precept.TestEndpoint.Scripts;

var port = new Option<int>("--port") { Description = "The port on 127.0.0.1; 0 for any that is free.", HelpName = "N" };
var latency = Text("--latency", "How long a request takes: 20ms, 20ms-80ms or lognormal:50ms,0.5 (median, sigma).", "TIME", "0");
var faults = Text("--faults", "What goes wrong, in shares of all requests: 429, 500, 503, hang, cut, body, json, refuse, filter, empty; such as 429:5%,json:1%.", "LIST", "");
var retryAfter = Text("--retry-after", "When clients that got 429 may come again.", "TIME", "50ms");
var model = new Option<string[]>("--model")
{
    Description = "A model and what it does; several times for several. SCRIPT is first, second, longest, shortest, random, refuser (these are always there under their own names), accuracy:P with --truth, or rules:FILE.",
    HelpName = "NAME=SCRIPT",
    DefaultValueFactory = _ => [],
};
var truth = new Option<string>("--truth") { Description = "Lines of {\"better\": text, \"worse\": text}, for accuracy:P.", HelpName = "FILE" };
var confidence = new Option<double>("--confidence") { Description = "What log-probabilities give to the token that a script chose, above 0 and below 1.", HelpName = "P", DefaultValueFactory = _ => 0.9 };
var seed = new Option<long>("--seed") { Description = "Seed of faults, latencies and scripts that draw.", HelpName = "N", DefaultValueFactory = _ => 1 };
var key = new Option<string>("--require-key") { Description = "Answer 401 to requests that do not bear this key.", HelpName = "KEY" };
var maxInFlight = new Option<int>("--max-in-flight") { Description = "Answer 429 to requests above this many at a time.", HelpName = "N", DefaultValueFactory = _ => int.MaxValue };
var log = new Option<string>("--log") { Description = "Append a line for each request: hash of its body, outcome, status, milliseconds.", HelpName = "FILE" };
var bodies = new Option<string>("--bodies") { Description = "Append the body of each request as a line: what exactly was asked.", HelpName = "FILE" };

var command = new RootCommand("A language model's endpoint for tests: speaks the OpenAI protocol on 127.0.0.1, with scripted answers, latency and faults.");
foreach (var option in (Option[])[port, latency, faults, retryAfter, model, truth, confidence, seed, key, maxInFlight, log, bodies])
{
    command.Add(option);
}

command.SetAction(async (parsed, cancellationToken) =>
{
    try
    {
        var p = parsed.GetValue(confidence) is > 0 and < 1 and var c ? c : throw new InputException("--confidence is not above 0 and below 1");
        var settings = new EndpointSettings
        {
            Port = parsed.GetValue(port),
            Latency = Latency.Parse(parsed.GetValue(latency)!),
            Faults = FaultPlan.Parse(parsed.GetValue(faults)!),
            RetryAfter = Durations.Parse(parsed.GetValue(retryAfter)!),
            Seed = parsed.GetValue(seed),
            Key = parsed.GetValue(key),
            MaxInFlight = parsed.GetValue(maxInFlight),
            Confidence = p,
            Log = parsed.GetValue(log),
            Bodies = parsed.GetValue(bodies),
            Models = ScriptNames.Read(parsed.GetValue(model)!, parsed.GetValue(truth), parsed.GetValue(seed), p),
        };
        Console.WriteLine(await Server.RunAsync(settings, address => Console.WriteLine($"listening on {address}/v1, models {string.Join(", ", settings.Models.Keys)}"), cancellationToken));
        return 0;
    }
    catch (Exception e) when (e is InputException or IOException)
    {
        Console.Error.WriteLine($"error: {e.Message}");
        return 2;
    }
});
return await command.Parse(args).InvokeAsync();

static Option<string> Text(string name, string description, string kind, string value) =>
    new(name) { Description = description, HelpName = kind, DefaultValueFactory = _ => value };
