using Precept.Benchmarks;

switch (args)
{
    case ["parse", .. var rest] when rest.Length <= 1:
        return SpecParsing.Run(rest is [var spec] ? spec : null);
    case ["hostile"]:
        return HostileTexts.Run();
    case [SpecParsing.OnceCommand, var file]:
        return SpecParsing.Once(file);
    default:
        Console.Error.WriteLine(
            """
            usage: dotnet run -c Release --project benchmarks/Precept.Benchmarks -- COMMAND

              parse [SPEC]   reading a spec, against Markdig's plain parse of the same text in the same run
              hostile        the slowest of a megabyte of each odd thing, against Markdig
            """);
        return 2;
}
