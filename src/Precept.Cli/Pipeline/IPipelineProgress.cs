namespace Precept.Cli.Pipeline;

/// <summary>Where a pipeline tells how far it is.</summary>
public interface IPipelineProgress
{
    /// <summary>A stage begins.</summary>
    /// <param name="stage">Its name (<c>sample</c>, <c>dpo</c>).</param>
    void Begin(string stage);

    /// <summary>The stage at hand was cut by an earlier run and goes on where that one had kept it.</summary>
    /// <param name="done">Units that are done already.</param>
    /// <param name="unit">What they are: <c>steps</c>, <c>prompts</c>.</param>
    void Resume(long done, string unit);

    /// <summary>The stage at hand has come further.</summary>
    /// <param name="done">Units done.</param>
    /// <param name="total">Units in all.</param>
    /// <param name="detail">The latest figures, short, or empty.</param>
    void Advance(long done, long total, string detail);

    /// <summary>The stage at hand is over.</summary>
    /// <param name="summary">What it made, one line.</param>
    /// <param name="skipped">Whether an earlier run had done it already.</param>
    void End(string summary, bool skipped);
}
