using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Precept.Site;

/// <summary>All words of the site's interface in English and in Simplified Chinese. The spec's own text is never translated.</summary>
/// <remarks><c>{0}</c> stands for a number or a name; <c>|</c> divides the form for one from the form for any other number.</remarks>
internal static class Phrases
{
    private static readonly (string Key, string English, string Chinese)[] All =
    [
        ("title", "Behaviour specification", "行为规范"),
        ("version", "Version", "版本"),
        ("skip", "Skip to the text", "跳到正文"),
        ("menu", "Contents", "目录"),
        ("nav", "Sections", "章节"),
        ("home", "Overview", "概览"),
        ("whole", "All on one page", "单页全文"),
        ("changes", "Changes", "变更"),
        ("expand", "Show the sections below", "展开下级章节"),
        ("crumbs", "Where this section stands", "当前位置"),
        ("display", "Display", "显示"),
        ("theme", "Theme", "主题"),
        ("theme.auto", "Auto", "自动"),
        ("theme.light", "Light", "浅色"),
        ("theme.dark", "Dark", "深色"),
        ("keys", "Keyboard", "键盘"),
        ("keys.slash", "/ opens the search", "按 / 打开搜索"),
        ("language", "Language", "语言"),
        ("search", "Search", "搜索"),
        ("search.hint", "Search sections, examples, commentary", "搜索章节、示例和评注"),
        ("search.close", "Close", "关闭"),
        ("search.results", "Results", "搜索结果"),
        ("search.count", "{0} result|{0} results", "{0} 条结果"),
        ("search.none", "Nothing found. Try fewer or shorter words.", "没有找到。请试试更少或更短的词。"),
        ("search.keys", "↑ ↓ to choose, Enter to open, Esc to close", "↑ ↓ 选择，回车打开，Esc 关闭"),
        ("search.failed", "The search index could not be loaded. Open the page again, or look in the contents.", "无法加载搜索索引。请重新打开页面，或查看目录。"),
        ("kind.section", "Section", "章节"),
        ("kind.example", "Example", "示例"),
        ("kind.commentary", "Commentary", "评注"),
        ("kind.prompts", "Evaluation prompts", "评测提示"),
        ("permalink", "Link to this place", "此处的链接"),
        ("copy", "Copy link", "复制链接"),
        ("copied", "Link copied", "链接已复制"),
        ("copy.failed", "Copy the address from the address bar", "请从地址栏复制链接"),
        ("previous", "Previous", "上一节"),
        ("next", "Next", "下一节"),
        ("pager", "Previous and next section", "上一节与下一节"),
        ("onpage", "On this page", "本页内容"),
        ("commentary", "Commentary", "评注"),
        ("commentary.what", "Explains; no instruction to the model", "仅作说明，不是给模型的指令"),
        ("example", "Example", "示例"),
        ("examples", "{0} example|{0} examples", "{0} 个示例"),
        ("comparison", "Graded replies", "评级回复"),
        ("good", "Good", "好"),
        ("ok", "OK", "尚可"),
        ("bad", "Bad", "差"),
        ("condition", "When: {0}", "条件：{0}"),
        ("breaks", "Breaks", "违反"),
        ("goeson", "The conversation goes on from the good reply", "对话从好的回复继续"),
        ("elision", "Something is left out here", "此处有省略"),
        ("role.system", "System", "系统"),
        ("role.developer", "Developer", "开发者"),
        ("role.user", "User", "用户"),
        ("role.assistant", "Assistant", "助手"),
        ("role.tool", "Tool", "工具"),
        ("data", "data, no authority", "数据，无权限"),
        ("untrusted", "untrusted", "不可信"),
        ("to", "to", "发给"),
        ("endturn.true", "ends its turn", "结束本轮"),
        ("endturn.false", "goes on", "未结束本轮"),
        ("empty", "empty message", "空消息"),
        ("prompts", "Evaluation prompts", "评测提示"),
        ("prompts.what", "Conversations to try a model on. They carry no grades.", "用来测试模型的对话，没有评级。"),
        ("prompts.of", "Evaluation prompts with the tag {0}", "标签 {0} 的评测提示"),
        ("prompts.missing", "There is no file of evaluation prompts with the tag {0}", "没有标签为 {0} 的评测提示文件"),
        ("checks", "Checks", "机器检查"),
        ("checks.what", "What a machine can tell of a reply. A reply that fails one breaks this section.", "机器可以判断的部分。回复未通过其中任何一项，即违反本节。"),
        ("referred", "Referred to by", "被以下章节引用"),
        ("contained", "In this part", "本部分包含"),
        ("dangling", "no such section: {0}", "没有这个章节：{0}"),
        ("image", "image: {0}", "图片：{0}"),
        ("link.unsafe", "link not shown: {0}", "未显示的链接：{0}"),
        ("authority", "Authority", "权限"),
        ("authority.about", "What this level means", "该级别的含义"),
        ("authority.root", "root", "根级"),
        ("authority.system", "system", "系统级"),
        ("authority.developer", "developer", "开发者级"),
        ("authority.user", "user", "用户级"),
        ("authority.guideline", "guideline", "指导级"),
        ("authority.none", "no authority", "无权限"),
        ("authority.root.who", "No message overrides it.", "任何消息都不能推翻。"),
        ("authority.system.who", "Only a system message may adjust it.", "只有系统消息可以调整。"),
        ("authority.developer.who", "A developer may override it; a user may not.", "开发者可以推翻，用户不可以。"),
        ("authority.user.who", "A developer or a user may override it.", "开发者或用户可以推翻。"),
        ("authority.guideline.who", "It yields even to a hint in the conversation.", "对话中的暗示也足以改变。"),
        ("authority.none.who", "It explains, and binds nobody by itself.", "仅作说明，本身没有约束力。"),
        ("kind.objective", "Objective", "目标"),
        ("kind.rule", "Rule", "规则"),
        ("kind.default", "Default", "默认"),
        ("kind.objective.what", "A broad aim or an explanation. It says what the rest is for and settles nothing alone.", "总体目标或说明：讲清其余条文的用意，本身不作裁决。"),
        ("kind.rule.what", "Holds in every conversation. People who use the assistant cannot lift it.", "在所有对话中成立，使用者不能解除。"),
        ("kind.default.what", "What to expect when nobody has said otherwise. It can be changed by those it names.", "无人另作要求时的行为，可由相应级别的人更改。"),
        ("chain", "The chain of command", "指令层级"),
        ("chain.lead", "Every section says who may override it. Where two instructions conflict, the higher one wins, and the lower one is followed in whatever is left of it.", "每一节都写明谁可以推翻它。两条指令冲突时，级别高者优先；低者在其余范围内仍然有效。"),
        ("chain.higher", "Higher wins", "级别高者优先"),
        ("chain.sections", "{0} section|{0} sections", "{0} 节"),
        ("chain.data", "What tools return and what is quoted has no authority at all: it is data.", "工具返回的内容和引文没有任何权限：它们只是数据。"),
        ("kinds", "Three kinds of sections", "三类章节"),
        ("contents", "Contents", "目录"),
        ("facts.sections", "Section|Sections", "章节"),
        ("facts.examples", "Example|Examples", "示例"),
        ("facts.replies", "Graded reply|Graded replies", "评级回复"),
        ("facts.prompts", "Evaluation prompt|Evaluation prompts", "评测提示"),
        ("footer", "Made by Precept from version {0}", "由 Precept 根据版本 {0} 生成"),
        ("hash", "content hash", "内容哈希"),
    ];

    private static readonly Dictionary<string, string> English = All.ToDictionary(p => p.Key, p => p.English);
    private static readonly Dictionary<string, string> Chinese = All.ToDictionary(p => p.Key, p => p.Chinese);
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>A phrase as it is written above.</summary>
    public static string Of(string key, string language) => (language == "zh" ? Chinese : English)[key];

    /// <summary>A phrase with its number or name in place.</summary>
    public static string Fill(string phrase, string argument)
    {
        var forms = phrase.Split('|');
        var form = forms.Length > 1 && argument != "1" ? forms[1] : forms[0];
        return form.Replace("{0}", argument, StringComparison.Ordinal);
    }

    /// <summary>Both languages as a line of script.</summary>
    public static string Script { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"window.preceptPhrases={{\"en\":{JsonSerializer.Serialize(English, Json)},\"zh\":{JsonSerializer.Serialize(Chinese, Json)}}};\n");
}
