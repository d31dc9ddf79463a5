/// <summary>For <c>hotstart run</c>, which calls functions: a look at the plugin without a host.</summary>
public static class Try
{
    public static string Greet(string name = "world") => new Greeter().Greet(name);
}
