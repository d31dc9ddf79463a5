namespace HotStart.AspNetCore.Admin;

/// <summary>What a stranger sent, fit for one line of a log.</summary>
internal static class Printable
{
    private const int Most = 300;

    public static string Of(string? text)
    {
        string some = text is { Length: > Most } ? text[..Most] : text ?? "";
        return some.Any(char.IsControl) ? string.Concat(some.Select(c => char.IsControl(c) ? '?' : c)) : some;
    }
}
