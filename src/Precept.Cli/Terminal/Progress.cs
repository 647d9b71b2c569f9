namespace Precept.Cli.Terminal;

/// <summary>How far something long is, on standard error: one line that is redrawn on a terminal, a line every few seconds elsewhere.</summary>
/// <remarks>Work that is over within two seconds shows nothing. Safe for use by several threads.</remarks>
internal sealed class Progress : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan NextLine = TimeSpan.FromSeconds(5);

    private readonly TextWriter _to;
    private readonly bool _isTerminal;
    private readonly int _width;
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private string _name = "";
    private long _began;
    private long? _drawn;
    private double _first;
    private (double Done, double Total, string Detail) _last;
    private int _onLine;

    /// <summary>Progress on standard error.</summary>
    public Progress() : this(Console.Error, Ansi.OnError, Ansi.OnError ? Ansi.Width : 0, TimeProvider.System)
    {
    }

    /// <summary>Progress anywhere.</summary>
    public Progress(TextWriter to, bool isTerminal, int width, TimeProvider clock)
    {
        (_to, _isTerminal, _width, _clock) = (to, isTerminal, width, clock);
        _began = clock.GetTimestamp();
    }

    /// <summary>Says how far a piece of work is.</summary>
    /// <param name="name">What is under way; a new name begins a new line and a new estimate.</param>
    /// <param name="done">How much is done.</param>
    /// <param name="total">How much there is; 0 where nobody knows.</param>
    /// <param name="detail">A number to watch, such as the loss; may be empty.</param>
    public void Report(string name, double done, double total, string detail = "")
    {
        lock (_lock)
        {
            if (name != _name)
            {
                Finish();
                // What a resumed run finds done already says nothing about its pace.
                (_name, _began, _drawn, _first) = (name, _clock.GetTimestamp(), null, done);
            }

            _last = (done, total, detail);
            var elapsed = _clock.GetElapsedTime(_began);
            if (elapsed < Patience || (_drawn is { } drawn && _clock.GetElapsedTime(drawn) < (_isTerminal ? Redraw : NextLine)))
            {
                return;
            }

            _drawn = _clock.GetTimestamp();
            Draw(elapsed);
        }
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            Finish();
        }
    }

    /// <summary>A duration as people say it: <c>42 s</c>, <c>3:05</c>, <c>1:02:07</c>.</summary>
    public static string Duration(TimeSpan time) => time.TotalSeconds < 60
        ? $"{Math.Ceiling(time.TotalSeconds):0} s"
        : time.TotalHours < 1 ? time.ToString(@"m\:ss") : $"{(long)time.TotalHours}:{time:mm\\:ss}";

    /// <summary>Takes the line away, to make room for another.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            Finish();
            _name = "";
        }
    }

    private void Finish()
    {
        if (_onLine > 0)
        {
            _to.Write("\r" + new string(' ', _onLine) + "\r");
            _onLine = 0;
        }
    }

    private void Draw(TimeSpan elapsed)
    {
        var (done, total, detail) = _last;
        var left = total > done && done > _first ? Duration(elapsed * ((total - done) / (done - _first))) + " left" : "";
        var bar = _isTerminal && total > 0 ? Bar(done / total, 20) : "";
        Write(string.Join("  ", new[] { _name, bar, Counted(), left, detail }.Where(p => p.Length > 0)));
    }

    private string Counted() => _last.Total > 0 ? $"{_last.Done:#,0}/{_last.Total:#,0}" : $"{_last.Done:#,0}";

    private void Write(string text)
    {
        text = Printable.Of(text);
        if (!_isTerminal)
        {
            _to.WriteLine(text);
            return;
        }

        text = text.Length < _width ? text : text[..(_width - 1)];
        _to.Write("\r" + text + new string(' ', Math.Max(0, _onLine - text.Length)));
        _onLine = text.Length;
    }

    private static string Bar(double share, int width)
    {
        var full = (int)Math.Clamp(share * width, 0, width);
        return new string('█', full) + new string('░', width - full);
    }
}
