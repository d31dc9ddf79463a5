// YamlDotNet: serialize and deserialize
// uses: YamlDotNet
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        string yaml = new SerializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Serialize(new Foo());
        _ = new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<Foo>(yaml).Number;
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
