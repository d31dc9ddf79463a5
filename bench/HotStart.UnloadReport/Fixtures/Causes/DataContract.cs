// DataContractSerializer
using System.Runtime.Serialization;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        new DataContractSerializer(typeof(Foo)).WriteObject(new MemoryStream(), new Foo());
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
