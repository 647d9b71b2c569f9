using Precept.Spec.Linting;

namespace Precept.Tests.Spec.Linting;

public sealed class InstructionsTests
{
    [Theory]
    [InlineData("We think that the assistant should ask first.", "assistant should")]
    [InlineData("Our models must never lie.", "models must")]
    [InlineData("Here the model, for safety, has to refuse.", "model, for safety, has to")]
    [InlineData("It is late. Never answer at night.", "Never")]
    [InlineData("Do not answer.", "Do")]
    [InlineData("    **Always** greet.", "Always")]
    [InlineData("我们认为助手必须先询问。", "助手必须")]
    [InlineData("这里说明原因。模型在任何情况下都不得撒谎。", "模型在任何情况下都不得")]
    [InlineData("不要回答。", "不要")]
    public void In_finds_what_tells_the_model_what_to_do(string line, string marked)
    {
        var span = Instructions.In(line).ShouldNotBeNull();

        line.Substring(span.Start, span.Length).ShouldBe(marked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("We asked people how the model should behave.")]
    [InlineData("Should the assistant answer?")]
    [InlineData("Whether the assistant must answer was disputed.")]
    [InlineData("The Model Spec should be read by everybody.")]
    [InlineData("Developers should tell their users.")]
    [InlineData("The assistant answered; people should know that.")]
    [InlineData("The assistant is kind. Reviewers should look twice.")]
    [InlineData("A modelling mistake must be found.")]
    [InlineData("We never did.")]
    [InlineData("我们讨论了模型是否必须回答。")]
    [InlineData("模型规范必须公开。")]
    [InlineData("开发者应该告诉用户。")]
    public void In_passes_over_what_does_not(string line) => Instructions.In(line).ShouldBeNull();
}
