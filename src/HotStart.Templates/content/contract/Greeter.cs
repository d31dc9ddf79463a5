/// <summary>What the host calls. It may ask for a HotStart.PluginContext in its constructor.</summary>
[HotStart.Export("greeter")]
public sealed class Greeter : IGreeter
{
    public string Greet(string name) => $"Hello, {name}!";
}
