// MessagePack: attributed class
// uses: MessagePack, MessagePack.Annotations
using MessagePack;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        _ = MessagePackSerializer.Deserialize<Foo>(MessagePackSerializer.Serialize(new Foo())).Number;
        return Task.CompletedTask;
    }
}

[MessagePackObject]
public sealed class Foo { [Key(0)] public int Number { get; set; } = 1; }
