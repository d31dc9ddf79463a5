namespace HotStart;

/// <summary>The codes of <see cref="Reason"/>. They are stable: scripts and dashboards may rely on them.</summary>
public static class ReasonCodes
{
    /// <summary>The artifact does not exist, or is neither a DLL, a project nor a folder that holds one.</summary>
    public const string ArtifactNotFound = "artifact-not-found";

    /// <summary>A file of the artifact could not be read.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>A file kept changing, or stayed incomplete, until the settle limit was over.</summary>
    public const string NotSettled = "not-settled";

    /// <summary>The file is not a whole portable executable.</summary>
    public const string NotAPeFile = "not-a-pe-file";

    /// <summary>The file is a native library, not a .NET assembly.</summary>
    public const string NotManaged = "not-managed";

    /// <summary>The file is .NET, but damaged.</summary>
    public const string DamagedAssembly = "damaged-assembly";

    /// <summary>The assembly was built for another processor architecture.</summary>
    public const string WrongArchitecture = "wrong-architecture";

    /// <summary>The assembly was built for another or a newer framework than the host runs.</summary>
    public const string WrongFramework = "wrong-framework";

    /// <summary>An assembly that the plugin refers to is neither in its folder nor in the host.</summary>
    public const string MissingDependency = "missing-dependency";

    /// <summary>The plugin was built against another contract than the host has.</summary>
    public const string ContractMismatch = "contract-mismatch";

    /// <summary>The plugin id is malformed.</summary>
    public const string InvalidId = "invalid-id";

    /// <summary>Another artifact has the same plugin id.</summary>
    public const string DuplicateId = "duplicate-id";

    /// <summary>The artifact belongs to another plugin than the one it should replace.</summary>
    public const string OtherPlugin = "other-plugin";

    /// <summary>A path leads out of the folder it belongs to.</summary>
    public const string PathOutside = "path-outside";

    /// <summary>A symbol that a live handle uses is missing.</summary>
    public const string SymbolMissing = "symbol-missing";

    /// <summary>A symbol that a live handle uses has another type.</summary>
    public const string SymbolChanged = "symbol-changed";

    /// <summary>The assembly or one of its types could not be loaded.</summary>
    public const string LoadFailed = "load-failed";

    /// <summary>A static constructor or module initializer threw.</summary>
    public const string InitializerFailed = "initializer-failed";

    /// <summary>A constructor of the plugin threw.</summary>
    public const string ConstructorFailed = "constructor-failed";

    /// <summary>The plugin's start threw or was cancelled.</summary>
    public const string StartFailed = "start-failed";

    /// <summary>The plugin's start or initializers did not end within the start limit.</summary>
    public const string StartTimedOut = "start-timed-out";

    /// <summary>The container of the plugin's own services could not be built.</summary>
    public const string ContainerFailed = "container-failed";

    /// <summary>The plugin has a route that the host or another plugin has too.</summary>
    public const string RouteClash = "route-clash";

    /// <summary>The plugin has a route that is the host's alone, such as the one of its status page.</summary>
    public const string RouteReserved = "route-reserved";

    /// <summary>The plugin has as many live generations as allowed; the old ones are still in use.</summary>
    public const string TooManyGenerations = "too-many-generations";

    /// <summary>Too many generations of the plugin were leaked, or too much memory with them.</summary>
    public const string TooManyLeaked = "too-many-leaked";

    /// <summary>Another plugin of the same transaction was refused.</summary>
    public const string PartnerRefused = "partner-refused";

    /// <summary>There is no earlier generation to go back to.</summary>
    public const string NothingToRollBackTo = "nothing-to-roll-back-to";

    /// <summary>The host has no plugin of that id.</summary>
    public const string PluginNotFound = "plugin-not-found";

    /// <summary>The artifact is C# source, and the host has no compiler.</summary>
    public const string CompilerMissing = "compiler-missing";

    /// <summary>The plugin is disabled; it has to be enabled first.</summary>
    public const string PluginDisabled = "plugin-disabled";

    /// <summary>The project or source did not build.</summary>
    public const string BuildFailed = "build-failed";

    /// <summary>The host is stopping or has stopped.</summary>
    public const string HostStopped = "host-stopped";

    /// <summary>Something failed that HotStart has no better word for.</summary>
    public const string Unexpected = "unexpected";
}
