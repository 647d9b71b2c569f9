using Precept.Benchmarks;
using Precept.Benchmarks.Judging;
using Precept.Benchmarks.Labeling;

switch (args)
{
    case ["parse", .. var rest] when rest.Length <= 1:
        return SpecParsing.Run(rest is [var spec] ? spec : null);
    case ["hostile"]:
        return HostileTexts.Run();
    case ["judgments", .. var rest] when JudgmentLoad.Parse(rest) is { } load:
        return await load.RunAsync();
    case ["labeling", .. var rest] when LabelingLoad.Parse(rest) is { } load:
        return await load.RunAsync();
    case ["labeling-kills"]:
        return await LabelingKills.RunAsync();
    case [BareServer.Command, var file]:
        return await BareServer.ServeAsync(file);
    case [SpecParsing.OnceCommand, var file]:
        return SpecParsing.Once(file);
    default:
        Console.Error.WriteLine(
            """
            usage: dotnet run -c Release --project benchmarks/Precept.Benchmarks -- COMMAND

              parse [SPEC]   reading a spec, against Markdig's plain parse of the same text in the same run
              hostile        the slowest of a megabyte of each odd thing, against Markdig
              judgments [COUNT [LATENCY…]]
                             precept judge at 256 in flight against the test endpoint with faults, beside a bare
                             HttpClient loop and Microsoft.Extensions.AI's OpenAI client; then killed and run again
                             [default: 20000 20ms 100ms 200ms 500ms]
              labeling [PEOPLE SECONDS]
                             simulated annotators over real HTTP, 40 submits a second, beside a bare server that
                             writes one row, half a minute before it is measured; with PRECEPT_DATABASE set:
                             PostgreSQL, three servers, one killed at the half [default: 200 300]
              labeling-kills the server killed without a warning at ten random moments while people label:
                             every label that was acknowledged must be there
            """);
        return 2;
}
