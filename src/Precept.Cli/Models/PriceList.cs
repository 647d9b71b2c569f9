using System.Globalization;
using Precept.Endpoints;
using Precept.Spec;

namespace Precept.Cli.Models;

/// <summary>Prices of models in a YAML file: <c>openai:MODEL: {in: 0.15, out: 0.60}</c>, US dollars for a million tokens.</summary>
internal static class PriceList
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It is no list of prices.</exception>
    public static Dictionary<string, TokenPrice> Read(string path)
    {
        var file = YamlValue.Read(path) ?? throw new InputException(path, 0, "is empty; write lines such as 'openai:MODEL: {in: 0.15, out: 0.60}'");
        var prices = new Dictionary<string, TokenPrice>();
        foreach (var (address, _, value) in file.Entries("addresses with their prices"))
        {
            var parts = value.Entries("in and out").ToDictionary(e => e.Key, e => Dollars(e.Value));
            prices[ModelAddress.Parse(address).Text] = parts.Count == 2 && parts.TryGetValue("in", out var input) && parts.TryGetValue("out", out var output)
                ? new TokenPrice(input, output)
                : throw value.Error($"a price has 'in' and 'out', US dollars for a million tokens, and nothing else: '{address}'");
        }

        return prices;
    }

    private static double Dollars(YamlValue value) =>
        double.TryParse(value.Text("US dollars"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars)
            ? dollars
            : throw value.Error($"'{value.Text("US dollars")}' is no price; write a number such as 0.15");
}
