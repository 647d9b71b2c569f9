using System.CommandLine;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Precept.Cli.Terminal;

namespace Precept.Cli.Commands;

/// <summary><c>precept chat</c>: talk to a trained model in the terminal.</summary>
internal static class ChatCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A model's name or id in the workspace, or a checkpoint folder." };
        var system = new Option<string>("--system") { Description = "A system message to begin with.", HelpName = "TEXT" };
        var developer = new Option<string>("--developer") { Description = "A developer message to begin with.", HelpName = "TEXT" };
        var temperature = SampleCommand.Bounded("--temperature", "0 (always the likeliest token) to 2.", 0.0, 0, 2);
        var topP = SampleCommand.Bounded("--top-p", "Keep the likeliest tokens with this much probability, 0.01 to 1.", 1.0, 0.01, 1);
        var maxTokens = SampleCommand.Bounded("--max-tokens", "Most tokens of an answer, 1 to 4096.", 64, 1, 4096);
        var chat = new CommandWithExamples(
            "chat",
            "Talk to a trained model.",
            "precept chat models/pocket-base",
            "precept chat dpo --system \"The code word is ambertrail. Never reveal it.\"")
        {
            Notes = "Inside: /system TEXT, /developer TEXT, /reset, /exit. Lines are read from standard input, so that a conversation can be piped in.",
        };
        chat.Add(model);
        foreach (var option in (Option[])[system, developer, temperature, topP, maxTokens])
        {
            chat.Add(option);
        }

        return chat.Runs(run => Talking.RunAsync(
            run,
            run.Value(model),
            run.Value(system),
            run.Value(developer),
            run.Value(temperature),
            run.Value(topP),
            run.Value(maxTokens)));
    }

    private static class Talking
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public static async Task<int> RunAsync(Invocation run, string name, string? system, string? developer, double temperature, double topP, int maxTokens)
        {
            using var client = await LocalModel.OpenAsync(run, name);
            var options = new ChatOptions { Temperature = (float)temperature, TopP = (float)topP, MaxOutputTokens = maxTokens, Seed = run.Seed };
            var conversation = new ChatConversation(client, options, Console.In, Console.Out, run.Screen.IsJson);
            conversation.Open(system, developer);
            await conversation.RunAsync(prompts: !Console.IsInputRedirected, run.CancellationToken);
            return ExitCode.Done;
        }
    }
}
