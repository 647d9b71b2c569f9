using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Syntax.Inlines;

namespace Precept.Site;

/// <summary>A footnote tag in prose, <c>[^1dvp]</c>: it names evaluation prompts.</summary>
internal sealed class FootnoteTagInline(string tag) : LeafInline
{
    /// <summary>The characters after <c>^</c>.</summary>
    public string Tag => tag;
}

/// <summary>Teaches the Markdown parser footnote tags.</summary>
internal sealed class FootnoteTags : IMarkdownExtension
{
    /// <inheritdoc/>
    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.InlineParsers.Insert(0, new Parser());

    /// <inheritdoc/>
    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        // Pages are not written by the library's renderer.
    }

    private sealed class Parser : InlineParser
    {
        private const int LongestTag = 32;

        public Parser() => OpeningCharacters = ['['];

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            if (slice.PeekChar() != '^')
            {
                return false;
            }

            var length = 0;
            while (length <= LongestTag && (slice.PeekChar(length + 2).IsAlphaNumeric() || slice.PeekChar(length + 2) is '_' or '-'))
            {
                length++;
            }

            if (length is 0 or > LongestTag || slice.PeekChar(length + 2) != ']')
            {
                return false;
            }

            processor.Inline = new FootnoteTagInline(slice.Text.Substring(slice.Start + 2, length));
            slice.Start += length + 3;
            return true;
        }
    }
}
