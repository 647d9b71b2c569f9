using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Precept.Workbench.Security;
using Precept.Workbench.Storage;

namespace Precept.Workbench.Tests.Security;

public sealed class SignInTests
{
    [Fact]
    public async Task Sign_in_a_wrong_password_and_an_unknown_name_get_the_same_answer()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        await workbench.AddPersonAsync("ada");
        using var visitor = new Visitor(workbench.Url);

        using var wrong = await visitor.SignInAsync("ada", "not the password");
        using var unknown = await visitor.SignInAsync("bob", "not the password");

        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        unknown.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        Bare(await wrong.Content.ReadAsStringAsync(cancellationToken: TestContext.Current.CancellationToken), "ada").ShouldBe(Bare(await unknown.Content.ReadAsStringAsync(cancellationToken: TestContext.Current.CancellationToken), "bob"));
    }

    [Fact]
    public async Task Sign_in_ten_wrong_passwords_lock_out_the_right_one_too()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var ada = await workbench.AddPersonAsync("ada");
        using var visitor = new Visitor(workbench.Url);
        for (var i = 0; i < 10; i++)
        {
            using var wrong = await visitor.SignInAsync("ada", "not the password");
        }

        using var right = await visitor.SignInAsync("ada", RunningWorkbench.Password);

        right.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await workbench.Database.ReadAsync(c => Task.FromResult(c.Users.Single(p => p.Id == ada.Id).LockoutEnd))).ShouldNotBeNull();
    }

    [Fact]
    public async Task Sign_in_more_tries_than_a_minute_has_are_refused_with_when_to_come_back()
    {
        await using var workbench = await RunningWorkbench.StartAsync(change: o => o with { PublicRequestsPerMinute = 3 });
        using var visitor = new Visitor(workbench.Url);
        for (var i = 0; i < 3; i++)
        {
            using var allowed = await visitor.SignInAsync("ada", "not the password");
            allowed.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        using var refused = await visitor.SignInAsync("ada", "not the password");

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        refused.Headers.Contains("Content-Security-Policy").ShouldBeTrue();
        (await refused.Content.ReadAsStringAsync(cancellationToken: TestContext.Current.CancellationToken)).ShouldContain("Too many requests");
    }

    [Fact]
    public async Task Session_of_a_person_who_is_disabled_ends_with_the_next_request()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var admin = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var bob = await workbench.AddPersonAsync("bob");
        using var adas = await Visitor.SignInAsync(workbench, admin);
        using var bobs = await Visitor.SignInAsync(workbench, bob);
        (await bobs.OpenAsync("/account")).Status.ShouldBe(HttpStatusCode.OK);
        await adas.OpenAsync($"/people/{bob.Id}");

        using var done = await adas.PostAsync($"/people/{bob.Id}/state", ("disabled", "true"));

        done.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await bobs.OpenAsync("/account")).Status.ShouldBe(HttpStatusCode.Redirect);
        using var again = await bobs.SignInAsync("bob", RunningWorkbench.Password);
        again.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Sign_in_that_fails_while_an_admin_disables_the_person_does_not_undo_it()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var bob = await workbench.AddPersonAsync("bob");
        await using var scope = workbench.Server.Services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var read = (await people.FindByNameAsync("bob"))!; // as the check of a password reads him, before it takes its time

        (await scope.ServiceProvider.GetRequiredService<PeopleChanges>().SetDisabledAsync(bob.Id, true)).ShouldBeNull();
        await people.AccessFailedAsync(read);

        (await workbench.Database.ReadAsync(c => c.Users.SingleAsync(p => p.Id == bob.Id))).IsDisabled.ShouldBeTrue();
    }

    [Fact]
    public async Task Session_of_a_person_whose_role_changes_ends_with_the_next_request()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var admin = await workbench.AddPersonAsync("ada", PersonRole.Admin);
        var bob = await workbench.AddPersonAsync("bob", PersonRole.Admin);
        using var adas = await Visitor.SignInAsync(workbench, admin);
        using var bobs = await Visitor.SignInAsync(workbench, bob);
        await adas.OpenAsync($"/people/{bob.Id}");

        using var done = await adas.PostAsync($"/people/{bob.Id}/role", ("role", "Labeler"));

        done.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await bobs.OpenAsync("/people")).Status.ShouldBe(HttpStatusCode.Redirect);
        using var again = await bobs.SignInAsync("bob", RunningWorkbench.Password);
        (await bobs.OpenAsync("/people")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Password_changed_ends_other_sessions_and_keeps_this_one()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var ada = await workbench.AddPersonAsync("ada");
        using var here = await Visitor.SignInAsync(workbench, ada);
        using var there = await Visitor.SignInAsync(workbench, ada);
        await here.OpenAsync("/account");

        using var wrong = await here.PostAsync("/account/password", ("current", "not the password"), ("password", "quite another password"));
        using var changed = await here.PostAsync("/account/password", ("current", RunningWorkbench.Password), ("password", "quite another password"));

        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await here.OpenAsync("/account")).Status.ShouldBe(HttpStatusCode.OK);
        (await there.OpenAsync("/account")).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task People_the_last_admin_cannot_be_taken_away_by_two_at_the_same_time()
    {
        await using var workbench = await RunningWorkbench.StartAsync();
        var (ada, bob) = (await workbench.AddPersonAsync("ada", PersonRole.Admin), await workbench.AddPersonAsync("bob", PersonRole.Admin));
        using var adas = await Visitor.SignInAsync(workbench, ada);
        using var bobs = await Visitor.SignInAsync(workbench, bob);
        await adas.OpenAsync($"/people/{bob.Id}");
        await bobs.OpenAsync($"/people/{ada.Id}");

        await Task.WhenAll(adas.PostAsync($"/people/{bob.Id}/role", ("role", "Labeler")), bobs.PostAsync($"/people/{ada.Id}/role", ("role", "Labeler")));

        (await workbench.Database.ReadAsync(c => Task.FromResult(c.Users.Count(p => p.Role == PersonRole.Admin)))).ShouldBe(1);
    }

    [Theory]
    [InlineData("/campaigns/1", "/campaigns/1")]
    [InlineData("/", "/")]
    [InlineData(null, "/")]
    [InlineData("https://elsewhere.example", "/")]
    [InlineData("//elsewhere.example", "/")]
    [InlineData("/\\elsewhere.example", "/")]
    [InlineData("/\t/elsewhere.example", "/")]
    [InlineData("elsewhere", "/")]
    public void Local_address_leads_nowhere_else(string? given, string expected) => LocalAddress.Of(given).ShouldBe(expected);

    [Theory]
    [InlineData("Ada Lovelace", "ada-lovelace")]
    [InlineData("  José  Núñez ", "jose-nunez")]
    [InlineData("王芳 Wang", "wang")]
    [InlineData("<script>", "script")]
    public void Handles_are_made_from_names(string name, string expected)
    {
        Handles.FromName(name).ShouldBe(expected);
        Handles.IsHandle(expected).ShouldBeTrue();
    }

    [Theory]
    [InlineData("王芳")]
    [InlineData("a")]
    [InlineData("")]
    public void Handles_none_is_made_from_a_name_without_latin_letters(string name) => Handles.FromName(name).ShouldBeNull();

    [Theory]
    [InlineData("Ada")]
    [InlineData("-ada")]
    [InlineData("ada--b")]
    [InlineData("ada\n")]
    [InlineData("")]
    [InlineData("a/b")]
    public void Handles_nothing_else_is_one(string text) => Handles.IsHandle(text).ShouldBeFalse();

    [Theory]
    [InlineData("a long enough password", true)]
    [InlineData("elevenchars", false)]
    [InlineData("aaaaaaaaaaaaaaaa", false)]
    [InlineData("ada-lovelace1", false)]
    public void Passwords_that_can_be_guessed_are_refused(string password, bool isGood) => (Passwords.ProblemOf(password, "ada-lovelace", "Ada Lovelace") is null).ShouldBe(isGood);

    private static string Bare(string page, string name) =>
        System.Text.RegularExpressions.Regex.Replace(page, "(data-token|value)=\"[^\"]*\"", "").Replace(name, "", StringComparison.Ordinal);
}
