using System.Reflection;
using HotStart.Doctor.Causes;

namespace HotStart.Doctor.Tests;

/// <summary>Each cause leads to a section that exists, and each section belongs to a cause.</summary>
public sealed class CausePageTests
{
    [Fact]
    public void Page_HasOneSectionForEachCause()
    {
        string page = typeof(CausePageTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "CausePage").Value!;
        string[] sections = [.. File.ReadLines(page).Where(l => l.StartsWith("## ", StringComparison.Ordinal)).Select(l => l[3..])];
        Assert.Equal(LeakCauses.All.Select(c => c.Id).Order(), sections.Order());
        Assert.All(LeakCauses.All, c => Assert.Equal($"docs/{Path.GetFileName(page)}#{c.Id}", c.DocsPage));
    }

    [Fact]
    public void Causes_AreAllListed() =>
        Assert.Equal(
            typeof(LeakCauses).GetFields().Select(f => f.GetValue(null)).OfType<LeakCause>().Select(c => c.Id).Order(),
            LeakCauses.All.Select(c => c.Id).Order());
}
