using System.Text.Json;

namespace Precept.Endpoints;

/// <summary>Takes in whole answers only: one that breaks off, or that is no answer, fails here, where it is tried again.</summary>
internal sealed class AnswerBodyHandler(HttpMessageHandler inner, CallMeter meter) : DelegatingHandler(inner)
{
    private const long MaxBody = 64L << 20;

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var call = CallInFlight.Current;
        call?.Send();
        meter.Sent();
        try
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            try
            {
                await response.Content.LoadIntoBufferAsync(MaxBody, cancellationToken).ConfigureAwait(false);
                if (response.IsSuccessStatusCode && !IsAnswer(await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)))
                {
                    throw new HttpRequestException(HttpRequestError.InvalidResponse, "the body is no answer: not the JSON of a chat completion, or not all of it");
                }

                return response;
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }
        finally
        {
            meter.Returned();
            call?.Return();
        }
    }

    /// <summary>Whether a body is a JSON object from its first to its last byte, with at least one choice.</summary>
    public static bool IsAnswer(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            var hasChoice = false;
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isChoices = reader.ValueTextEquals("choices"u8);
                reader.Read();
                if (isChoices && reader.TokenType == JsonTokenType.StartArray)
                {
                    reader.Read();
                    hasChoice = reader.TokenType == JsonTokenType.StartObject;
                    while (reader.TokenType != JsonTokenType.EndArray)
                    {
                        reader.Skip();
                        reader.Read();
                    }
                }
                else
                {
                    reader.Skip();
                }
            }

            return hasChoice && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
