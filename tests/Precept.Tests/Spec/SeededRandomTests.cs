using CsCheck;
using Precept.Spec;

namespace Precept.Tests.Spec;

public class SeededRandomTests
{
    [Fact]
    public void NextUInt64_seed_1234567_gives_published_stream()
    {
        // The reference stream of SplitMix64 for this seed.
        var random = new SeededRandom(1234567);
        Enumerable.Range(0, 5).Select(_ => random.NextUInt64()).ShouldBe(
            [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821]);
    }

    [Fact]
    public void NextInt_any_bound_stays_below_it() =>
        Gen.Select(Gen.ULong, Gen.Int[1, int.MaxValue]).Sample(
            (seed, bound) => new SeededRandom(seed).NextInt(bound) is var n && n >= 0 && n < bound);

    [Fact]
    public void NextInt_six_faces_come_equally_often()
    {
        var random = new SeededRandom(7);
        var counts = new int[6];
        for (var i = 0; i < 60_000; i++)
        {
            counts[random.NextInt(6)]++;
        }

        // Standard deviation of a count is sqrt(60000 * 1/6 * 5/6) = 91; five of them.
        counts.ShouldAllBe(c => Math.Abs(c - 10_000) < 457);
    }

    [Fact]
    public void NextInt_bound_below_one_throws() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new SeededRandom(1).NextInt(0));

    [Fact]
    public void NextDouble_any_seed_is_in_unit_interval() =>
        Gen.ULong.Sample(seed => new SeededRandom(seed).NextDouble() is >= 0 and < 1);

    [Fact]
    public void Shuffle_any_list_keeps_its_items() =>
        Gen.Select(Gen.Int.Array, Gen.ULong).Sample((items, seed) =>
        {
            var copy = items.ToArray();
            new SeededRandom(seed).Shuffle(copy);
            return copy.Order().SequenceEqual(items.Order());
        });

    [Fact]
    public void For_same_names_same_stream_other_names_other_stream()
    {
        SeededRandom.For(1, "a", "b").NextUInt64().ShouldBe(SeededRandom.For(1, "a", "b").NextUInt64());
        var others = new[]
        {
            SeededRandom.For(1, "a", "b"), SeededRandom.For(1, "ab"), SeededRandom.For(1, "b", "a"), SeededRandom.For(2, "a", "b"),
        };
        others.Select(r => r.NextUInt64()).Distinct().Count().ShouldBe(4);
    }
}
