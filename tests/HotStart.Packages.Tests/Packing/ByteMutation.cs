using System.Text;

namespace HotStart.Packages.Tests.Packing;

/// <summary>Damage to the bytes of a package: flipped, cut, doubled, filled, or with other names in its headers.</summary>
internal static class ByteMutation
{
    private static readonly string[] _names = ["../../../../x", "/etc/cron.d/x", "..\\..\\x", "CON", "aux.dll", "a\0b", "LIB/NET10.0/"];

    public static byte[] Run(byte[] original, Random random)
    {
        byte[] bytes = [.. original];
        for (int rounds = random.Next(1, 4); rounds > 0; rounds--)
        {
            bytes = Once(bytes, random);
        }

        return bytes;
    }

    private static byte[] Once(byte[] bytes, Random random)
    {
        if (bytes.Length < 100)
        {
            return bytes;
        }

        int at = random.Next(bytes.Length);
        int length = random.Next(1, Math.Min(64, bytes.Length - at) + 1);
        switch (random.Next(8))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                random.NextBytes(bytes.AsSpan(at, length));
                return bytes;
            case 2:
                return bytes[..at];
            case 3:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 4:
                return [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
            case 5:
                bytes.AsSpan(at, length).Fill((byte)(random.Next(2) * 255));
                return bytes;
            case 6:
                return Header(bytes, random);
            default:
                return Rename(bytes, random);
        }
    }

    // A number in one of the headers: sizes, counts, offsets, attributes.
    private static byte[] Header(byte[] bytes, Random random)
    {
        int at = Find(bytes, random, "PK\u0001\u0002"u8);
        if (at >= 0 && at + 46 < bytes.Length)
        {
            random.NextBytes(bytes.AsSpan(at + 4 + random.Next(40), 2));
        }

        return bytes;
    }

    private static byte[] Rename(byte[] bytes, Random random)
    {
        int at = Find(bytes, random, Encoding.ASCII.GetBytes(random.Next(2) == 0 ? "lib/net10.0/" : "runtimes/"));
        byte[] name = Encoding.ASCII.GetBytes(_names[random.Next(_names.Length)]);
        if (at >= 0 && at + name.Length < bytes.Length)
        {
            name.CopyTo(bytes, at);
        }

        return bytes;
    }

    private static int Find(byte[] bytes, Random random, ReadOnlySpan<byte> what)
    {
        int from = random.Next(bytes.Length);
        int found = bytes.AsSpan(from).IndexOf(what);
        return found >= 0 ? from + found : bytes.AsSpan().IndexOf(what);
    }
}
