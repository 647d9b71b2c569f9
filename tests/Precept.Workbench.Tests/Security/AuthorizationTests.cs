using System.Net;
using Microsoft.AspNetCore.Routing;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Security;

/// <summary>Every route, asked by everyone: whoever adds a route is held to its right by these tests without adding one.</summary>
public sealed class AuthorizationTests(SampleWorkbench samples) : IClassFixture<SampleWorkbench>
{
    [Fact]
    public void Every_route_says_whose_it_is() =>
        samples.Routes.Where(r => r.Metadata.GetMetadata<RightMetadata>() is null).Select(r => r.RoutePattern.RawText).ShouldBeEmpty("end each route with .For(Right.X)");

    [Fact]
    public async Task Every_route_answers_each_role_as_its_right_says()
    {
        var wrong = new List<string>();
        foreach (var (route, method, right) in All())
        {
            var address = SampleWorkbench.AddressOf(route, samples.A, samples.A);
            foreach (var role in (PersonRole?[])[null, PersonRole.Labeler, PersonRole.Reviewer, PersonRole.Researcher, PersonRole.Admin])
            {
                using var answer = await samples.AskAsync(role, route, method, address);
                if (!IsRight(right, role, answer))
                {
                    wrong.Add($"{method} {route.RoutePattern.RawText} ({right}) by {role?.ToString() ?? "nobody"}: {(int)answer.StatusCode} {answer.Headers.Location}");
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_campaign_is_not_there_for_those_who_are_no_members()
    {
        var wrong = new List<string>();
        foreach (var (route, method, right) in All().Where(r => r.Right != Right.Open && HasCampaign(r.Route)))
        {
            var address = SampleWorkbench.AddressOf(route, samples.B, samples.B);
            foreach (var role in (PersonRole[])[PersonRole.Labeler, PersonRole.Reviewer, PersonRole.Researcher])
            {
                // A role that is too low is told so before anything is looked up.
                var expected = role >= (RouteRights.LeastRole(right) ?? PersonRole.Labeler) ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden;
                using var answer = await samples.AskAsync(role, route, method, address);
                if (answer.StatusCode != expected)
                {
                    wrong.Add($"{method} {route.RoutePattern.RawText} by {role}: {(int)answer.StatusCode}, expected {(int)expected}");
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_object_of_another_campaign_is_not_there_under_this_one()
    {
        var wrong = new List<string>();
        foreach (var (route, method, right) in All().Where(r => HasCampaign(r.Route) && r.Route.RoutePattern.Parameters.Any(p => SampleObjects.OwnedByCampaign.Contains(p.Name))))
        {
            var address = SampleWorkbench.AddressOf(route, samples.A, samples.B);
            foreach (var role in Enum.GetValues<PersonRole>().Where(r => r >= (RouteRights.LeastRole(right) ?? PersonRole.Labeler)))
            {
                using var answer = await samples.AskAsync(role, route, method, address);

                // A body that cannot be read may be refused before the object is looked for.
                var isRight = answer.StatusCode == HttpStatusCode.NotFound
                    || (method != "GET" && answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.UnprocessableEntity);
                if (!isRight)
                {
                    wrong.Add($"{method} {route.RoutePattern.RawText} by {role}: {(int)answer.StatusCode}, expected 404");
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Sample_objects_an_unknown_parameter_is_named_with_what_to_do() =>
        Should.Throw<InvalidOperationException>(() => samples.A.Of("unheard")).Message.ShouldContain("SampleObjects.OfParameter");

    private static bool HasCampaign(RouteEndpoint route) => route.RoutePattern.GetParameter(RouteRights.Campaign) is not null;

    private static bool IsRight(Right right, PersonRole? role, HttpResponseMessage answer)
    {
        var (status, leadsToSignIn) = (answer.StatusCode, answer.Headers.Location?.ToString().Contains("/sign-in?to=", StringComparison.Ordinal) == true);
        if (right == Right.Open)
        {
            return status != HttpStatusCode.Forbidden && (int)status < 500 && !leadsToSignIn;
        }

        if (role is null)
        {
            return status == HttpStatusCode.Unauthorized;
        }

        return RouteRights.LeastRole(right) is { } least && role < least
            ? status == HttpStatusCode.Forbidden
            : status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && (int)status < 500 && !leadsToSignIn;
    }

    private IEnumerable<(RouteEndpoint Route, string Method, Right Right)> All() =>
        from route in samples.Routes
        from method in SampleWorkbench.MethodsOf(route)
        select (route, method, route.Metadata.GetMetadata<RightMetadata>()?.Right ?? Right.Administer);
}
