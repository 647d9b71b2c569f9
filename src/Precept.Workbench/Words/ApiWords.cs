namespace Precept.Workbench.Words;

/// <summary>What the routes of the REST API do, for its document and its page.</summary>
public static class ApiWords
{
    public static readonly Phrase ListCampaigns = new("The campaigns that the key's person is a member of; an admin's all.", "密钥所属人员参加的活动；管理员可见全部。");
    public static readonly Phrase MakeCampaign = new("Makes a campaign, in preparation, without tasks.", "创建一个处于准备中的空活动。");
    public static readonly Phrase OneCampaign = new("One campaign.", "单个活动。");
    public static readonly Phrase ChangeState = new("Starts (running), pauses, finishes or reopens a campaign.", "开始（running）、暂停、结束或重新开放活动。");
    public static readonly Phrase AddTasks = new("Adds tasks: JSON Lines, a prompt with 2 to 9 answers a line; what is there already is left out.", "添加任务：JSON Lines，每行一个提示与 2 至 9 个回答；已有的会略过。");
    public static readonly Phrase ListTasks = new("Tasks by number, those after one; at most 1,000 a page.", "按编号列出某编号之后的任务；每页最多 1,000 个。");
    public static readonly Phrase ListLabels = new("Labels in the order in which they were last given, those after one; a revised label comes again.", "按最近提交顺序列出某处之后的标注；修订过的标注会再次出现。");
    public static readonly Phrase Agreement = new("How far the people of a campaign agree: figures with intervals, by section, language and person; strengths of the models.", "活动中人员的一致程度：带区间的指标，按章节、语言与人员；以及模型的强弱。");
    public static readonly Phrase Decisions = new("What became of proposals of the public, for precept spec site --decisions (docs/formats/decisions.md).", "公众提案的处理结果，供 precept spec site --decisions 使用（docs/formats/decisions.md）。");
    public static readonly Phrase Progress = new("How far a campaign is: labels given and wanted, by person, section and language.", "活动进度：已有与所需标注数，按人员、章节与语言。");
}
