// encoding provider of its own
public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        System.Text.Encoding.RegisterProvider(new Provider());
        return Task.CompletedTask;
    }
}

public sealed class Provider : System.Text.EncodingProvider
{
    public override System.Text.Encoding? GetEncoding(int codepage) => null;

    public override System.Text.Encoding? GetEncoding(string name) => null;
}
