using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Features.Demo;

/// <summary>The demonstration's switcher: being one of its people. Outside of the demonstration the route does not exist.</summary>
public static class DemoPeople
{
    /// <summary>The route.</summary>
    public const string Path = "/demo/person";

    public static void Map(WebApplication app, WorkbenchOptions options)
    {
        if (options.Demo)
        {
            app.MapPost(Path, SwitchAsync).For(Right.Open);
        }
    }

    private static async Task<IResult> SwitchAsync([FromForm] string handle, WorkbenchDatabase database, HttpContext http)
    {
        if (!await database.ReadAsync(c => c.Users.AnyAsync(p => p.Handle == handle && !p.IsDisabled)))
        {
            return Results.NotFound();
        }

        http.Response.Cookies.Append(DemoSignIn.Cookie, handle, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true });
        return Results.Redirect("/");
    }
}
