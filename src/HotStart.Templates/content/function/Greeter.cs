/// <summary>Public static methods, fields and properties of public classes are the plugin's symbols.</summary>
public static class Greeter
{
    public static string Hello() => "Hello, world!";
}
