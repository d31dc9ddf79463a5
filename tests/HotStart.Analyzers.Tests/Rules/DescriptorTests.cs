using HotStart.Analyzers.Rules;

namespace HotStart.Analyzers.Tests.Rules;

public sealed class DescriptorTests
{
    [Theory]
    [InlineData(
        """
        type:using System.ComponentModel;
        public class Plug { object M() => [|TypeDescriptor.GetConverter(typeof(Plug))|]; }
        """)]
    [InlineData(
        """
        type:using System.ComponentModel;
        public class Plug { object M() => [|TypeDescriptor.GetProperties(this)|]; }
        """)]
    public Task Hot014_Hazard_IsReported(string snippet) => Verify<Descriptor>.ReportsAsync(snippet);

    [Theory]
    [InlineData(
        """
        type:using System.ComponentModel;
        public class Plug { object M() => TypeDescriptor.GetConverter(typeof(int)); object N(string s) => TypeDescriptor.GetProperties(s); object O() => typeof(Plug).GetProperties(); }
        """)]
    public Task Hot014_HarmlessCode_IsLeftAlone(string snippet) => Verify<Descriptor>.LeavesAloneAsync(snippet);
}
