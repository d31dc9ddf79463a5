[assembly: HotStart.SharedAssembly]

/// <summary>The contract: a host asks for it with <c>plugin.Get&lt;IGreeter&gt;()</c>.</summary>
public interface IGreeter
{
    string Greet(string name);
}
