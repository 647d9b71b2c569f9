/// <summary>Runs inside the command under test when DOTNET_STARTUP_HOOKS names this assembly: writes down which assemblies were loaded.</summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        var file = Environment.GetEnvironmentVariable("PRECEPT_TEST_ASSEMBLIES")!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
            File.WriteAllLines(file, AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetName().Name ?? ""));
    }
}
