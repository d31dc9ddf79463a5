// protobuf-net: attributed class
// uses: protobuf-net
using ProtoBuf;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        MemoryStream stream = new();
        Serializer.Serialize(stream, new Foo());
        stream.Position = 0;
        _ = Serializer.Deserialize<Foo>(stream).Number;
        return Task.CompletedTask;
    }
}

[ProtoContract]
public sealed class Foo { [ProtoMember(1)] public int Number { get; set; } = 1; }
