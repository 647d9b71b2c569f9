using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Precept.Workbench.Pages;

/// <summary>Answers with pages.</summary>
public static class Render
{
    /// <summary>A page, with its parameters as an anonymous object.</summary>
    public static IResult Page<TComponent>(object? parameters = null, int status = StatusCodes.Status200OK) where TComponent : IComponent =>
        parameters is null ? new RazorComponentResult<TComponent> { StatusCode = status } : new RazorComponentResult<TComponent>(parameters) { StatusCode = status };
}
