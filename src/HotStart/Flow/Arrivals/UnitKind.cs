namespace HotStart.Flow.Arrivals;

internal enum UnitKind
{
    /// <summary>A subfolder of a folder of plugins, with all that is in it.</summary>
    Folder,

    /// <summary>A DLL that lies flat in a folder of plugins, with the files named after it.</summary>
    FlatDll,

    /// <summary>A DLL that was given, with the files named after it and those it depends on beside it.</summary>
    GivenDll,

    /// <summary>A C# file, given or lying flat in a folder of plugins.</summary>
    SourceFile,

    /// <summary>The sources of a project.</summary>
    Project,
}
