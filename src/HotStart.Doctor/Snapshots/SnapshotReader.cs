using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Diagnostics.Runtime;
using Microsoft.Diagnostics.Runtime.DataReaders.Implementation;

namespace HotStart.Doctor.Snapshots;

/// <summary>A snapshot as the diagnostics library reads processes and dumps.</summary>
internal sealed class SnapshotReader(Snapshot snapshot) : IDataReader, IThreadReader
{
    public string DisplayName => $"process {snapshot.ProcessId}";

    public bool IsThreadSafe => true;

    public OSPlatform TargetPlatform => OSPlatform.Linux;

    public Architecture Architecture => RuntimeInformation.ProcessArchitecture;

    public int ProcessId => snapshot.ProcessId;

    public int PointerSize => sizeof(ulong);

    public IEnumerable<ModuleInfo> EnumerateModules()
    {
        foreach (IGrouping<string, MapEntry> file in snapshot.Maps.Where(m => !m.IsAnonymous).GroupBy(m => m.Path))
        {
            ulong start = file.Min(m => m.Start);
            if (ModuleInfo.TryCreate(this, start, file.Key, null) is { } module)
            {
                yield return module;
            }
        }
    }

    public IEnumerable<uint> EnumerateOSThreadIds() => snapshot.Threads.Keys.Order().Select(t => (uint)t);

    public ulong GetThreadTeb(uint osThreadId) => 0;

    public bool GetThreadContext(uint threadId, uint contextFlags, Span<byte> context)
    {
        if (!snapshot.Threads.TryGetValue((int)threadId, out byte[]? registers) || registers.Length == 0 || context.Length < AMD64Context.Size)
        {
            return false;
        }

        ref AMD64Context c = ref MemoryMarshal.AsRef<AMD64Context>(context);
        c.ContextFlags = AMD64Context.ContextControl | AMD64Context.ContextInteger | AMD64Context.ContextSegments;
        c.R15 = At(0);
        c.R14 = At(1);
        c.R13 = At(2);
        c.R12 = At(3);
        c.Rbp = At(4);
        c.Rbx = At(5);
        c.R11 = At(6);
        c.R10 = At(7);
        c.R9 = At(8);
        c.R8 = At(9);
        c.Rax = At(10);
        c.Rcx = At(11);
        c.Rdx = At(12);
        c.Rsi = At(13);
        c.Rdi = At(14);
        c.Rip = At(16);
        c.Cs = (ushort)At(17);
        c.EFlags = (int)At(18);
        c.Rsp = At(19);
        c.Ss = (ushort)At(20);
        c.Ds = (ushort)At(23);
        c.Es = (ushort)At(24);
        c.Fs = (ushort)At(25);
        c.Gs = (ushort)At(26);
        return true;

        ulong At(int index) => BinaryPrimitives.ReadUInt64LittleEndian(registers.AsSpan(index * sizeof(ulong)));
    }

    public void FlushCachedData()
    {
    }

    public int Read(ulong address, Span<byte> buffer) => snapshot.Memory.Read(address, buffer);

    public bool Read<T>(ulong address, out T value)
        where T : unmanaged
    {
        Span<T> one = stackalloc T[1];
        bool whole = Read(address, MemoryMarshal.AsBytes(one)) == Marshal.SizeOf<T>();
        value = whole ? one[0] : default;
        return whole;
    }

    public T Read<T>(ulong address)
        where T : unmanaged
    {
        Read(address, out T value);
        return value;
    }

    public bool ReadPointer(ulong address, out ulong value) => snapshot.Memory.TryReadPointer(address, out value);

    public ulong ReadPointer(ulong address) => snapshot.Memory.TryReadPointer(address, out ulong value) ? value : 0;
}
