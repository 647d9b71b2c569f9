using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Precept.Cli.Terminal;

namespace Precept.Cli.Commands;

/// <summary>A conversation line by line: what is typed goes to the model, its answer streams back; lines that begin with <c>/</c> are commands.</summary>
/// <param name="client">The model.</param>
/// <param name="options">How it answers.</param>
/// <param name="input">Where lines come from.</param>
/// <param name="output">Where answers go.</param>
/// <param name="isJson">Whether each answer is a JSON object on a line of its own.</param>
internal sealed class ChatConversation(IChatClient client, ChatOptions options, TextReader input, TextWriter output, bool isJson)
{
    private static readonly ChatRole Developer = new("developer");
    private readonly List<ChatMessage> _messages = [];
    private string? _system;
    private string? _developer;

    /// <summary>Begins the conversation anew with these messages.</summary>
    public void Open(string? system, string? developer)
    {
        (_system, _developer) = (system, developer);
        _messages.Clear();
        if (system is not null)
        {
            _messages.Add(new ChatMessage(ChatRole.System, system));
        }

        if (developer is not null)
        {
            _messages.Add(new ChatMessage(Developer, developer));
        }
    }

    /// <summary>Talks until the input ends or <c>/exit</c>.</summary>
    /// <param name="prompts">Whether to show where to type.</param>
    /// <param name="cancellationToken">Stops, also while it waits for a line.</param>
    public async Task RunAsync(bool prompts, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (prompts)
            {
                Console.Error.Write("> ");
            }

            // Reading the console cannot be cancelled; leaving it behind can.
            var line = await Task.Run(input.ReadLine, cancellationToken).WaitAsync(cancellationToken);
            if (line is null || line.Trim() == "/exit")
            {
                return;
            }

            if (line.StartsWith('/'))
            {
                Obey(line.Trim());
            }
            else if (line.Trim().Length > 0)
            {
                await AnswerAsync(line, cancellationToken);
            }
        }
    }

    private void Obey(string line)
    {
        var (command, text) = line.IndexOf(' ', StringComparison.Ordinal) is > 0 and var at ? (line[..at], line[(at + 1)..].Trim()) : (line, "");
        switch (command)
        {
            case "/system":
                Open(text.Length > 0 ? text : null, _developer);
                break;
            case "/developer":
                Open(_system, text.Length > 0 ? text : null);
                break;
            case "/reset":
                Open(_system, _developer);
                break;
            default:
                Screen.Note($"'{command}' is not known: /system TEXT, /developer TEXT, /reset, /exit");
                return;
        }

        Screen.Note("new conversation");
    }

    private async Task AnswerAsync(string line, CancellationToken cancellationToken)
    {
        _messages.Add(new ChatMessage(ChatRole.User, line));
        var answer = new StringBuilder();
        await foreach (var update in client.GetStreamingResponseAsync(_messages, options, cancellationToken))
        {
            answer.Append(update.Text);
            if (!isJson)
            {
                output.Write(Printable.Of(update.Text));
                output.Flush();
            }
        }

        _messages.Add(new ChatMessage(ChatRole.Assistant, answer.ToString()));
        output.WriteLine(isJson ? new JsonObject { ["user"] = line, ["assistant"] = answer.ToString() }.ToJsonString() : "");
    }
}
