using System.ClientModel;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using Precept.TestEndpoint;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using ChatResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat;

namespace Precept.Benchmarks.Judging;

/// <summary>What else one would send the questions with; neither keeps anything.</summary>
internal static class Peers
{
    /// <summary>A loop over <see cref="HttpClient"/>: the same bytes, each answer read as JSON, nothing tried again.</summary>
    public static Task<Answered> BareAsync(EndpointProcess endpoint, IReadOnlyList<byte[]> bodies, int inFlight)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = inFlight });
        var address = new Uri($"{endpoint.Address}/chat/completions");
        return RunAsync(bodies, inFlight, async body =>
        {
            using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
            using var response = await client.PostAsync(address, content);
            using var json = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
            return response.IsSuccessStatusCode;
        });
    }

    /// <summary>The OpenAI client of Microsoft.Extensions.AI as it comes, with its own retries, asked for the same schema and the same log-probabilities.</summary>
    public static Task<Answered> OpenAiAsync(EndpointProcess endpoint, IReadOnlyList<byte[]> bodies, int inFlight)
    {
        var clients = new OpenAIClient(new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = new Uri(endpoint.Address) });
        using var first = JsonDocument.Parse(bodies[0]);
        var client = clients.GetChatClient(first.RootElement.GetProperty("model").GetString()!).AsIChatClient();
        var schema = first.RootElement.GetProperty("response_format").GetProperty("json_schema").GetProperty("schema").Clone();
        var options = new ChatOptions
        {
            Temperature = 0,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "verdict"),
            RawRepresentationFactory = _ => new ChatCompletionOptions { IncludeLogProbabilities = true, TopLogProbabilityCount = 20 },
        };
        var questions = bodies.Select(Question).ToArray();
        return RunAsync(questions, inFlight, async question =>
        {
            using var answer = JsonDocument.Parse((await client.GetResponseAsync(question, options)).Text);
            return true;
        });
    }

    private static async Task<Answered> RunAsync<T>(IReadOnlyList<T> questions, int inFlight, Func<T, Task<bool>> ask)
    {
        var answered = 0;
        var (began, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await Parallel.ForAsync(0, questions.Count, new ParallelOptions { MaxDegreeOfParallelism = inFlight }, async (i, _) =>
        {
            try
            {
                Interlocked.Add(ref answered, await ask(questions[i]) ? 1 : 0);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or JsonException or ClientResultException or AggregateException)
            {
                // A fault of the endpoint: this client has no answer to the question.
            }
        });
        return new(answered, Stopwatch.GetElapsedTime(began), Environment.CpuUsage.TotalTime - processor);
    }

    private static ChatMessage[] Question(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return [.. json.RootElement.GetProperty("messages").EnumerateArray().Select(m => new ChatMessage(new ChatRole(m.GetProperty("role").GetString()!), m.GetProperty("content").GetString()))];
    }
}
