using System.Text;

namespace HotStart.Compilation.Projects;

/// <summary>What every project of a build is made to import, so that it writes down what it hands to the compiler.</summary>
internal static class PlanTargets
{
    // The command line is written only where the compiler ran: of a project that was up to date the one of the last time,
    // which lies beside its DLL, still holds.
    // The restore's own work comes after the targets that it depends on: BeforeTargets is the moment between.
    private const string Text =
        $"""
        <Project>
          <Target Name="HotStartRestoreBegins" BeforeTargets="Restore">
            <WriteLinesToFile File="$(HotStartPlanFolder)/{RestoreMarks.Begun}" />
          </Target>
          <Target Name="HotStartRestoreEnds" AfterTargets="Restore">
            <WriteLinesToFile File="$(HotStartPlanFolder)/{RestoreMarks.Over}" />
          </Target>
          <Target Name="HotStartDescribe" BeforeTargets="CoreCompile">
            <PropertyGroup>
              <_HotStartDll>@(IntermediateAssembly->'%(FullPath)')</_HotStartDll>
            </PropertyGroup>
            <ItemGroup>
              <_HotStartLine Include="project=$(MSBuildProjectFullPath)" />
              <_HotStartLine Include="name=$(AssemblyName)" />
              <_HotStartLine Include="built=$(_HotStartDll)" />
              <_HotStartLine Include="target=$(TargetPath)" />
              <_HotStartLine Include="reference=$(TargetRefPath)" />
              <_HotStartLine Include="@(Content->'file=%(FullPath)');@(None->'file=%(FullPath)');@(EmbeddedResource->'file=%(FullPath)');@(AdditionalFiles->'file=%(FullPath)');@(EditorConfigFiles->'file=%(FullPath)')" />
            </ItemGroup>
            <WriteLinesToFile File="$(HotStartPlanFolder)/$([System.Guid]::NewGuid()).project" Lines="@(_HotStartLine)" Overwrite="true" />
          </Target>
          <Target Name="HotStartArguments" AfterTargets="CoreCompile" Condition="'$(Language)' == 'C#'">
            <WriteLinesToFile Condition="'@(CscCommandLineArgs)' != ''" File="$(_HotStartDll).args" Lines="@(CscCommandLineArgs)" Overwrite="true" />
          </Target>
        </Project>
        """;

    /// <summary>Writes the file and returns its path.</summary>
    public static string Write(string folder)
    {
        string path = Path.Join(folder, "plan.targets");
        File.WriteAllText(path, Text, Encoding.UTF8);
        return path;
    }
}
