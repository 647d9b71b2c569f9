using Precept.Spec;
using Precept.Workspace;

namespace Precept.Tests.Workspace;

public sealed class StageTests : IDisposable
{
    private static readonly Stage Sampling = new("sample", ["spec1", "prompts1"], "{\"k\":4}", 7);
    private readonly TestWorkspace _test = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Stage_begun_completed_and_begun_again_is_done()
    {
        (await _test.Open.StageAsync(Sampling.Id, Token)).ShouldBeNull();
        var begun = _test.Clock.Now;
        using (var run = await _test.Open.BeginStageAsync(Sampling, Token))
        {
            run.State.IsDone.ShouldBeFalse();
            _test.Clock.Now += TimeSpan.FromSeconds(5);
            await run.CompleteAsync("out", Token);
            run.State.IsDone.ShouldBeTrue();
        }

        _test.Clock.Now += TimeSpan.FromSeconds(5);
        using (var again = await _test.Open.BeginStageAsync(Sampling, Token))
        {
            again.State.IsDone.ShouldBeTrue();
            await again.CompleteAsync("out", Token);
        }

        var state = (await _test.Open.StageAsync(Sampling.Id, Token))!;
        state.ShouldSayTheSameAs(new StageState(state.Stage, StageStatus.Done, "out", begun, begun + TimeSpan.FromSeconds(5)));
        state.Stage.ShouldSayTheSameAs(Sampling);
        (await _test.Open.StagesAsync(Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Stage_interrupted_can_be_begun_again()
    {
        (await _test.Open.BeginStageAsync(Sampling, Token)).Dispose();
        (await _test.Open.StageAsync(Sampling.Id, Token))!.Status.ShouldBe(StageStatus.Started);
        _test.Clock.Now += TimeSpan.FromHours(1);
        using var again = await _test.Open.BeginStageAsync(Sampling, Token);
        again.State.IsDone.ShouldBeFalse();
        again.State.StartedAt.ShouldBe(_test.Clock.Now);
    }

    [Fact]
    public async Task Stage_under_way_keeps_others_out_and_names_the_process()
    {
        using var other = WorkspaceFolder.Open(_test.Folder);
        var run = await other.BeginStageAsync(Sampling, Token);
        var error = await Should.ThrowAsync<InputException>(() => _test.Open.BeginStageAsync(Sampling, Token));
        error.Message.ShouldContain($"process {Environment.ProcessId} on {Environment.MachineName}");
        error.Message.ShouldContain("'sample'");
        using (await _test.Open.BeginStageAsync(Sampling with { Seed = 8 }, Token))
        {
            // another stage is free
        }

        run.Dispose();
        (await _test.Open.BeginStageAsync(Sampling, Token)).Dispose();
    }

    [Fact]
    public async Task Stage_lock_of_a_dead_process_does_not_hold()
    {
        var path = Path.Combine(_test.Open.RunsFolder, Sampling.Id + ".lock");
        await File.WriteAllTextAsync(path, "", Token);
        await File.WriteAllTextAsync(path + ".owner", """{"Process":1,"Machine":"gone","Since":"2026-01-01"}""", Token);
        (await _test.Open.BeginStageAsync(Sampling, Token)).Dispose();
    }

    [Fact]
    public async Task Complete_with_another_output_is_an_error()
    {
        using var run = await _test.Open.BeginStageAsync(Sampling, Token);
        await run.CompleteAsync("out", Token);
        (await Should.ThrowAsync<InvalidOperationException>(() => run.CompleteAsync("other", Token))).Message.ShouldContain("not deterministic");
        (await _test.Open.StageAsync(Sampling.Id, Token))!.OutputHash.ShouldBe("out");
    }

    [Fact]
    public void Stage_id_covers_kind_inputs_settings_and_seed()
    {
        Stage[] stages =
        [
            Sampling, Sampling with { Kind = "judge" }, Sampling with { Inputs = ["spec1"] }, Sampling with { Inputs = ["prompts1", "spec1"] },
            Sampling with { Settings = "{}" }, Sampling with { Seed = 8 },
        ];
        stages.Select(s => s.Id).Distinct().Count().ShouldBe(stages.Length);
    }
}
