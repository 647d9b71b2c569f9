using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Precept.TestEndpoint;

namespace Precept.Tests.TestEndpoint;

/// <summary>Asks the test endpoint over HTTP, without any client library between.</summary>
internal static class Asking
{
    private const string Mark = "0123456789abcdef0123";

    public static HttpClient Client { get; } = new();

    /// <summary>A verdict's schema: which is better, and a rating of each.</summary>
    public static JsonObject VerdictFormat => (JsonObject)JsonNode.Parse(
        """
        {"type":"json_schema","json_schema":{"name":"verdict","strict":true,"schema":{
          "type":"object","additionalProperties":false,"required":["reason","better"],
          "properties":{"reason":{"type":"string"},"better":{"enum":["a","b","tie"]}}}}}
        """)!;

    /// <summary>The message of a judge's question about some answers.</summary>
    public static string Question(params string[] answers) =>
        "# The candidate answers\n" + string.Concat(answers.Select((a, i) =>
            $"===== {Mark} BEGIN ANSWER {(char)('A' + i)} =====\n{a}\n===== {Mark} END ANSWER {(char)('A' + i)} =====\n")) + "\n# Your task\nWhich is better?";

    /// <summary>The body of a request.</summary>
    public static JsonObject Body(string model, string message, JsonObject? format = null)
    {
        var body = new JsonObject { ["model"] = model, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = message }) };
        if (format is not null)
        {
            body["response_format"] = format;
        }

        return body;
    }

    /// <summary>Sends a body; the caller reads the answer.</summary>
    public static Task<HttpResponseMessage> PostAsync(EndpointProcess endpoint, JsonObject body, CancellationToken cancellationToken, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{endpoint.Address}/chat/completions")
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key);
        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <summary>Sends a body and reads the completion.</summary>
    public static async Task<JsonNode> AskAsync(EndpointProcess endpoint, JsonObject body, CancellationToken cancellationToken)
    {
        using var response = await PostAsync(endpoint, body, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        ((int)response.StatusCode).ShouldBe(200, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>The words of a completion.</summary>
    public static string? Words(JsonNode completion) => (string?)completion["choices"]![0]!["message"]!["content"];
}
