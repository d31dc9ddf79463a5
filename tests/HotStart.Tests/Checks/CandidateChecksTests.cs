using System.Collections.Immutable;
using HotStart.Flow.Candidates;
using HotStart.Flow.Checks;
using HotStart.Tests.Candidates;
using Microsoft.CodeAnalysis;

namespace HotStart.Tests.Checks;

public sealed class CandidateChecksTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly Stager _stager;

    public CandidateChecksTests() => _stager = _scratch.Stager();

    public void Dispose()
    {
        _stager.Dispose();
        _scratch.Dispose();
    }

    private ImmutableArray<Reason> Check(string relative) => CandidateChecks.Run(
        _stager.Stage(ArtifactResolver.Resolve(_scratch[relative]), "plugin"), new SharedAssemblies([]), out _);

    private Reason Refusal(string relative, string code)
    {
        Reason reason = Assert.Single(Check(relative));
        Assert.Equal(code, reason.Code);
        Assert.Contains(_scratch.Folder, reason.Message);
        Assert.DoesNotContain(_stager.Root, reason.Message);
        return reason;
    }

    [Fact]
    public void Run_GoodPlugin_HasNoReasons()
    {
        string lib = _scratch.Compile("p/lib.dll", "public class L;");
        _scratch.Compile("p/größe.dll", """[assembly: Plugin("p.1-x_y")] public class A : L, IPluginLifecycle { public System.Threading.Tasks.ValueTask StartAsync(PluginContext c, System.Threading.CancellationToken t) => default; public System.Threading.Tasks.ValueTask StopAsync(System.Threading.CancellationToken t) => default; }""", references: [lib]);

        Assert.Empty(Check("p/größe.dll"));
    }

    [Fact]
    public void Run_NotAnAssembly_IsRefused()
    {
        _scratch.Write("a.dll", "no assembly");
        Refusal("a.dll", ReasonCodes.NotAPeFile);
    }

    [Fact]
    public void Run_DamagedDependency_NamesIt()
    {
        string lib = _scratch.Compile("p/lib.dll", "public class L;");
        _scratch.Compile("p/p.dll", "public class A : L;", references: [lib]);
        File.WriteAllText(lib, "");

        Assert.Equal(lib, Refusal("p", ReasonCodes.NotAPeFile).File);
    }

    [Fact]
    public void Run_ReferenceAssembly_IsRefused()
    {
        _scratch.Compile("a.dll", "[assembly: System.Runtime.CompilerServices.ReferenceAssembly] public class A;", referenceOnly: true);

        Assert.Contains("reference assembly", Refusal("a.dll", ReasonCodes.DamagedAssembly).Message);
    }

    [Fact]
    public void Run_OtherArchitecture_IsRefused()
    {
        _scratch.Compile("a.dll", "public class A;", platform: Platform.X86);
        Assert.Contains("x86", Refusal("a.dll", ReasonCodes.WrongArchitecture).Message);

        _scratch.Compile("a.dll", "public class A;", platform: Platform.Arm);
        Refusal("a.dll", ReasonCodes.WrongArchitecture);
    }

    [Fact]
    public void Run_OwnArchitecture_Passes()
    {
        Assert.SkipUnless(System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64, "Written for x64.");
        _scratch.Compile("a.dll", "public class A;", platform: Platform.X64);

        Assert.Empty(Check("a.dll"));
    }

    [Theory]
    [InlineData(".NETCoreApp,Version=v99.0", ".NET 99.0")]
    [InlineData(".NETFramework,Version=v4.8", ".NET Framework 4.8")]
    public void Run_OtherFramework_NamesBoth(string framework, string named)
    {
        _scratch.Compile("a.dll", "public class A;", framework: framework);

        string message = Refusal("a.dll", ReasonCodes.WrongFramework).Message;

        Assert.Contains(named, message);
        Assert.Contains($".NET {Environment.Version.Major}.{Environment.Version.Minor}", message);
    }

    [Theory]
    [InlineData(".NETCoreApp,Version=v3.1")]
    [InlineData(".NETStandard,Version=v2.0")]
    [InlineData("")]
    public void Run_OlderFramework_Passes(string framework)
    {
        _scratch.Compile("a.dll", "public class A;", framework: framework);

        Assert.Empty(Check("a.dll"));
    }

    [Fact]
    public void Run_MissingDependencyOfDependency_NamesItAndWhoNeedsIt()
    {
        string deep = _scratch.Compile("deep.dll", "public class D;", version: "3.1.0.0");
        string lib = _scratch.Compile("p/lib.dll", "public class L : D;", references: [deep]);
        _scratch.Compile("p/p.dll", "public class A { object l = new L(); }", references: [lib, deep]);

        Reason reason = Refusal("p", ReasonCodes.MissingDependency);

        Assert.Contains("deep 3.1.0.0", reason.Message);
        Assert.Equal(lib, reason.File);
    }

    [Fact]
    public void Run_SeveralProblems_GivesAllReasons()
    {
        string lib = _scratch.Compile("lib.dll", "public class L;");
        _scratch.Compile("p/p.dll", """[assembly: Plugin("_bad id")] public class A : L;""", references: [lib], platform: Platform.X86, framework: ".NETCoreApp,Version=v99.0");

        Assert.Equal(
            [ReasonCodes.WrongArchitecture, ReasonCodes.WrongFramework, ReasonCodes.MissingDependency, ReasonCodes.InvalidId],
            Check("p").Select(r => r.Code));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("-x", "begins with")]
    [InlineData("a/b", "'/'")]
    public void Run_BadId_SaysWhatIsWrong(string id, string expected)
    {
        _scratch.Compile("a.dll", $"[assembly: Plugin(\"{id}\")] public class A;");

        Assert.Contains(expected, Refusal("a.dll", ReasonCodes.InvalidId).Message);
    }

    [Fact]
    public void Run_LongId_IsRefused()
    {
        _scratch.Compile("a.dll", $"[assembly: Plugin(\"{new string('x', 129)}\")] public class A;");
        Assert.Contains("129", Refusal("a.dll", ReasonCodes.InvalidId).Message);

        _scratch.Compile("a.dll", $"[assembly: Plugin(\"{new string('x', 128)}\")] public class A;");
        Assert.Empty(Check("a.dll"));
    }
}
