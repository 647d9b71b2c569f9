using CsCheck;
using Precept.Spec.Diff;

namespace Precept.Tests.Spec.Diff;

public sealed class AlignmentTests
{
    private static readonly Gen<string[]> Lists = Gen.Int[0, 5].Select(i => ((char)('a' + i)).ToString()).Array[0, 12];

    [Fact]
    public void Of_two_lists_covers_both_once_in_order_and_pairs_only_equal_items() =>
        Gen.Select(Lists, Lists).Sample((a, b) =>
        {
            var (atA, atB) = (0, 0);
            foreach (var run in Alignment.Of(a, b))
            {
                (run.StartA, run.StartB).ShouldBe((atA, atB));
                (atA, atB) = (atA + run.CountA, atB + run.CountB);
                if (run.IsSame)
                {
                    run.CountA.ShouldBe(run.CountB);
                    a[run.StartA..atA].ShouldBe(b[run.StartB..atB]);
                }
            }

            (atA, atB).ShouldBe((a.Length, b.Length));
        });

    [Fact]
    public void Of_short_lists_finds_a_longest_common_subsequence() =>
        Gen.Select(Lists, Lists).Sample((a, b) => Alignment.Of(a, b).Where(r => r.IsSame).Sum(r => r.CountA).ShouldBe(LongestCommon(a, b)));

    // 2,000 x 2,001 cells are more than the table holds: the anchors have to do it.
    [Fact]
    public void Of_long_lists_aligns_by_items_that_stand_once()
    {
        string[] a = [.. Enumerable.Range(0, 2000).Select(i => i % 2 == 0 ? $"unique {i}" : "common")];
        string[] b = [.. a[..500], "new", .. a[501..]];
        Alignment.Of(["x", .. a, "y"], ["u", .. b, "v"]).Where(r => r.IsSame).Sum(r => r.CountA).ShouldBe(1999);
    }

    [Fact]
    public void LongestIncreasing_keeps_the_run_and_leaves_out_what_moved() => Alignment.LongestIncreasing([3, 0, 1, 2]).ShouldBe([1, 2, 3]);

    private static int LongestCommon(string[] a, string[] b)
    {
        if (a.Length == 0 || b.Length == 0)
        {
            return 0;
        }

        var length = new int[a.Length + 1, b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                length[i, j] = a[i - 1] == b[j - 1] ? length[i - 1, j - 1] + 1 : Math.Max(length[i - 1, j], length[i, j - 1]);
            }
        }

        return length[a.Length, b.Length];
    }
}
