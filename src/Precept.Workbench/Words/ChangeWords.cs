using Precept.Spec.Diff;

namespace Precept.Workbench.Words;

/// <summary>What the kinds of changes of a spec are called.</summary>
public static class ChangeWords
{
    /// <summary>The names.</summary>
    public static IReadOnlyDictionary<SpecChangeKind, Phrase> Names { get; } = new Dictionary<SpecChangeKind, Phrase>
    {
        [SpecChangeKind.SectionAdded] = new("section added", "新增章节"),
        [SpecChangeKind.SectionRemoved] = new("section removed", "删除章节"),
        [SpecChangeKind.SectionRenamed] = new("section renamed", "章节改名"),
        [SpecChangeKind.SectionRetitled] = new("section retitled", "章节标题修改"),
        [SpecChangeKind.SectionMoved] = new("section moved", "章节移动"),
        [SpecChangeKind.SectionReparented] = new("section reparented", "章节改变所属"),
        [SpecChangeKind.LevelChanged] = new("level changed", "层级改变"),
        [SpecChangeKind.SectionSplit] = new("section split", "章节拆分"),
        [SpecChangeKind.SectionMerged] = new("section merged", "章节合并"),
        [SpecChangeKind.AuthorityRaised] = new("authority raised", "权限提高"),
        [SpecChangeKind.AuthorityLowered] = new("authority lowered", "权限降低"),
        [SpecChangeKind.AuthorityRespelled] = new("authority respelled", "权限写法改变"),
        [SpecChangeKind.KindChanged] = new("kind changed", "类型改变"),
        [SpecChangeKind.AttributeChanged] = new("attribute changed", "属性改变"),
        [SpecChangeKind.BodyEdited] = new("body edited", "正文修改"),
        [SpecChangeKind.ObligationStrengthened] = new("obligation strengthened", "要求加强"),
        [SpecChangeKind.ObligationWeakened] = new("obligation weakened", "要求减弱"),
        [SpecChangeKind.ObligationReversed] = new("obligation reversed", "要求反转"),
        [SpecChangeKind.ObligationAdded] = new("obligation added", "新增要求"),
        [SpecChangeKind.ObligationRemoved] = new("obligation removed", "删除要求"),
        [SpecChangeKind.ExampleAdded] = new("example added", "新增示例"),
        [SpecChangeKind.ExampleRemoved] = new("example removed", "删除示例"),
        [SpecChangeKind.ExampleMoved] = new("example moved", "示例移动"),
        [SpecChangeKind.ExampleRetitled] = new("example retitled", "示例标题修改"),
        [SpecChangeKind.OrderChanged] = new("order changed", "顺序改变"),
        [SpecChangeKind.ContextEdited] = new("context edited", "上下文修改"),
        [SpecChangeKind.ReplyAdded] = new("reply added", "新增回复"),
        [SpecChangeKind.ReplyRemoved] = new("reply removed", "删除回复"),
        [SpecChangeKind.ReplyEdited] = new("reply edited", "回复修改"),
        [SpecChangeKind.VerdictFlipped] = new("verdict flipped", "评级改变"),
        [SpecChangeKind.ConditionChanged] = new("condition changed", "条件改变"),
        [SpecChangeKind.BreachChanged] = new("breach changed", "违反章节改变"),
        [SpecChangeKind.ReasonChanged] = new("reason changed", "理由改变"),
        [SpecChangeKind.CheckAdded] = new("check added", "新增检查"),
        [SpecChangeKind.CheckRemoved] = new("check removed", "删除检查"),
        [SpecChangeKind.CheckChanged] = new("check changed", "检查改变"),
        [SpecChangeKind.FootnoteAdded] = new("footnote added", "新增脚注"),
        [SpecChangeKind.FootnoteRemoved] = new("footnote removed", "删除脚注"),
        [SpecChangeKind.FootnoteMoved] = new("footnote moved", "脚注移动"),
        [SpecChangeKind.EvaluationAdded] = new("evaluation added", "新增评测"),
        [SpecChangeKind.EvaluationLost] = new("evaluation lost", "评测失去归属"),
        [SpecChangeKind.EvaluationMoved] = new("evaluation moved", "评测移动"),
        [SpecChangeKind.EvaluationRetagged] = new("evaluation retagged", "评测改标"),
        [SpecChangeKind.EvaluationEdited] = new("evaluation edited", "评测修改"),
        [SpecChangeKind.CommentaryAdded] = new("commentary added", "新增评注"),
        [SpecChangeKind.CommentaryRemoved] = new("commentary removed", "删除评注"),
        [SpecChangeKind.CommentaryMoved] = new("commentary moved", "评注移动"),
        [SpecChangeKind.CommentaryEdited] = new("commentary edited", "评注修改"),
    };
}
