using System.ComponentModel.DataAnnotations;

namespace Precept.Cli.Models;

/// <summary>How much may be asked of models, and how fast: options of a command, or <c>limits:</c> in a recipe.</summary>
public sealed record ModelLimits
{
    /// <summary>Most calls to one endpoint at a time. Default 32.</summary>
    [Range(1, 4096)]
    public int Concurrency { get; init; } = 32;
}
