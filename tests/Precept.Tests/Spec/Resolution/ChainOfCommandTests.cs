using Precept.Spec;
using Precept.Spec.Resolution;
using static Precept.Tests.Spec.Resolution.Given;

namespace Precept.Tests.Spec.Resolution;

/// <summary>One test for each rule of docs/algorithms/chain-of-command.md.</summary>
public sealed class ChainOfCommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Who may override whom, written out: the row is the section's authority, the columns are system, developer, user message and signal.
    [Theory]
    [InlineData(Authority.Root, false, false, false, false)]
    [InlineData(Authority.System, true, false, false, false)]
    [InlineData(Authority.Developer, true, true, false, false)]
    [InlineData(Authority.User, true, true, true, false)]
    [InlineData(Authority.Guideline, true, true, true, true)]
    public async Task Section_yields_to_those_that_may_override_it(Authority authority, bool system, bool developer, bool user, bool signal)
    {
        (Instruction Said, bool Yields)[] cases =
        [
            (Said("m", Role.System, 0), system),
            (Said("m", Role.Developer, 0), developer),
            (Said("m", Role.User, 0), user),
            (Said("m", Role.User, 0) with { IsImplicit = true }, signal),
            (Said("m", Role.Developer, 0) with { IsImplicit = true }, signal),
        ];
        foreach (var (said, yields) in cases)
        {
            var resolved = await Resolve(GivenConflicts.All, Section("s", authority), said);
            Ids(resolved.Applicable).ShouldBe([yields ? "m" : "s"], $"{authority} against {said.Role}");
            var lost = resolved.Overridden.ShouldHaveSingleItem();
            lost.Instruction.Id.ShouldBe(yields ? "s" : "m");
            lost.By.Id.ShouldBe(yields ? "m" : "s");
        }
    }

    [Theory]
    [InlineData(Role.System, Role.Developer)]
    [InlineData(Role.System, Role.User)]
    [InlineData(Role.Developer, Role.User)]
    public async Task Higher_message_overrides_a_lower_one_whichever_is_later(Role higher, Role lower)
    {
        foreach (var (first, second) in new[] { (0, 1), (1, 0) })
        {
            var resolved = await Resolve(GivenConflicts.All, Said("high", higher, first), Said("low", lower, second));
            Ids(resolved.Applicable).ShouldBe(["high"]);
        }
    }

    [Fact]
    public async Task Later_message_of_a_level_overrides_the_earlier_one()
    {
        var resolved = await Resolve(GivenConflicts.All, Said("a", Role.User, 1), Said("b", Role.User, 3), Said("c", Role.User, 3, 40));
        Ids(resolved.Applicable).ShouldBe(["c"]);
        resolved.Overridden.ShouldAllBe(o => o.By.Id == "c");
        resolved.Overridden[0].Reason.ShouldStartWith("the later of two at level user counts");
    }

    [Fact]
    public async Task What_is_overridden_overrides_nothing()
    {
        // The user's demand would set the default aside, but the developer forbids the demand; the default has no quarrel with the developer.
        var resolved = await Resolve(
            GivenConflicts.Of("developer user", "user default"), Section("default", Authority.User), Said("developer", Role.Developer, 0), Said("user", Role.User, 1));
        Ids(resolved.Applicable).ShouldBe(["developer", "default"]);
        resolved.Overridden.ShouldHaveSingleItem().By.Id.ShouldBe("developer");
    }

    [Fact]
    public async Task Later_instruction_that_is_itself_forbidden_leaves_the_earlier_one()
    {
        var resolved = await Resolve(
            GivenConflicts.Of("rule later", "later earlier"), Section("rule", Authority.Root), Said("earlier", Role.User, 0), Said("later", Role.User, 1));
        Ids(resolved.Applicable).ShouldBe(["rule", "earlier"]);
    }

    [Fact]
    public async Task Instructions_that_do_not_conflict_all_count()
    {
        var resolved = await Resolve(GivenConflicts.Of(), Section("s", Authority.Guideline), Said("a", Role.User, 0), Said("b", Role.Developer, 1));
        Ids(resolved.Applicable).ShouldBe(["b", "a", "s"]);
        resolved.Overridden.ShouldBeEmpty();
    }

    [Fact]
    public async Task Sections_of_one_level_that_conflict_are_both_kept_and_left_open()
    {
        var resolved = await Resolve(GivenConflicts.All, Section("a", Authority.User, 0), Section("b", Authority.User, 1));
        Ids(resolved.Applicable).ShouldBe(["a", "b"]);
        resolved.Unresolved.ShouldHaveSingleItem().ShouldSatisfyAllConditions(u => u.First.Id.ShouldBe("a"), u => u.Second.Id.ShouldBe("b"));
    }

    [Fact]
    public async Task Higher_section_overrides_a_lower_one() =>
        Ids((await Resolve(GivenConflicts.All, Section("low", Authority.Guideline), Section("high", Authority.User))).Applicable).ShouldBe(["high"]);

    [Theory]
    [InlineData(Role.Assistant, Standing.Assistant)]
    [InlineData(Role.Tool, Standing.Tool)]
    [InlineData(Role.User, Standing.Quoted)]
    [InlineData(Role.Developer, Standing.Untrusted)]
    public async Task Text_without_authority_counts_for_nothing(Role role, Standing standing)
    {
        var text = Said("t", role, 5) with { Authority = Authority.None, Standing = standing };
        var resolved = await Resolve(GivenConflicts.All, Section("s", Authority.Guideline), text);
        Ids(resolved.Applicable).ShouldBe(["s"]);
        Ids(resolved.WithoutAuthority).ShouldBe(["t"]);
    }

    [Fact]
    public async Task Delegated_text_gets_the_delegators_level_and_a_default_of_that_level_yields_to_it()
    {
        var delegator = Said("user", Role.User, 0) with { Delegates = [new Delegation(DelegationKind.Tool, Tool: "browser")] };
        var page = Said("page", Role.Tool, 1) with { Tool = "browser" };
        var mail = Said("mail", Role.Tool, 2) with { Tool = "mail" };
        var resolved = await Resolve(
            GivenConflicts.Of("page user_default", "page developer_default"),
            delegator, page, mail, Section("user_default", Authority.User), Section("developer_default", Authority.Developer, 1));
        Ids(resolved.Applicable).ShouldBe(["developer_default", "user", "user_default"]);
        Ids(resolved.WithoutAuthority).ShouldBe(["mail"]);
        resolved.Overridden.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            o => o.Instruction.Id.ShouldBe("page"), o => o.Instruction.DelegatedBy.ShouldBe("user"), o => o.By.Id.ShouldBe("developer_default"));

        var without = await Resolve(GivenConflicts.Of("page user_default"), delegator, page, Section("user_default", Authority.User));
        Ids(without.Applicable).ShouldBe(["user", "page"]);
    }

    [Fact]
    public async Task Delegated_text_never_overrides_its_levels_own_words_though_it_is_later()
    {
        var delegator = Said("delegator", Role.User, 0) with { Delegates = [new Delegation(DelegationKind.Message, 2)] };
        var resolved = await Resolve(GivenConflicts.Of("page own"), delegator, Said("own", Role.User, 1), Said("page", Role.Tool, 2));
        Ids(resolved.Applicable).ShouldBe(["own", "delegator"]);
        resolved.Overridden.ShouldHaveSingleItem().Reason.ShouldStartWith("borrowed authority yields");
    }

    [Fact]
    public async Task Overridden_instruction_delegates_nothing()
    {
        var delegator = Said("user", Role.User, 0) with { Delegates = [new Delegation(DelegationKind.Tool)] };
        var resolved = await Resolve(GivenConflicts.Of("rule user"), Section("rule", Authority.Root), delegator, Said("page", Role.Tool, 1));
        Ids(resolved.WithoutAuthority).ShouldBe(["page"]);
    }

    [Fact]
    public async Task Borrowed_authority_cannot_be_lent_on()
    {
        var delegator = Said("user", Role.User, 0) with { Delegates = [new Delegation(DelegationKind.Message, 1)] };
        var page = Said("page", Role.Tool, 1) with { Delegates = [new Delegation(DelegationKind.Message, 2)] };
        var resolved = await Resolve(GivenConflicts.Of(), delegator, page, Said("next", Role.Tool, 2));
        Ids(resolved.Applicable).ShouldBe(["user", "page"]);
        Ids(resolved.WithoutAuthority).ShouldBe(["next"]);
    }

    [Fact]
    public async Task Quoted_delegation_reaches_the_own_message_only()
    {
        var delegator = Said("user", Role.User, 3) with { Delegates = [new Delegation(DelegationKind.Quoted)] };
        var here = Said("here", Role.User, 3, 9) with { Authority = Authority.None, Standing = Standing.Quoted };
        var elsewhere = here with { Id = "elsewhere", Message = 4 };
        Ids((await Resolve(GivenConflicts.Of(), delegator, here, elsewhere)).Applicable).ShouldBe(["user", "here"]);
    }

    [Fact]
    public async Task Ids_that_stand_twice_and_floods_are_errors()
    {
        await Should.ThrowAsync<InputException>(() => Resolve(GivenConflicts.Of(), Section("a", Authority.User), Said("a", Role.User, 0)));
        var flood = Enumerable.Range(0, ChainOfCommand.MaxInstructions + 1).Select(i => Said($"m{i}", Role.User, i)).ToArray();
        await Should.ThrowAsync<InputException>(() => Resolve(GivenConflicts.Of(), flood));
    }

    private static Task<ResolvedInstructions> Resolve(IConflictOracle oracle, params Instruction[] candidates) => ChainOfCommand.ResolveAsync(candidates, oracle, Token);

    private static IEnumerable<string> Ids(IReadOnlyList<DecidedInstruction> decided) => decided.Select(d => d.Instruction.Id);
}
