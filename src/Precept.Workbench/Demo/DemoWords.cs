namespace Precept.Workbench.Demo;

/// <summary>The instructions of the demonstration's campaigns, in both languages: a campaign has one text.</summary>
internal static class DemoWords
{
    public const string Examples =
        """
        **A demonstration.** The tasks are the graded examples of the spec. The labels that are there already were not given by people but by three programs:

        - `annotator-1` follows the spec's grades,
        - `annotator-2` prefers the shorter answer whatever it says,
        - `annotator-3` follows the grades, but slips on one task in four.

        Rank the answers as the spec would have it, and name the section that decides.

        **演示。** 任务取自规范中的分级示例。已有的标注并非由人完成，而是由三个程序生成：`annotator-1` 按规范的评级；`annotator-2` 总是偏好更短的回答；`annotator-3` 按评级，但约四分之一的任务会出错。请按规范排序，并指出起决定作用的章节。
        """;

    public const string Checks =
        """
        **A demonstration.** The tasks are prompts and answers of the workspace. The labels that are there already were given by three programs: `annotator-1` follows the spec's checks, `annotator-2` prefers the shorter answer, `annotator-3` follows the checks but slips on one task in four.

        **演示。** 任务是工作区中的提示与回答。已有的标注由三个程序生成：`annotator-1` 按规范的检查；`annotator-2` 偏好更短的回答；`annotator-3` 按检查，但约四分之一的任务会出错。
        """;
}
