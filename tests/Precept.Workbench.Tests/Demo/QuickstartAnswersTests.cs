using Precept.Workbench.Demo;

namespace Precept.Workbench.Tests.Demo;

public sealed class QuickstartAnswersTests
{
    [Fact]
    public void Read_every_task_has_different_answers_to_its_own_prompt()
    {
        var tasks = QuickstartAnswers.Read();

        tasks.Count.ShouldBe(50);
        foreach (var task in tasks)
        {
            task.Answers.Count.ShouldBeInRange(2, 6);
            task.Answers.ShouldAllBe(a => a.PromptId == task.Prompt.Id, "the stored id is the hash of the messages as they were read");
            task.Answers.DistinctBy(a => a.Text).Count().ShouldBe(task.Answers.Count);
        }
    }
}
