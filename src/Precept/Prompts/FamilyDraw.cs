using System.Globalization;
using Precept.Spec;

namespace Precept.Prompts;

/// <summary>Draws distinct prompts of one family for one split: without repetition, from a stream of its own.</summary>
internal sealed class FamilyDraw
{
    // Up to here all fillings are listed and shuffled, so that none is missed; above, fillings are drawn until they only repeat.
    private const int Listed = 1 << 17;
    private const int Patience = 20_000;

    private readonly ScenarioFamily _family;
    private readonly Split _split;
    private readonly long _seed;
    private readonly SeededRandom _random;
    private readonly HashSet<string> _drawn = [];

    public FamilyDraw(ScenarioFamily family, Split split, long seed)
    {
        _family = family;
        _split = split;
        _seed = seed;
        _random = SeededRandom.For(seed, "scenario", family.Id, Splits.Name(split));
    }

    /// <summary>Draws up to <paramref name="count"/> demonstrations, the family's share of them wrapped, in random order.</summary>
    public IReadOnlyList<Demonstration> Take(int count)
    {
        var wrapped = (int)Math.Round(count * _family.WrappedShare, MidpointRounding.AwayFromZero);
        var drawn = new List<Demonstration>(Math.Min(count, 1024));
        Draw(count - wrapped, [null], drawn);
        if (wrapped > 0)
        {
            Draw(wrapped, [.. _family.Wrappings.In(_family.WrappingGroup!, _split)], drawn);
        }

        _random.Shuffle(drawn);
        return drawn;
    }

    private void Draw(int count, IReadOnlyList<Wrapping?> wrappings, List<Demonstration> drawn)
    {
        var sources = _family.Variants.Select(v => Fillings(v, wrappings).GetEnumerator()).ToList();
        while (count > 0 && sources.Count > 0)
        {
            var source = sources[_random.NextInt(sources.Count)];
            if (source.MoveNext())
            {
                drawn.Add(source.Current);
                count--;
            }
            else
            {
                sources.Remove(source);
            }
        }
    }

    private IEnumerable<Demonstration> Fillings(ScenarioVariant variant, IReadOnlyList<Wrapping?> wrappings)
    {
        int[] radices = [.. variant.Radices(_split), wrappings.Count];
        var size = radices.Aggregate(1L, (product, radix) => Math.Min(product * radix, (long)int.MaxValue));
        var choices = size <= Listed ? Shuffled(radices, (int)size) : Random(radices);
        var failures = 0;
        foreach (var digits in choices)
        {
            if (Fill(variant, digits, wrappings[digits[^1]]) is { } demonstration)
            {
                failures = 0;
                yield return demonstration;
            }
            else if (++failures >= Patience && size > Listed)
            {
                yield break;
            }
        }
    }

    private IEnumerable<int[]> Shuffled(int[] radices, int size)
    {
        var order = Enumerable.Range(0, size).ToArray();
        _random.Shuffle(order);
        foreach (var number in order)
        {
            var rest = number;
            yield return Array.ConvertAll(radices, radix =>
            {
                var digit = rest % radix;
                rest /= radix;
                return digit;
            });
        }
    }

    private IEnumerable<int[]> Random(int[] radices)
    {
        while (true)
        {
            yield return Array.ConvertAll(radices, _random.NextInt);
        }
    }

    // Null where the filling was drawn before or belongs to another split.
    private Demonstration? Fill(ScenarioVariant variant, int[] digits, Wrapping? wrapping)
    {
        var values = variant.Choose(digits, _split);
        var slots = new Dictionary<string, string>(_family.Constants);
        for (var i = 0; i < values.Length; i++)
        {
            ScenarioVariant.AddSlots(slots, variant.Slots[i].Name, values[i]);
        }

        var messages = variant.Messages.Select(m => m.Fill(slots)).ToArray();
        if (!variant.IsSplitByValues && Splits.OfKey(new Prompt(messages, []).Id) != _split)
        {
            return null;
        }

        if (wrapping is not null)
        {
            var last = Array.FindLastIndex(messages, m => m.Role == Role.User);
            messages[last] = wrapping.Around(messages[last]);
        }

        var prompt = new Prompt(messages, _family.Sections)
        {
            Slots = slots,
            Family = _family.Id,
            Wrapping = wrapping?.Id,
            Tags = Tags(wrapping),
            Split = _split,
            Source = variant.Source,
        };
        return _drawn.Add(prompt.Id) ? new Demonstration(prompt, Replies(variant, prompt, values)) : null;
    }

    private IReadOnlyList<string> Tags(Wrapping? wrapping) =>
        wrapping is not null && wrapping.Group.StartsWith("jailbreak", StringComparison.Ordinal) && !_family.Tags.Contains("jailbreak")
            ? [.. _family.Tags, "jailbreak"]
            : _family.Tags;

    private GradedReply[] Replies(ScenarioVariant variant, Prompt prompt, SlotValue[] values)
    {
        var replies = new GradedReply[variant.Replies.Count];
        for (var i = 0; i < replies.Length; i++)
        {
            var random = SeededRandom.For(_seed, "reply", _family.Id, prompt.Id, i.ToString(CultureInfo.InvariantCulture));
            replies[i] = variant.FillReply(i, prompt.Slots, values, _split, random);
        }

        return replies;
    }
}
