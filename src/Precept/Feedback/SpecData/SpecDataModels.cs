using Microsoft.Extensions.AI;
using Precept.Judging;

namespace Precept.Feedback.SpecData;

/// <summary>Who writes and who judges.</summary>
/// <param name="Client">The writer.</param>
/// <param name="Name">The writer's address, as it stands in what is stored.</param>
/// <param name="Judge">The judge; it says of each answer which sections it breaks, or rates it.</param>
/// <param name="Checks">The spec's checks: an answer that one of them fails does not pass, whatever the judge says.</param>
/// <param name="Concurrency">Most prompts in work at a time.</param>
public sealed record SpecDataModels(IChatClient Client, string Name, IJudge Judge, CheckJudge Checks, int Concurrency);
