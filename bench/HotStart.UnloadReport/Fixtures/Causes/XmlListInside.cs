// XmlSerializer of a class with a List<Foo> inside
using System.Xml.Serialization;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        new XmlSerializer(typeof(Bar)).Serialize(new MemoryStream(), new Bar());
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }

public sealed class Bar { public List<Foo> Foos { get; set; } = [new Foo()]; }
