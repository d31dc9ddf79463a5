// TypeConverter and provider of its own
using System.ComponentModel;
using System.Globalization;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        TypeDescriptionProvider provider = TypeDescriptor.AddAttributes(typeof(Foo), new DescriptionAttribute("x"));
        _ = TypeDescriptor.GetConverter(typeof(Foo)).CanConvertFrom(typeof(string));
        TypeDescriptor.RemoveProvider(provider, typeof(Foo));
        return Task.CompletedTask;
    }
}

[TypeConverter(typeof(FooConverter))]
public sealed class Foo { public int Number { get; set; } }

public sealed class FooConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type source) => true;

    public override object? ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) => new Foo();
}
