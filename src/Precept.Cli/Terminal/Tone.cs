namespace Precept.Cli.Terminal;

/// <summary>How a line looks where the terminal has colours.</summary>
internal enum Tone
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>A heading: bold.</summary>
    Strong,

    /// <summary>A name below a heading: cyan.</summary>
    Name,

    /// <summary>What is not needed to understand: dim.</summary>
    Quiet,

    /// <summary>What came: green.</summary>
    Came,

    /// <summary>What went: red.</summary>
    Went,

    /// <summary>What matters most: yellow.</summary>
    Weighty,
}
