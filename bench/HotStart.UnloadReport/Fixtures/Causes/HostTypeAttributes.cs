// attributes of its own added to a host type
// held: type-descriptor
using System.ComponentModel;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        TypeDescriptor.AddAttributes(typeof(Version), new FooAttribute());
        _ = TypeDescriptor.GetAttributes(typeof(Version)).Count;
        return Task.CompletedTask;
    }
}

public sealed class FooAttribute : Attribute;
