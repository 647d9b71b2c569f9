using System.Text;
using Precept.Spec;

namespace Precept.Prompts;

/// <summary>A message with slots. Values are inserted as they are: they are never read as markup or as slots again.</summary>
internal sealed class MessageTemplate
{
    private readonly Message _message;

    // Cut where an untrusted span begins or ends, so that the spans can be found again after filling.
    private readonly List<(SlotTemplate Template, bool Untrusted)> _pieces = [];

    public MessageTemplate(Message message, string file, int line)
    {
        _message = message;
        var at = 0;
        foreach (var span in message.Untrusted.OrderBy(s => s.Start).Append(new TextSpan(message.Content.Length, 0)))
        {
            Add(at, span.Start, untrusted: false);
            Add(span.Start, span.Start + span.Length, untrusted: true);
            at = span.Start + span.Length;
        }

        void Add(int start, int end, bool untrusted)
        {
            if (end > start)
            {
                var before = message.Content.AsSpan(0, start).Count('\n');
                _pieces.Add((SlotTemplate.Parse(message.Content[start..end], file, line + before), untrusted));
            }
        }
    }

    /// <summary>Who speaks.</summary>
    public Role Role => _message.Role;

    /// <summary>All slot references in order.</summary>
    public IEnumerable<SlotReference> Slots => _pieces.SelectMany(p => p.Template.Slots);

    /// <summary>The message with its slots filled.</summary>
    /// <param name="slots">A value for every slot reference's key.</param>
    public Message Fill(IReadOnlyDictionary<string, string> slots)
    {
        var content = new StringBuilder();
        var spans = new List<TextSpan>();
        foreach (var (template, untrusted) in _pieces)
        {
            var text = template.Fill(slots) ?? throw new InvalidOperationException($"A slot of '{template.Text}' has no value.");
            if (untrusted)
            {
                spans.Add(new TextSpan(content.Length, text.Length));
            }

            content.Append(text);
        }

        return _message with { Content = content.ToString(), Untrusted = spans };
    }
}
