using HotStart.Analyzers.Rules;

namespace HotStart.Analyzers.Tests.Rules;

public sealed class HandleTests
{
    [Theory]
    [InlineData(
        """
        type:using System.Runtime.InteropServices;
        public class Plug { GCHandle _h; void M(object o) { _h = [|GCHandle.Alloc(o)|]; } }
        """)]
    [InlineData(
        """
        type:using System.Runtime.InteropServices;
        public class Plug { void M(byte[] b) { GCHandle h = [|GCHandle.Alloc(b, GCHandleType.Pinned)|]; Use(h.AddrOfPinnedObject()); } void Use(nint p) { } }
        """)]
    [InlineData(
        """
        type:using System.Runtime.InteropServices;
        public class Plug { void M(object o) { [|GCHandle.Alloc(o)|]; } }
        """)]
    [InlineData(
        """
        type:using System.Runtime.InteropServices;
        public class Plug { GCHandle<object> _h; void M(object o) { _h = [|new GCHandle<object>(o)|]; } }
        """)]
    public Task Hot008_Hazard_IsReported(string snippet) => Verify<Handle>.ReportsAsync(snippet);

    [Theory]
    [InlineData(
        """
        type:using System.Runtime.InteropServices;
        public class Plug { GCHandle _h; void M(object o) { _h = GCHandle.Alloc(o); } void Stop() => _h.Free(); }
        """)]
    [InlineData(
        """
        type:using System.Runtime.InteropServices;
        public class Plug { void M(byte[] b) { GCHandle h = GCHandle.Alloc(b, GCHandleType.Pinned); try { } finally { h.Free(); } } }
        """)]
    [InlineData(
        """
        type:using System.Runtime.InteropServices;
        public class Plug { GCHandle _h; void M(object o) { _h = GCHandle.Alloc(o, GCHandleType.Weak); } }
        """)]
    [InlineData(
        """
        type:using System.Runtime.InteropServices;
        public class Plug { nint M(object o) => GCHandle.ToIntPtr(GCHandle.Alloc(o)); void N(object o) { using GCHandle<object> h = new(o); } }
        """)]
    public Task Hot008_HarmlessCode_IsLeftAlone(string snippet) => Verify<Handle>.LeavesAloneAsync(snippet);
}
