// XmlSerializer of its own class
using System.Xml.Serialization;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        new XmlSerializer(typeof(Foo)).Serialize(new MemoryStream(), new Foo());
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
