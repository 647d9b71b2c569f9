using Microsoft.AspNetCore.Components;
using Precept.Evaluation;
using Precept.Reports;

namespace Precept.Workbench.PublicInput;

/// <summary>The map of opinions as a drawing: a mark for those who stand at one place, its area by how many they are, its shape and colour by group; and a hull around each group.</summary>
internal static class OpinionPicture
{
    private const int Width = 640;
    private const int Height = 420;
    private const int Margin = 28;
    private const double Largest = 4;

    /// <summary>Draws it.</summary>
    /// <param name="places">The participants.</param>
    /// <param name="groups">How many groups.</param>
    /// <param name="name">What it shows, for who does not see it.</param>
    public static MarkupString Draw(IReadOnlyList<OpinionPlace> places, int groups, string name)
    {
        var (left, right, low, high) = (places.Min(p => p.X), places.Max(p => p.X), places.Min(p => p.Y), places.Max(p => p.Y));
        // One scale for both axes: distances mean the same along each.
        var scale = Math.Min((Width - (2 * Margin)) / Math.Max(right - left, 1e-9), (Height - (2 * Margin)) / Math.Max(high - low, 1e-9));
        var points = places.Select(p => (X: (Width / 2.0) + ((p.X - ((left + right) / 2)) * scale), Y: (Height / 2.0) - ((p.Y - ((low + high) / 2)) * scale), p.Group)).ToList();
        return new(Html.Of(
            $"""
            <svg class="opinions" viewBox="0 0 {Width} {Height}" role="img" aria-label="{name}"><rect class="ground" x="0.5" y="0.5" width="{Width - 1}" height="{Height - 1}" rx="8"/>{Enumerable.Range(0, groups).Select(g => Hull([.. points.Where(p => p.Group == g).Select(p => (p.X, p.Y))], g))}{points.GroupBy(p => (X: Math.Round(p.X), Y: Math.Round(p.Y), p.Group)).Select(p => Mark(p.Key.X, p.Key.Y, p.Key.Group, Math.Min(Largest, Math.Sqrt(p.Count()))))}</svg>
            """).ToString());
    }

    /// <summary>A group's mark, for its heading.</summary>
    public static MarkupString Key(int group) => new(Html.Of($"""<svg class="opinion-key" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">{Mark(9, 9, group)}</svg>""").ToString());

    /// <summary>Shapes as well as colours: neither alone tells groups apart for everybody.</summary>
    private static Html Mark(double x, double y, int group, double size = 1) => group switch
    {
        0 => Html.Of($"""<circle class="g1" cx="{x}" cy="{y}" r="{5 * size}"/>"""),
        1 => Html.Of($"""<rect class="g2" x="{x - (4.5 * size)}" y="{y - (4.5 * size)}" width="{9 * size}" height="{9 * size}"/>"""),
        2 => Html.Of($"""<polygon class="g3" points="{x},{y - (6 * size)} {x + (5.5 * size)},{y + (4 * size)} {x - (5.5 * size)},{y + (4 * size)}"/>"""),
        3 => Html.Of($"""<polygon class="g4" points="{x},{y - (6 * size)} {x + (6 * size)},{y} {x},{y + (6 * size)} {x - (6 * size)},{y}"/>"""),
        _ => Html.Of($"""<path class="g5" d="M{x - (5 * size)} {y - (5 * size)}L{x + (5 * size)} {y + (5 * size)}M{x - (5 * size)} {y + (5 * size)}L{x + (5 * size)} {y - (5 * size)}"/>"""),
    };

    private static Html Hull(List<(double X, double Y)> points, int group)
    {
        var hull = HullOf(points);
        return hull.Count < 3 ? Html.Empty : Html.Of($"""<polygon class="hull h{group + 1}" points="{hull.Select(p => Html.Of($"{p.X},{p.Y} "))}"/>""");
    }

    /// <summary>The convex hull (Andrew's monotone chain), counter-clockwise from the leftmost point.</summary>
    internal static List<(double X, double Y)> HullOf(IEnumerable<(double X, double Y)> points)
    {
        var sorted = points.Distinct().OrderBy(p => p.X).ThenBy(p => p.Y).ToList();
        return sorted.Count < 3 ? sorted : [.. Half(sorted), .. Half(Enumerable.Reverse(sorted))];

        static List<(double X, double Y)> Half(IEnumerable<(double X, double Y)> from)
        {
            var half = new List<(double X, double Y)>();
            foreach (var point in from)
            {
                while (half.Count >= 2 && Turn(half[^2], half[^1], point) <= 0)
                {
                    half.RemoveAt(half.Count - 1);
                }

                half.Add(point);
            }

            half.RemoveAt(half.Count - 1);
            return half;
        }

        static double Turn((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) => ((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X));
    }
}
