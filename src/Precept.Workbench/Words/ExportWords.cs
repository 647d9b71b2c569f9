namespace Precept.Workbench.Words;

/// <summary>What the pages of exports and of the API say.</summary>
public static class ExportWords
{
    public static readonly Phrase Handles = new("People are named by handle only. Files are written while they are read: of any size.", "人员仅以代号标识。文件边读边写，大小不限。");
    public static readonly Phrase Preferences = new("Preferences", "偏好");
    public static readonly Phrase PreferencesWhat = new("Pairs of chosen and rejected answers. Only labels that are current under the campaign's spec; adjudications take precedence. Train on the prompts of the split train alone: the others measure.", "选中与落选的回答对。仅含在当前规范下有效的标注；裁决优先。只用 train 划分训练，其余用于评测。");
    public static readonly Phrase ForTraining = new("For training (train)", "用于训练（train）");
    public static readonly Phrase AllSplits = new("All splits", "全部划分");
    public static readonly Phrase LabelsName = new("Labels", "标注");
    public static readonly Phrase LabelsWhat = new("Everything that people said, with prompt and answers, revisions and withdrawn ones marked.", "标注员的全部意见，含提示与回答；修订与撤回均有标明。");
    public static readonly Phrase Ranked = new("Ranking as a table", "排序表格");
    public static readonly Phrase RankedWhat = new("One row an answer of a label: its tier, rating, flags, sections broken.", "每个标注的每个回答一行：名次、评分、标记、违反的章节。");
    public static readonly Phrase Pipeline = new("To train on it", "用于训练");
    public static readonly Phrase PipelineWhat = new("Labels go into the workspace by themselves; the pipeline takes them as it takes any judge's.", "标注会自动写入工作区，流水线会像对待其他评审一样使用它们。");
    public static readonly Phrase Api = new("REST API", "REST 接口");
    public static readonly Phrase ApiTitle = new("REST API", "REST 接口");
    public static readonly Phrase ApiWhat = new("For programs: send a key of yours as a bearer token. The document describes every route.", "供程序使用：请以 Bearer 令牌发送您的密钥。下面的文档描述了所有路由。");
    public static readonly Phrase ApiKeys = new("Keys are made on the account page.", "密钥在账户页面创建。");
    public static readonly Phrase ApiDocument = new("OpenAPI document", "OpenAPI 文档");
    public static readonly Phrase Route = new("Route", "路由");
    public static readonly Phrase Does = new("What it does", "作用");
}
