using CsCheck;

namespace Precept.Training.Tests;

public sealed class BatchingTests
{
    [Fact]
    public void Epoch_has_every_index_exactly_once() => Gen.Select(Gen.Int[1, 50].Array[0, 200], Gen.Int[1, 40], Gen.Long, Gen.Int[0, 5]).Sample((lengths, size, seed, epoch) =>
    {
        var batches = Batching.Epoch(lengths, size, seed, epoch);
        batches.SelectMany(b => b).Order().ShouldBe(Enumerable.Range(0, lengths.Length));
        batches.Count.ShouldBe((lengths.Length + size - 1) / size);
        batches.ShouldAllBe(b => b.Length <= size);
    });

    [Fact]
    public void Epoch_depends_on_seed_and_epoch_alone()
    {
        var lengths = Enumerable.Range(0, 100).Select(i => i * 37 % 23).ToArray();

        Flat(7, 0).ShouldBe(Flat(7, 0));
        Flat(7, 1).ShouldNotBe(Flat(7, 0));
        Flat(8, 0).ShouldNotBe(Flat(7, 0));

        int[] Flat(long seed, int epoch) => [.. Batching.Epoch(lengths, 8, seed, epoch).SelectMany(b => b)];
    }

    [Fact]
    public void GroupedEpoch_has_every_index_once_and_keeps_groups_together() => Gen.Select(Gen.Int[1, 6], Gen.Int[0, 30], Gen.Int[1, 20], Gen.Long).Sample((size, count, batchSize, seed) =>
    {
        var groups = Enumerable.Range(0, count * size).Chunk(size).ToArray();
        var batches = Batching.GroupedEpoch(groups, [.. Enumerable.Range(0, count * size).Select(i => i % 7 + 1)], batchSize, seed, 0);

        batches.SelectMany(b => b).Order().ShouldBe(Enumerable.Range(0, count * size));
        batches.ShouldAllBe(b => b.Length <= batchSize);
        if (size <= batchSize)
        {
            batches.ShouldAllBe(b => b.GroupBy(i => i / size).All(g => g.Count() == size));
        }
    });

    [Fact]
    public void Epoch_puts_like_lengths_together()
    {
        var lengths = Enumerable.Range(0, 64).ToArray(); // one pool: sorted, so that each batch spans 8 lengths

        Batching.Epoch(lengths, 8, 1, 0).ShouldAllBe(b => b.Max() - b.Min() == 7);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2.5, 8)]
    [InlineData(0.34, 2)]
    public void Epochs_of_ten_items_in_batches_of_four_has_its_steps(double epochs, int steps) =>
        Batching.Epochs(new int[10], 4, 1, epochs).Count.ShouldBe(steps); // 3 batches an epoch; part epochs round up
}
