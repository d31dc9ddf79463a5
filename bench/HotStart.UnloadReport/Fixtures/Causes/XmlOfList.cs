// XmlSerializer of List<Foo>
using System.Xml.Serialization;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        new XmlSerializer(typeof(List<Foo>)).Serialize(new MemoryStream(), new List<Foo> { new() });
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
