using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace HotStart.Flow.Arrivals;

/// <summary>
/// Whether all parts that a portable executable's headers speak of lie within the file, and which symbols it was
/// built with. Reads a few hundred bytes whatever the size. Never throws for what the bytes say. A file whose length was
/// reserved and whose headers are written looks whole: that its writer is done is for others to find out.
/// </summary>
/// <param name="Wholeness">Whether it is all there.</param>
/// <param name="SymbolsId">The id that its PDB must have; null where it names none.</param>
internal readonly record struct PeLook(Wholeness Wholeness, Guid? SymbolsId)
{
    private const int HeaderSize = 4096;
    private const uint PortableSignature = 0x4550; // "PE\0\0"
    private const uint MetadataSignature = 0x424a5342; // "BSJB"
    private const uint CodeViewSignature = 0x53445352; // "RSDS"
    private const int CodeViewType = 2;
    private const int MaxSections = 96;

    private static PeLook Incomplete => new(Wholeness.Incomplete, null);

    private static PeLook Foreign => new(Wholeness.Foreign, null);

    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PeLook At(SafeFileHandle file)
    {
        long length = RandomAccess.GetLength(file);
        Span<byte> buffer = stackalloc byte[HeaderSize];
        ReadOnlySpan<byte> head = buffer[..RandomAccess.Read(file, buffer, 0)];
        if (head.Length < 64 || head.IndexOfAnyExcept((byte)0) < 0)
        {
            // Space was reserved, the content is still to come.
            return head.Length >= 2 && head.IndexOfAnyExcept((byte)0) >= 0 && !IsDos(head) ? Foreign : Incomplete;
        }

        int pe = Int(head, 0x3c);
        if (!IsDos(head) || pe < 0)
        {
            return Foreign;
        }

        if (pe > head.Length - 24)
        {
            return pe + 24L > length ? Incomplete : Foreign;
        }

        int sections = Short(head, pe + 6);
        int optional = pe + 24;
        int table = optional + Short(head, pe + 20);
        if ((uint)Int(head, pe) != PortableSignature || sections is 0 or > MaxSections)
        {
            return Int(head, pe) == 0 ? Incomplete : Foreign;
        }

        if (table + (sections * 40) > head.Length)
        {
            return table + (sections * 40) > length ? Incomplete : Foreign;
        }

        for (int i = 0; i < sections; i++)
        {
            int section = table + (i * 40);
            bool isBlank = Int(head, section + 12) == 0;
            if (isBlank || Size(head, section + 16) + Size(head, section + 20) > length)
            {
                return Incomplete;
            }
        }

        return Directories(file, head, optional, table, sections, length);
    }

    private static PeLook Directories(
        SafeFileHandle file, ReadOnlySpan<byte> head, int optional, int table, int sections, long length)
    {
        if (Short(head, optional) is not (0x10b or 0x20b))
        {
            return Short(head, optional) == 0 ? Incomplete : Foreign;
        }

        bool wide = Short(head, optional) == 0x20b;
        int directories = optional + (wide ? 112 : 96);
        if (directories > table || Int(head, directories - 4) < 15 || directories + (15 * 8) > table)
        {
            return new(Wholeness.Whole, null); // no room for a .NET header: a native library
        }

        ReadOnlySpan<byte> sectionTable = head.Slice(table, sections * 40);
        uint clr = (uint)Int(head, directories + (14 * 8));
        Span<byte> bytes = stackalloc byte[32];
        if (clr != 0)
        {
            if (!Read(file, sectionTable, clr, bytes[..16]))
            {
                return Incomplete;
            }

            uint metadata = (uint)Int(bytes, 8);
            long end = Offset(sectionTable, metadata) + Size(bytes, 12);
            if (end > length || !Read(file, sectionTable, metadata, bytes[..4]) || (uint)Int(bytes, 0) != MetadataSignature)
            {
                return Incomplete;
            }
        }

        return new(
            Wholeness.Whole,
            SymbolsIdAt(file, sectionTable, (uint)Int(head, directories + (6 * 8)), Int(head, directories + (6 * 8) + 4)));
    }

    private static Guid? SymbolsIdAt(SafeFileHandle file, ReadOnlySpan<byte> sectionTable, uint directory, int size)
    {
        Span<byte> entry = stackalloc byte[28];
        for (int at = 0; directory != 0 && at + 28 <= size && at < 28 * 16; at += 28)
        {
            if (!Read(file, sectionTable, directory + (uint)at, entry))
            {
                return null;
            }

            if (Int(entry, 12) == CodeViewType
                && RandomAccess.Read(file, entry[..20], Size(entry, 24)) == 20
                && (uint)Int(entry, 0) == CodeViewSignature)
            {
                return new Guid(entry.Slice(4, 16));
            }
        }

        return null;
    }

    private static bool Read(SafeFileHandle file, ReadOnlySpan<byte> sectionTable, uint address, Span<byte> into)
    {
        long offset = Offset(sectionTable, address);
        return offset >= 0 && RandomAccess.Read(file, into, offset) == into.Length;
    }

    private static long Offset(ReadOnlySpan<byte> sectionTable, uint address)
    {
        for (int at = 0; at < sectionTable.Length; at += 40)
        {
            long start = Size(sectionTable, at + 12);
            if (address >= start && address < start + Size(sectionTable, at + 16))
            {
                return address - start + Size(sectionTable, at + 20);
            }
        }

        return -1;
    }

    private static bool IsDos(ReadOnlySpan<byte> head) => head[0] == 'M' && head[1] == 'Z';

    private static int Int(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);

    private static long Size(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static int Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
