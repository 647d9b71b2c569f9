using TorchSharp;
namespace Precept.Training.Models;
internal static class Safetensors
{
    public static (Dictionary<string, torch.Tensor>, Dictionary<string, string>) Read(string path) => throw new NotSupportedException();
    public static void Write(string path, Dictionary<string, torch.Tensor> t, Dictionary<string, string> m) => throw new NotSupportedException();
}
