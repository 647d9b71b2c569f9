using System.Diagnostics;
using System.Text.Json;
using Precept.Spec;
using Precept.Training.Tokenizers;

namespace Precept.Training.Tests.Tokenizers;

/// <summary>The files we write, read by Hugging Face's JavaScript libraries.</summary>
public class HuggingFaceTests
{
    private sealed record Answer(int[][] Texts, string[] Decoded, int[][] Prompts);

    [Fact]
    public async Task Saved_tokenizer_encodes_and_renders_the_same_in_Hugging_Face_libraries()
    {
        var tokenizer = TestTokenizer.Create();
        var random = new Random(3);
        string[] parts = [
            " ", "  ", "\n", "\t", "the", "The weather", " other", "quick", "1", " 42", "!", " ?", "...", "'", "中", "文国", "。", "\u3000", "\u0085",
            "\u00a0", "\ufeff", "é", "e\u0301", "Ünï", "😀", "👩‍👩‍👧", "𠀀", "𝐀𝐁", "½", "٣", "ا", "हिन्दी", "\u0001", "_", "|", "<", "豈", "\u180e", "\u2028", "ﷺ", "가"];
        string[] texts = [.. Enumerable.Range(0, 500).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => parts[random.Next(parts.Length)])))];
        Message[][] conversations = [.. texts.Chunk(5).Select(c => c.Select((t, i) => new Message((Role)i, t)).ToArray())];
        using var folder = new TemporaryFolder();
        tokenizer.Save(folder.Path);

        var answer = await Ask(folder.Path, texts, conversations);

        for (var i = 0; i < texts.Length; i++)
        {
            answer.Texts[i].ShouldBe(tokenizer.Encode(texts[i]), texts[i]);
            answer.Decoded[i].ShouldBe(texts[i]);
        }

        answer.Prompts.ShouldBe(conversations.Select(tokenizer.Prompt));
    }

    private static async Task<Answer> Ask(string folder, string[] texts, Message[][] conversations)
    {
        var script = Script();
        var cases = JsonSerializer.Serialize(new
        {
            texts,
            conversations = conversations.Select(c => c.Select(m => new { role = m.RoleName, content = m.Content })),
        });
        using var node = Process.Start(new ProcessStartInfo("node", [script, folder]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await node.StandardInput.WriteAsync(cases);
        node.StandardInput.Close();
        var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        node.ExitCode.ShouldBe(0);
        return JsonSerializer.Deserialize<Answer>(output)!;
    }

    private static string Script()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder != null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "tests", "Precept.Training.Tests", "HuggingFace", "encode.mjs");
            if (Directory.Exists(Path.Combine(Path.GetDirectoryName(script)!, "node_modules")))
            {
                return script;
            }
        }

        Assert.Skip("needs node and `npm ci --ignore-scripts` in tests/Precept.Training.Tests/HuggingFace");
        throw new UnreachableException();
    }
}
