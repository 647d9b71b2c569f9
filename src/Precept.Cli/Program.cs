return await Precept.Cli.CommandLine.RunAsync(args);
