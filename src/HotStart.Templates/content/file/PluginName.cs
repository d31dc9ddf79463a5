// Run it with `hotstart run PluginName.cs`, then edit and save: the next call runs the new code.
// Public static methods, fields and properties of public classes are the plugin's symbols.
public static class Greeter
{
    public static string Hello() => "Hello, world!";
}
