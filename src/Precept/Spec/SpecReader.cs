using Precept.Spec.Syntax;

namespace Precept.Spec;

/// <summary>Reads behaviour specs in the published Model Spec format (docs/formats/spec.md), in one pass and linear time.</summary>
public static class SpecReader
{
    /// <summary>Reads a spec with the evaluation prompts beside it.</summary>
    /// <param name="path">
    /// A folder with <c>model_spec.md</c> or <c>spec.md</c>, or a Markdown file. Evaluation prompts are read from <c>examples/*.md</c> beside the
    /// Markdown file, when there are any.
    /// </param>
    /// <returns>
    /// The spec; its version is what <c>spec.yaml</c> beside it says, else the folder's name for a folder and the file's name without its ending for a file.
    /// </returns>
    /// <exception cref="InputException">The file is absent, not UTF-8, larger than 16 MiB, or not in the format.</exception>
    public static SpecDocument Read(string path) => SpecFiles.Read(path).Document;

    /// <summary>Reads one text, without evaluation prompts.</summary>
    /// <param name="text">The Markdown.</param>
    /// <param name="path">The path that errors name; nothing is read from it.</param>
    /// <param name="version">The version that the spec gets.</param>
    /// <exception cref="InputException">The text is longer than 16 Mi characters or not in the format.</exception>
    public static SpecDocument Parse(string text, string path, string version = "")
    {
        var tree = SpecSyntaxTree.Parse(text, path);
        tree.RequireNoErrors();
        return SpecBinder.Document(tree, version);
    }

    /// <summary>The Markdown file that <see cref="Read"/> reads for a path: the path itself, or the spec in that folder.</summary>
    /// <exception cref="InputException">Neither is there.</exception>
    public static string FileOf(string path) => SpecSource.FileOf(path);
}
