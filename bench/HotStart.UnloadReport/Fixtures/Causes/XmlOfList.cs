// XmlSerializer of List<Foo>: the framework refuses it (runtime#100518)
using System.Xml.Serialization;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        try
        {
            new XmlSerializer(typeof(List<Foo>)).Serialize(new MemoryStream(), new List<Foo> { new() });
        }
        catch (NotSupportedException)
        {
            // "A non-collectible assembly may not reference a collectible assembly."
        }

        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
