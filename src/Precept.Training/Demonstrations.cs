using Precept.Prompts;
using Precept.Spec;
using Precept.Training.Tokenizers;

namespace Precept.Training;

/// <summary>Turns prompts with graded replies into training sequences.</summary>
public static class Demonstrations
{
    /// <summary>A prompt and a reply as tokens; the reply's tokens are scored, its end-of-turn included.</summary>
    public static TokenSequence Tokenize(ChatTokenizer tokenizer, Prompt prompt, string reply) =>
        TokenSequence.Of(tokenizer.Prompt(prompt.Messages), tokenizer.Reply(reply));

    /// <summary>
    /// One of the replies: a GOOD one or a worse one with equal chance. Among the worse ones the first listed, the typical mistake, is drawn
    /// as often as all others together; the GOOD ones are equally likely. Where there is only one kind, it is drawn from that.
    /// </summary>
    public static string HalfGoodHalfBad(Demonstration demonstration, SeededRandom random)
    {
        var wanted = random.NextInt(2) == 0;
        if (demonstration.Replies.All(r => r.Verdict == Verdict.Good != wanted))
        {
            wanted = !wanted;
        }

        var replies = demonstration.Replies.Where(r => r.Verdict == Verdict.Good == wanted).ToArray();
        var typical = !wanted && random.NextInt(2) == 0;
        return replies[typical ? 0 : random.NextInt(replies.Length)].Message.Content;
    }
}
