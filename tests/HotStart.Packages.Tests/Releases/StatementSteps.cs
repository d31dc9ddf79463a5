using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HotStart.Packages.Tests.Releases;

/// <summary>
/// Counts the steps that SQLite itself makes for each statement on one database: what is read more costs more steps, however fast the
/// machine is.
/// </summary>
internal sealed unsafe class StatementSteps : IDisposable
{
    private const uint Profile = 2;
    private const int VmSteps = 4;

    private static readonly ConcurrentDictionary<string, ConcurrentDictionary<string, int>> _watched = new(StringComparer.Ordinal);
    private readonly string _file;

    /// <param name="file">The database; counted on connections that are opened from now on.</param>
    public StatementSteps(string file)
    {
        _file = file;
        _watched[file] = new(StringComparer.Ordinal);
        Assert.Equal(0, AutoExtension(&Opened));
    }

    /// <summary>The most steps that each statement took.</summary>
    public IReadOnlyDictionary<string, int> Most => _watched[_file];

    public void Dispose() => _watched.TryRemove(_file, out _);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Opened(nint database, nint* error, nint api) =>
        Marshal.PtrToStringUTF8(FileName(database, 0)) is { } file && _watched.ContainsKey(file) ? Trace(database, Profile, &Ended, 0) : 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Ended(uint kind, nint context, nint statement, nint nanoseconds)
    {
        if (Marshal.PtrToStringUTF8(FileName(Handle(statement), 0)) is { } file && _watched.TryGetValue(file, out ConcurrentDictionary<string, int>? steps)
            && Marshal.PtrToStringUTF8(Text(statement)) is { } text)
        {
            int took = Status(statement, VmSteps, 1);
            steps.AddOrUpdate(text, took, (_, most) => Math.Max(most, took));
        }

        return 0;
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_auto_extension")]
    private static extern int AutoExtension(delegate* unmanaged[Cdecl]<nint, nint*, nint, int> opened);

    // By its number: 0 is the main database of a connection.
    private static nint FileName(nint database, int number) => DatabaseFile(database, DatabaseName(database, number));

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_db_name")]
    private static extern nint DatabaseName(nint database, int number);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_db_filename")]
    private static extern nint DatabaseFile(nint database, nint name);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_trace_v2")]
    private static extern int Trace(nint database, uint kinds, delegate* unmanaged[Cdecl]<uint, nint, nint, nint, int> ended, nint context);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_db_handle")]
    private static extern nint Handle(nint statement);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_sql")]
    private static extern nint Text(nint statement);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_stmt_status")]
    private static extern int Status(nint statement, int what, int reset);
}
