using CsCheck;
using Precept.Spec;
using Precept.Spec.Resolution;

namespace Precept.Tests.Spec.Resolution;

/// <summary>What holds for any instructions and any conflicts between them.</summary>
public sealed class ChainOfCommandPropertyTests
{
    private static readonly Gen<Instruction> One = Gen.Select(
        Gen.Int[0, 9], Gen.Enum<Authority>(), Gen.Int[0, 4], Gen.Int[0, 3], Gen.Int[0, 3],
        (kind, authority, message, position, delegation) => kind < 4
            ? Given.Section("", authority, position)
            : Given.Said("", (Role)(kind % 5), message, position) with
            {
                IsImplicit = position == 3,
                Delegates = delegation > 1 ? [new Delegation(DelegationKind.Message, 4 - message)] : [],
            });

    /// <summary>Instructions with different ids and places, and a seed for the relation of conflicts.</summary>
    private static readonly Gen<(Instruction[] Candidates, int Seed, int Density)> Cases = Gen.Select(
        One.Array[1, 14], Gen.Int[0, 1 << 20], Gen.Int[1, 9],
        (all, seed, density) => (all.Select((c, i) => c with { Id = $"i{i}", Section = c.IsSection ? $"i{i}" : null, Position = (100 * c.Position) + i }).ToArray(), seed, density));

    [Fact]
    public void Authority_is_never_inverted() => Cases.Sample(c =>
    {
        var conflicts = Conflicts(c.Seed, c.Density);
        var resolved = Resolve(c.Candidates, conflicts);
        var applicable = resolved.Applicable.Select(a => a.Instruction).ToList();
        var open = resolved.Unresolved.Select(u => (u.First.Id, u.Second.Id)).ToHashSet();

        // Nothing applicable is beaten by anything applicable; what conflicts and stays are sections of one level, and they are reported.
        foreach (var (a, b) in applicable.SelectMany((a, i) => applicable.Skip(i + 1).Select(b => (a, b))).Where(p => conflicts.Between(p.a.Id, p.b.Id)))
        {
            Beats(a, b).ShouldBeFalse();
            Beats(b, a).ShouldBeFalse();
            (open.Contains((a.Id, b.Id)) || open.Contains((b.Id, a.Id))).ShouldBeTrue();
        }

        // Whatever is overridden is so by something applicable that conflicts with it and may override it by the rules.
        foreach (var lost in resolved.Overridden)
        {
            applicable.ShouldContain(lost.By);
            conflicts.Between(lost.By.Id, lost.Instruction.Id).ShouldBeTrue();
            Beats(lost.By, lost.Instruction).ShouldBeTrue();
            (lost.By.Authority >= lost.Instruction.Authority || lost.Instruction.IsImplicit).ShouldBeTrue();
        }

        // Nothing is lost and nothing comes twice.
        applicable.Concat(resolved.Overridden.Select(o => o.Instruction)).Concat(resolved.WithoutAuthority.Select(w => w.Instruction)).Select(i => i.Id)
            .ShouldBe(c.Candidates.Select(i => i.Id), ignoreOrder: true);
    });

    [Fact]
    public void Root_never_yields() => Cases.Sample(c =>
        Resolve(c.Candidates, Conflicts(c.Seed, c.Density)).Overridden.ShouldNotContain(o => o.Instruction.Authority == Authority.Root));

    [Fact]
    public void Authority_is_given_only_to_what_is_delegated_by_something_applicable() => Cases.Sample(c =>
    {
        var resolved = Resolve(c.Candidates, Conflicts(c.Seed, c.Density));
        var applicable = resolved.Applicable.Select(a => a.Instruction).ToDictionary(i => i.Id);
        foreach (var (before, after) in c.Candidates.Join(
            resolved.Applicable.Select(a => a.Instruction).Concat(resolved.Overridden.Select(o => o.Instruction)), b => b.Id, a => a.Id, (b, a) => (b, a)))
        {
            if (before.Authority == Authority.None)
            {
                after.Authority.ShouldBe(applicable[after.DelegatedBy!].Authority);
            }
            else
            {
                after.ShouldBe(before);
            }
        }
    });

    [Fact]
    public void Adding_text_changes_nothing_above_it() => Gen.Select(Cases, Gen.Int[0, 2].Select(i => (Role)i)).Sample((c, role) =>
    {
        var conflicts = Conflicts(c.Seed, c.Density);
        var added = Given.Said("added", role, 9) with { Delegates = [new Delegation(DelegationKind.Tool)] };
        var before = Resolve(c.Candidates, conflicts);
        var after = Resolve([.. c.Candidates, added], conflicts);
        Above(before).ShouldBe(Above(after));

        // Above are all of a higher level, messages and sections alike; sections of the same level may yield to it, messages may be superseded.
        IReadOnlyList<string> Above(ResolvedInstructions resolved) =>
        [
            .. resolved.Applicable.Select(a => a.Instruction).Where(IsAbove).Select(i => $"{i.Id} counts"),
            .. resolved.Overridden.Where(o => IsAbove(o.Instruction)).Select(o => $"{o.Instruction.Id} by {o.By.Id}"),
        ];

        bool IsAbove(Instruction i) => !i.IsImplicit && i.Authority > added.Authority;
    });

    [Fact]
    public void Adding_text_without_authority_changes_nothing() => Cases.Sample(c =>
    {
        var conflicts = Conflicts(c.Seed, c.Density);
        var (before, after) = (Resolve(c.Candidates, conflicts), Resolve([.. c.Candidates, Given.Said("added", Role.Tool, 9)], conflicts));
        after.Applicable.ShouldBe(before.Applicable);
        after.Overridden.ShouldBe(before.Overridden);
    });

    [Fact]
    public void Order_of_the_list_does_not_matter() => Gen.Select(Cases, Gen.Int[0, 1 << 20]).Sample((c, seed) =>
    {
        var conflicts = Conflicts(c.Seed, c.Density);
        var shuffled = c.Candidates.OrderBy(i => ContentHash.Of(i.Id, $"{seed}")).ToArray();
        var (first, second) = (Resolve(c.Candidates, conflicts), Resolve(shuffled, conflicts));
        second.Applicable.ShouldBe(first.Applicable);
        second.Overridden.ShouldBe(first.Overridden);
        second.WithoutAuthority.ShouldBe(first.WithoutAuthority);
        second.Unresolved.ShouldBe(first.Unresolved);
    });

    /// <summary>The rules in words, without ranks: whether <paramref name="a"/> overrides <paramref name="b"/> when they conflict.</summary>
    private static bool Beats(Instruction a, Instruction b) => (a, b) switch
    {
        ({ IsSection: true }, { IsSection: true }) => a.Authority > b.Authority,
        ({ IsSection: true }, { IsImplicit: true }) => a.Authority > Authority.Guideline,
        ({ IsSection: true }, _) => a.Authority > b.Authority,
        ({ IsImplicit: true }, { IsSection: true }) => b.Authority == Authority.Guideline,
        (_, { IsSection: true }) => b.Authority <= a.Authority,
        ({ IsImplicit: true }, { IsImplicit: false }) => false,
        ({ IsImplicit: false }, { IsImplicit: true }) => true,
        _ when a.Authority != b.Authority => a.Authority > b.Authority,
        ({ IsImplicit: false, DelegatedBy: null }, { DelegatedBy: not null }) => true,
        ({ IsImplicit: false, DelegatedBy: not null }, { DelegatedBy: null }) => false,
        _ => (a.Message, a.Position).CompareTo((b.Message, b.Position)) > 0,
    };

    private static GivenConflicts Conflicts(int seed, int density) => new((a, b) =>
    {
        var (low, high) = string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);
        return Convert.ToInt32(ContentHash.Of($"{seed}", low, high)[..4], 16) % 10 < density;
    });

    private static ResolvedInstructions Resolve(IEnumerable<Instruction> candidates, IConflictOracle oracle) =>
        ChainOfCommand.ResolveAsync(candidates, oracle).GetAwaiter().GetResult();
}
