namespace Precept.Spec.Syntax;

/// <summary>Reads the comment of a graded reply: <c>GOOD</c>, <c>BAD[#id]</c>, <c>OK, a condition: a reason</c>.</summary>
internal static class VerdictSyntaxParser
{
    public const string Open = "<!--";
    public const string Close = "-->";

    /// <summary>The verdict of a comment that begins at <paramref name="start"/> and ends before <paramref name="end"/>, where <c>--&gt;</c> stands.</summary>
    /// <returns>The verdict; without a grade where the comment is not one.</returns>
    public static VerdictSyntax Read(string text, int start, int end) => new Reader(text, start, end).Read();

    /// <summary>Whether the inside of a comment begins as a verdict does and reads as one.</summary>
    public static bool IsVerdict(string text, int start, int end) => Read(text, start, end).Grade is not null;

    private sealed class Reader(string text, int start, int end)
    {
        private readonly NodeBuilder _parts = new(start);
        private readonly int _last = LastBefore(text, start + Open.Length, end);

        public VerdictSyntax Read()
        {
            _parts.Place(TokenKind.Mark, start + Open.Length);
            Blanks();
            var (grade, verdict) = Grade();
            SyntaxToken? section = null, condition = null;
            InlinesSyntax? why = null;
            var reads = grade is not null && Section(out section);
            if (reads)
            {
                Blanks();
                condition = Condition();
                reads = Reason(out why);
            }

            if (!reads)
            {
                return NoVerdict();
            }

            _parts.Token(TokenKind.Layout, end);
            _parts.Place(TokenKind.Mark, end + Close.Length);
            return new VerdictSyntax(_parts) { Grade = grade, Verdict = verdict, Section = section, Condition = condition, Why = why };
        }

        private VerdictSyntax NoVerdict()
        {
            var parts = new NodeBuilder(start);
            parts.Place(TokenKind.Mark, start + Open.Length);
            parts.Token(TokenKind.Skipped, end);
            parts.Place(TokenKind.Mark, end + Close.Length);
            return new VerdictSyntax(parts);
        }

        private ReadOnlySpan<char> Rest => text.AsSpan(_parts.Position, Math.Max(0, _last - _parts.Position));

        private (SyntaxToken?, Verdict?) Grade() =>
            Rest.StartsWith("GOOD") ? (_parts.Token(TokenKind.Name, _parts.Position + 4), Spec.Verdict.Good)
            : Rest.StartsWith("BAD") ? (_parts.Token(TokenKind.Name, _parts.Position + 3), Spec.Verdict.Bad)
            : Rest.StartsWith("OK") ? (_parts.Token(TokenKind.Name, _parts.Position + 2), Spec.Verdict.Ok)
            : (null, null);

        /// <summary>Reads <c>[#id]</c>, if it stands here; false where it does not end.</summary>
        private bool Section(out SyntaxToken? section)
        {
            section = null;
            if (!Rest.StartsWith("[#"))
            {
                return true;
            }

            var close = Rest.IndexOf(']');
            if (close < 3)
            {
                return false;
            }

            close += _parts.Position;
            _parts.Place(TokenKind.Mark, _parts.Position + 2);
            _parts.Token(TokenKind.Layout, FirstAfter(_parts.Position, close));
            section = _parts.Place(TokenKind.Name, LastBefore(text, _parts.Position, close));
            _parts.Token(TokenKind.Layout, close);
            _parts.Place(TokenKind.Mark, close + 1);
            return true;
        }

        private SyntaxToken? Condition()
        {
            if (Rest is not [',', ..])
            {
                return null;
            }

            _parts.Place(TokenKind.Mark, _parts.Position + 1);
            var stop = ConditionEnd();
            _parts.Token(TokenKind.Layout, FirstAfter(_parts.Position, stop));
            var condition = _parts.Token(TokenKind.Value, LastBefore(text, _parts.Position, stop));
            _parts.Token(TokenKind.Layout, stop);
            return condition;
        }

        /// <summary>A condition ends at the first colon that white space or the end follows, so that 10:30 does not end it.</summary>
        private int ConditionEnd()
        {
            for (var i = _parts.Position; i < _last; i++)
            {
                if (text[i] == ':' && (i + 1 == _last || char.IsWhiteSpace(text[i + 1])))
                {
                    return i;
                }
            }

            return _last;
        }

        /// <summary>Reads <c>: why</c>, if it stands here; false where something else does.</summary>
        private bool Reason(out InlinesSyntax? why)
        {
            why = null;
            if (Rest.IsEmpty)
            {
                return true;
            }

            if (Rest[0] != ':')
            {
                return false;
            }

            _parts.Place(TokenKind.Mark, _parts.Position + 1);
            Blanks();
            why = InlineParser.Read(text, _parts.Position, Math.Max(_parts.Position, _last));
            if (why is not null)
            {
                _parts.Add(why);
            }

            return true;
        }

        private void Blanks() => _parts.Token(TokenKind.Layout, FirstAfter(_parts.Position, end));

        private int FirstAfter(int from, int limit)
        {
            while (from < limit && char.IsWhiteSpace(text[from]))
            {
                from++;
            }

            return from;
        }

        private static int LastBefore(string text, int from, int limit)
        {
            while (limit > from && char.IsWhiteSpace(text[limit - 1]))
            {
                limit--;
            }

            return limit;
        }
    }
}
