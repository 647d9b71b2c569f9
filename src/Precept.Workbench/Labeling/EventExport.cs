using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Labeling;

/// <summary>Writes events as JSON lines, one an event with its hashes, and verifies such a file without the database.</summary>
/// <remarks>
/// A line is an object with <c>seq</c>, <c>campaign</c>, <c>number</c>, <c>at</c> (Unix milliseconds), <c>person</c>, <c>kind</c>, <c>subject</c>, <c>content</c>, <c>previousHash</c> and <c>hash</c>.
/// The hash is SHA-256 over campaign, number, at, person, kind, subject, the content's text exactly as it stands in the line, and previousHash, each as its length in UTF-8 bytes, a colon, and its bytes.
/// </remarks>
public static class EventExport
{
    /// <summary>Longer lines than this are not read, in bytes.</summary>
    private const int LongestLine = 16 << 20;

    private const char ByteOrderMark = '\uFEFF'; // some editors put one at a file's beginning

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes the events, campaign by campaign, in the order of their numbers.</summary>
    /// <param name="database">The workbench's database.</param>
    /// <param name="to">Where to; it is flushed, not closed.</param>
    /// <param name="campaignId">One campaign, or null for all.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>How many.</returns>
    public static Task<long> WriteAsync(WorkbenchDatabase database, Stream to, string? campaignId = null, CancellationToken cancellationToken = default) => database.ReadAsync(async context =>
    {
        var count = 0L;
        using var line = new MemoryStream();
        await using var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = WorkbenchJson.Options.Encoder });
        var events = context.Events.Where(e => campaignId == null || e.CampaignId == campaignId).OrderBy(e => e.CampaignId).ThenBy(e => e.Number);
        await foreach (var e in events.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            line.SetLength(0);
            json.Reset();
            Write(json, e);
            await json.FlushAsync(cancellationToken);
            line.WriteByte((byte)'\n');
            await to.WriteAsync(line.GetBuffer().AsMemory(0, (int)line.Length), cancellationToken);
            count++;
        }

        await to.FlushAsync(cancellationToken);
        return count;
    });

    /// <summary>Verifies an exported file: the chain of each campaign that it holds, from its first event on.</summary>
    /// <param name="from">The file.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<ChainReport> VerifyAsync(Stream from, CancellationToken cancellationToken = default)
    {
        var chains = new Dictionary<string, ChainLinks>();
        var unreadable = new List<ChainFinding>();
        var at = 0;
        await foreach (var line in LinesAsync(from, cancellationToken))
        {
            at++;
            if (line is null || Read(line) is not { } e)
            {
                unreadable.Add(new ChainFinding("", 0, "line", $"line {at}: {(line is null ? $"has more than {LongestLine} bytes" : "is no event")}"));
                if (unreadable.Count == ChainVerification.MostFindings)
                {
                    break;
                }

                continue;
            }

            if (!chains.TryGetValue(e.CampaignId, out var chain))
            {
                chains[e.CampaignId] = chain = new ChainLinks(e.CampaignId);
            }

            chain.Add(e, $"line {at}");
        }

        return new ChainReport(chains.Count, chains.Values.Sum(c => c.Count), 0, [.. unreadable.Concat(chains.Values.SelectMany(c => c.Findings)).Take(ChainVerification.MostFindings)]);
    }

    private static void Write(Utf8JsonWriter json, EventRow e)
    {
        json.WriteStartObject();
        json.WriteNumber("seq", e.Seq);
        json.WriteString("campaign", e.CampaignId);
        json.WriteNumber("number", e.Number);
        json.WriteNumber("at", e.At);
        json.WriteString("person", e.PersonId);
        json.WriteString("kind", e.Kind);
        json.WriteString("subject", e.Subject);
        json.WritePropertyName("content");
        json.WriteRawValue(e.Content); // exactly: the hash is over this text
        json.WriteString("previousHash", e.PreviousHash);
        json.WriteString("hash", e.Hash);
        json.WriteEndObject();
    }

    // Lines without their ends; null for one that is longer than the longest, of which no more is kept in memory.
    private static async IAsyncEnumerable<byte[]?> LinesAsync(Stream from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (buffer, isTooLong) = (new byte[1 << 16], false);
        using var line = new MemoryStream();
        for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            for (var rest = buffer.AsMemory(0, read); rest.Length > 0;)
            {
                var end = rest.Span.IndexOf((byte)'\n');
                var part = end < 0 ? rest : rest[..end];
                isTooLong |= line.Length + part.Length > LongestLine;
                if (!isTooLong)
                {
                    line.Write(part.Span);
                }

                if (end < 0)
                {
                    break;
                }

                yield return isTooLong ? null : line.ToArray();
                line.SetLength(0);
                (isTooLong, rest) = (false, rest[(end + 1)..]);
            }
        }

        if (isTooLong || line.Length > 0)
        {
            yield return isTooLong ? null : line.ToArray();
        }
    }

    private static EventRow? Read(byte[] line)
    {
        try
        {
            using var document = JsonDocument.Parse(Strict.GetString(line).TrimStart(ByteOrderMark), new JsonDocumentOptions { MaxDepth = 64 });
            var e = document.RootElement;
            return new EventRow
            {
                Seq = e.GetProperty("seq").GetInt64(),
                CampaignId = Text("campaign"),
                Number = e.GetProperty("number").GetInt64(),
                At = e.GetProperty("at").GetInt64(),
                PersonId = Text("person"),
                Kind = Text("kind"),
                Subject = Text("subject"),
                Content = e.GetProperty("content").GetRawText(),
                PreviousHash = Text("previousHash"),
                Hash = Text("hash"),
            };

            string Text(string name) => e.GetProperty(name).GetString() ?? throw new FormatException();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or DecoderFallbackException)
        {
            return null;
        }
    }
}
