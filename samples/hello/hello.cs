#:property OutputType=Library

public static class Greeter
{
    public static string Hello() => "Hello, world!";
}
