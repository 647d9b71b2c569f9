using System.Text.RegularExpressions;
using Precept.Spec.Checks;

namespace Precept.Spec.Resolution;

/// <summary>What a sentence is to the assistant.</summary>
internal enum InstructionForm
{
    /// <summary>No instruction.</summary>
    None,

    /// <summary>It says who somebody is, which hints at what is wanted.</summary>
    Signal,

    /// <summary>It says what to do.</summary>
    Order,
}

/// <summary>Tells by its form whether a sentence instructs: imperatives, duties and requests, in English and Chinese. Linear in the sentence's length.</summary>
internal static class InstructionForms
{
    private const int MaxLength = 2000;
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    private const string Verbs =
        "accept|act|add|address|adopt|always|answer|apply|ask|assist|assume|avoid|be|begin|behave|call|change|check|choose|cite|comply|confirm|consider|continue|convert"
        + "|create|decline|delete|describe|disregard|do|don't|draft|edit|end|ensure|enter|execute|explain|fetch|finish|follow|forget|format|generate|give"
        + "|help|ignore|include|insert|keep|let|limit|list|look|make|mention|name|never|obey|only|open|output|pick|pretend|print|provide|put|quote|read|recommend"
        + "|refer|refrain|refuse|reject|remain|remember|remove|repeat|replace|reply|respect|respond|return|reveal|rewrite|roleplay|run|say|search|send|share|show|sign|speak"
        + "|spell|start|state|stay|stick|stop|suggest|summarise|summarize|switch|take|talk|tell|transfer|translate|treat|try|use|verify|visit|wait|write";

    private const string LeadIn =
        @"(?:(?:please|kindly|also|and|but|then|now|so|first|next|finally|instead|again|ok|okay|important|note|system|rule \d+|from now on|from here on|for now|in this conversation|in every reply"
        + @"|in all replies|in your repl(?:y|ies)|at all times|no matter what|whatever happens|when(?:ever)? [^,]{1,120}|if [^,]{1,120}|unless [^,]{1,120}|under no circumstances|after that|before that|[a-z]{1,20}:)[,:]? )*";

    private static readonly Regex Imperative = new($@"^{LeadIn}(?:{Verbs})\b", Options);

    private static readonly Regex Duty = new(
        @"\b(?:you|the assistant|the model|the chatbot|(?:your|all|every|each|the)? ?(?:answers?|repl(?:y|ies)|responses?|output))"
        + @"(?: \w+ly| also| still)? (?:must|should|shall|have to|has to|need to|needs to|may not|may only|are to|is to|are not (?:to|allowed)|are (?:required|forbidden)|cannot|can't|mustn't|shouldn't|are never)\b",
        Options);

    private static readonly Regex Request = new(
        @"^(?:\w+, )?(?:please\b|(?:can|could|would|will) you\b|i (?:want|need|expect|ask|order|would like) you to\b|i'd like you to\b|we (?:want|need|expect) you to\b|make sure\b|it is (?:forbidden|required|essential) )|\bplease [a-z]+|\bmake sure\b|\bno matter what\b",
        Options);

    private static readonly Regex ChineseRequest = new("^(?:请|麻烦|劳驾|帮我|给我|替我|你?能不能|你?可不可以|你?能帮|你?可以帮)", Options);

    private static readonly Regex ChineseOrder = new(
        "^(?:(?:现在|从现在起|从现在开始|以后|今后|接下来|同时|并且|但是?|而且|另外|然后|首先|最后|无论如何|注意|记住|重要|系统)[，,：:]?)*"
        + "(?:帮忙|别|不要|不得|不许|不准|不可|切勿|勿|禁止|严禁|务必|必须|应当|一定要|只能|只用|只需|只回答|始终|永远|总是|避免|保持|停止|忽略|无视|忘记|忘掉|遵守|服从|扮演|假装|使用"
        + "|改用|用(?:中文|英文|英语|汉语|法语|德语|日语|一|两|三|几|不|简)|以[^，。]{1,20}(?:回答|回复|开头|结尾|格式)|回答|回复|翻译|写|说|列出|总结|解释|告诉|叫我|称呼我|称我|每次|每个回答|所有回答|把|将)",
        Options);

    private static readonly Regex ChineseDuty = new(
        "(?:你|您|助手|模型|回答|回复)(?:都|也|还|们)?(?:必须|应该|应当|需要|要|不能|不可以|不得|不要|不许|不准|只能|只可|一定要|务必|不应|禁止)", Options);

    private static readonly Regex Persona = new(@"^(?:and )?(?:you are|you're|i am|i'm) (?:an?|the|new to|\w+ years old)\b|^your name is\b", Options);

    private static readonly Regex ChinesePersona = new("^(?:你|您|我)是(?:一|个|名|位)", Options);

    private static readonly Regex ListMark = new(@"^(?:[-*+•#>]+|\(?\d{1,3}[.)]|\(?[a-z]\)|[一二三四五六七八九十]{1,3}、)\s+", Options);

    /// <summary>The form of a sentence, quotations in it blanked out.</summary>
    public static InstructionForm Of(string sentence)
    {
        var text = ReplyText.Fold(sentence.Length > MaxLength ? sentence[..MaxLength] : sentence);
        text = ListMark.Replace(text, "", 1).TrimStart(' ', '*', '_', '"', '\'', '(', '（', '[', '【');
        if (Request.IsMatch(text) || ChineseRequest.IsMatch(text))
        {
            return InstructionForm.Order;
        }

        // "Should you …?" and "Do birds …?" ask; only a request may end as a question.
        if (text.EndsWith('?') || text.EndsWith('？'))
        {
            return InstructionForm.None;
        }

        return Imperative.IsMatch(text) || Duty.IsMatch(text) || ChineseOrder.IsMatch(text) || ChineseDuty.IsMatch(text) ? InstructionForm.Order
            : Persona.IsMatch(text) || ChinesePersona.IsMatch(text) ? InstructionForm.Signal
            : InstructionForm.None;
    }
}
