using System.Globalization;
using System.Text.RegularExpressions;
using Precept.Spec.Checks;

namespace Precept.Spec.Resolution;

/// <summary>What an instruction's words demand of a reply, as far as a machine can tell.</summary>
/// <param name="Conditions">Conditions on the reply; all of them are demanded.</param>
/// <param name="Settings">Things that have one value at a time, such as what the user is called.</param>
/// <param name="SetsAsideEarlier">Whether it sets aside all earlier instructions in messages.</param>
internal sealed record StatedDemands(IReadOnlyList<Condition> Conditions, IReadOnlyList<(string Name, string Value)> Settings, bool SetsAsideEarlier)
{
    private const int MaxLength = 2000;
    private const int MaxConditions = 8; // each is held against those of every other instruction
    private const int LongestListed = 220; // a quoted text of 200 characters with what stands before it
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const string Quoted = """(?:"(?<q>[^"]{1,200})"|「(?<q>[^」]{1,200})」|『(?<q>[^』]{1,200})』|'(?<q>[^']{1,200})')""";
    private const string Naming = """(?: the)?(?: exact)?(?: words?| phrase| name| text| sentence)? ?""";

    private static readonly Regex Negation = new(
        @"\b(?:don't|do not|does not|doesn't|never|not|no longer|avoid|without|cannot|can't|mustn't|must not|shouldn't|refrain from|stop|no)\b|不要|不得|不能|不可|不许|不准|禁止|避免|别|勿|不再|不用", Options);

    private static readonly Regex Language = new($@"\b(?:in|into|use|using|speak|write|only)(?: only| plain| simple| fluent)? (?<l>{LanguageNames.English})\b", Options);
    private static readonly Regex Replies = new(@"\b(?:repl|respon|answer|writ|speak|talk|say|communicat|output|use|using|switch|explanation|conversation|stay)", Options);
    private static readonly Regex ChineseLanguage = new($"(?:用|以|使用|改用|改成|说|换成|写|是|用的是)(?<l>{LanguageNames.Chinese})", Options);
    private static readonly Regex Capitals = new(@"\b(?:all caps|(?:all )?capital letters|capitals|upper ?case)\b|大写", Options);
    private static readonly Regex SmallLetters = new(@"\b(?:small letters|lower ?case)\b|小写", Options);
    private static readonly Regex Json = new(@"\b(?:repl|respon|answer|output|return|write|give|use|format|produce|emit|as|in|with)[^.]{0,60}\bjson\b|json ?(?:格式|对象|回答|输出|返回)|(?:用|以|输出|返回) ?json", Options);
    private static readonly Regex PlainText = new(@"\b(?:plain text|plain prose|in prose|no json)\b|纯文本", Options);
    private static readonly Regex Question = new(@"\bask(?:ing)?\b[^.]{0,40}\bquestions?\b|提问|反问|提出?问题|问问题", Options);
    private static readonly Regex Exactly = new($@"\b(?:reply|answer|respond|say|output|write)(?: with| by saying)? (?:exactly|only|just|nothing but){Naming}{Quoted}|(?:只|仅)(?:回答|回复|说|输出){Quoted}", Options);
    private static readonly Regex Starts = new($@"\b(?:start|begin|open)(?:s|ing)?(?: [a-z]+){{0,4}} with{Naming}{Quoted}|以{Quoted}(?:开头|开始)", Options);
    private static readonly Regex Ends = new($@"\b(?:end|finish|close)(?:s|ing)?(?: [a-z]+){{0,4}} with{Naming}{Quoted}|以{Quoted}(?:结尾|结束)", Options);

    private static readonly Regex Mentions = new(
        $@"\b(?:includ(?:e|es|ing)|mention(?:s|ing)?|contain(?:s|ing)?|us(?:e|es|ing)|say(?:s|ing)?|writ(?:e|es|ing)|repeat(?:ing)?|reveal(?:ing)?|output|print)(?: [a-z]+){{0,4}} ?{Quoted}"
        + $@"|\b(?:includ(?:e|es|ing)|mention(?:s|ing)?|contain(?:s|ing)?|us(?:e|es|ing)|say(?:s|ing)?|writ(?:e|es|ing)) the word (?<q>[\p{{L}}\p{{Nd}}]{{1,40}})"
        + $"|(?:包含|提到|提及|使用|说出|说|写出|出现|加上|透露)[^\"「『。]{{0,8}}{Quoted}",
        Options);

    private static readonly Regex NextQuoted = new($@"^(?:,? ?(?:and|or) |, ?|、|和|或){Quoted}", Options);

    private static readonly (string Name, Regex Pattern)[] Names =
    [
        ("the user's name", new($@"\b(?:call|address) me(?: as| by the name)? (?:{Quoted}|(?<q>[\p{{L}}\p{{Nd}}'-]{{1,40}}))|(?:叫我|称呼我为|称我为|称呼我)(?:{Quoted}|(?<q>[\p{{L}}\p{{Nd}}]{{1,8}}))", Options)),
        ("the assistant's name", new($@"\b(?:your name is|call yourself) (?:{Quoted}|(?<q>[\p{{L}}\p{{Nd}}'-]{{1,40}}))|(?:你叫|你的名字是|你的名字叫)(?:{Quoted}|(?<q>[\p{{L}}\p{{Nd}}]{{1,8}}))", Options)),
    ];

    private static readonly Regex Earlier = new(
        @"\b(?:ignore|disregard|forget|override|set aside|drop)\b[^.]{0,40}\b(?:previous|prior|earlier|above|preceding|other|foregoing)\b[^.]{0,20}\b(?:instructions?|rules?|prompts?|orders?|directions?|messages?)\b"
        + "|(?:忽略|无视|忘记|忘掉|不用管|抛开)[^。]{0,10}(?:之前|以前|以上|上面|先前|前面|此前|所有|其他)[^。]{0,10}(?:指令|指示|规则|要求|提示|命令)",
        Options);

    /// <summary>Nothing that a machine can tell.</summary>
    public static StatedDemands Nothing { get; } = new([], [], false);

    /// <summary>Reads an instruction's words; linear in their length, of which the first 2,000 characters count.</summary>
    public static StatedDemands Of(string text)
    {
        var plain = ReplyText.Straighten(ReplyText.Collapse(text.Length > MaxLength ? text[..MaxLength] : text));
        var low = plain.ToLowerInvariant(); // as long as the plain text, so that places in it are places there
        var conditions = new List<Condition>();
        conditions.AddRange(LengthDemands.Of(low, IsNegated));
        AddWhere(Language, m => Replies.IsMatch(low) ? new InLanguage(LanguageNames.Code(m.Groups["l"].Value)) : null);
        AddWhere(ChineseLanguage, m => new InLanguage(LanguageNames.Code(m.Groups["l"].Value)));
        AddWhere(Capitals, _ => new InCase(true));
        AddWhere(SmallLetters, _ => new InCase(false));
        AddWhere(Json, _ => new IsJson());
        if (PlainText.Match(low) is { Success: true } prose && (prose.Value == "no json" || !IsNegated(low, prose.Index)))
        {
            conditions.Add(new Not(new IsJson()));
        }

        AddWhere(Question, _ => new AsksQuestion());
        AddWhere(Exactly, m => Template(m) is { } t ? new EqualTo(t) : null);
        AddWhere(Starts, m => Template(m) is { } t ? new StartsWith(t) : null);
        AddWhere(Ends, m => Template(m) is { } t ? new EndsWith(t) : null);
        if (conditions.TrueForAll(c => c is not EqualTo))
        {
            foreach (Match match in Mentions.Matches(low))
            {
                conditions.AddRange(Texts(low, plain, match).Select(t => Signed(new Contains([t], Quantity.All), match.Index)));
            }
        }

        var settings = Names.SelectMany(n => n.Pattern.Matches(low).Where(m => !IsNegated(low, m.Index)).Select(m => (n.Name, m.Groups["q"].Value.TrimEnd('吧', '就')))).ToArray();
        var setsAside = Earlier.Match(low) is { Success: true } earlier && !IsNegated(low, earlier.Index);
        return conditions.Count == 0 && settings.Length == 0 && !setsAside ? Nothing : new StatedDemands([.. conditions.Take(MaxConditions)], settings, setsAside);

        void AddWhere(Regex pattern, Func<Match, Condition?> read)
        {
            if (pattern.Match(low) is { Success: true } match && read(match) is { } condition)
            {
                conditions.Add(Signed(condition, match.Index));
            }
        }

        Condition Signed(Condition condition, int at) => IsNegated(low, at) ? new Not(condition) : condition;

        SlotTemplate? Template(Match match) => Literal(plain.Substring(match.Groups["q"].Index, match.Groups["q"].Length));
    }

    /// <summary>The quoted text of a match, and those that follow it in a list: <c>"a", "b" or "c"</c>.</summary>
    private static IEnumerable<SlotTemplate> Texts(string low, string plain, Match match)
    {
        var (group, start, end) = (match.Groups["q"], 0, match.Index + match.Length);
        while (true)
        {
            if (Literal(plain.Substring(start + group.Index, group.Length)) is { } text)
            {
                yield return text;
            }

            if (NextQuoted.Match(low[end..Math.Min(low.Length, end + LongestListed)]) is not { Success: true } next)
            {
                yield break;
            }

            (group, start, end) = (next.Groups["q"], end, end + next.Length);
        }
    }

    // A text with braces would be read as a template.
    private static SlotTemplate? Literal(string text) =>
        text.Contains("{{", StringComparison.Ordinal) || string.IsNullOrWhiteSpace(text) ? null : SlotTemplate.Parse(text, "", 0);

    /// <summary>Whether the clause up to a place says no.</summary>
    private static bool IsNegated(string low, int at)
    {
        var clause = low.LastIndexOfAny([',', ';', ':', '.', '，', '；', '：', '。'], Math.Max(0, at - 1)) + 1;
        return at > clause && Negation.IsMatch(low[clause..at]);
    }
}

/// <summary>Lengths that an instruction's words demand: <c>at most 50 words</c>, <c>in one sentence</c>, <c>不超过20字</c>.</summary>
internal static class LengthDemands
{
    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
    private const string Numbers = "single|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|fifty|a hundred|one hundred";

    private static readonly Dictionary<string, int> Written = new()
    {
        ["single"] = 1,
        ["one"] = 1,
        ["two"] = 2,
        ["three"] = 3,
        ["four"] = 4,
        ["five"] = 5,
        ["six"] = 6,
        ["seven"] = 7,
        ["eight"] = 8,
        ["nine"] = 9,
        ["ten"] = 10,
        ["eleven"] = 11,
        ["twelve"] = 12,
        ["fifteen"] = 15,
        ["twenty"] = 20,
        ["thirty"] = 30,
        ["fifty"] = 50,
        ["a hundred"] = 100,
        ["one hundred"] = 100,
        ["一"] = 1,
        ["二"] = 2,
        ["两"] = 2,
        ["三"] = 3,
        ["四"] = 4,
        ["五"] = 5,
        ["六"] = 6,
        ["七"] = 7,
        ["八"] = 8,
        ["九"] = 9,
        ["十"] = 10,
        ["二十"] = 20,
        ["三十"] = 30,
        ["五十"] = 50,
        ["一百"] = 100,
    };

    private static readonly Regex English = new(
        @"\b(?<how>at most|no more than|not more than|up to|a maximum of|maximum|within|under|below|fewer than|less than|at least|no fewer than|no less than|not less than|a minimum of|minimum|more than|over"
        + @"|exactly|in|using|with|to|write|use|give|give me|produce|need|want|longer than|no longer than|shorter than)(?: a| just| only| exactly)? "
        + $@"(?<n>\d{{1,6}}|{Numbers})(?: (?:or (?<or>fewer|less|more)|[a-z]+))?[ -](?<unit>word|sentence|character)s?(?: or (?<or>fewer|less|more))?\b",
        Options);

    private static readonly Regex Chinese = new(
        @"(?<how>不超过|不多于|不要超过|别超过|最多|至多|少于|低于|控制在|限制在|在|至少|不少于|不低于|超过|多于|正好|恰好|用|以|写|说|只用|只写|只)(?:写|用|说|有)?(?<n>\d{1,6}|二十|三十|五十|一百|[一二两三四五六七八九十])个?(?<unit>字|词|句)话?(?<tail>以内|之内|以下|内|以上)?",
        Options);

    /// <summary>The conditions.</summary>
    /// <param name="low">The text in small letters.</param>
    /// <param name="isNegated">Whether the clause up to a place says no.</param>
    public static IEnumerable<Condition> Of(string low, Func<string, int, bool> isNegated)
    {
        foreach (var match in English.Matches(low).Concat(Chinese.Matches(low)))
        {
            var unit = match.Groups["unit"].Value switch
            {
                "sentence" or "句" => LengthUnit.Sentences,
                "character" => LengthUnit.Characters,
                _ => LengthUnit.Words, // each Chinese character is a word
            };
            var (least, most) = Bounds(match.Groups["how"].Value, match.Groups["or"].Value, match.Groups["tail"].Value, Number(match.Groups["n"].Value));
            Condition[] bounds = [.. Limit(unit, false, least), .. Limit(unit, true, most)];
            var all = bounds is [var one] ? one : new AllOf(bounds);
            yield return isNegated(low, match.Index) ? new Not(all) : all;
        }
    }

    private static (int? Least, int? Most) Bounds(string how, string or, string tail, int n) => (how, or, tail) switch
    {
        (_, "fewer" or "less", _) or (_, _, "以内" or "之内" or "以下" or "内") => (null, n),
        (_, "more", _) or (_, _, "以上") => (n, null),
        ("at most" or "no more than" or "no longer than" or "not more than" or "up to" or "a maximum of" or "maximum" or "within" or "to", _, _) => (null, n),
        ("不超过" or "不多于" or "不要超过" or "别超过" or "最多" or "至多" or "控制在" or "限制在", _, _) => (null, n),
        ("under" or "below" or "shorter than" or "fewer than" or "less than" or "少于" or "低于", _, _) => (null, Math.Max(0, n - 1)),
        ("at least" or "no fewer than" or "no less than" or "not less than" or "a minimum of" or "minimum" or "至少" or "不少于" or "不低于", _, _) => (n, null),
        ("more than" or "over" or "longer than" or "超过" or "多于", _, _) => (n + 1, null),
        _ => (n, n),
    };

    private static IEnumerable<Condition> Limit(LengthUnit unit, bool isMaximum, int? value) => value is { } n
        ? [new LengthLimit(unit, isMaximum, new Number(SlotTemplate.Parse(n.ToString(CultureInfo.InvariantCulture), "", 0), "", 0))]
        : [];

    private static int Number(string text) => Written.TryGetValue(text, out var number) ? number : int.Parse(text, CultureInfo.InvariantCulture);
}
