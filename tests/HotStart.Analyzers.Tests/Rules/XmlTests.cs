using HotStart.Analyzers.Rules;

namespace HotStart.Analyzers.Tests.Rules;

public sealed class XmlTests
{
    [Theory]
    [InlineData(
        """
        type:using System.Xml.Serialization;
        public class Item { public int Id { get; set; } } public class Cart { public List<Item> Items { get; } = []; } public class Deep { public Cart[]? Carts; }
        public class Plug { object M() => [|new XmlSerializer(typeof(Cart))|]; }
        """)]
    [InlineData(
        """
        type:using System.Xml.Serialization;
        public class Item { public int Id { get; set; } } public class Cart { public List<Item> Items { get; } = []; } public class Deep { public Cart[]? Carts; }
        public class Plug { object M() => [|new XmlSerializer(typeof(List<Item>))|]; }
        """)]
    [InlineData(
        """
        type:using System.Xml.Serialization;
        public class Item { public int Id { get; set; } } public class Cart { public List<Item> Items { get; } = []; } public class Deep { public Cart[]? Carts; }
        public class Plug { object M() => [|new System.Runtime.Serialization.DataContractSerializer(typeof(Deep))|]; }
        """)]
    public Task Hot013_Hazard_IsReported(string snippet) => Verify<Xml>.ReportsAsync(snippet);

    [Theory]
    [InlineData(
        """
        type:using System.Xml.Serialization;
        public class Item { public int Id { get; set; } } public class Cart { public List<Item> Items { get; } = []; } public class Deep { public Cart[]? Carts; }
        public class Plug { object M() => new XmlSerializer(typeof(Item)); object N() => new XmlSerializer(typeof(List<string>)); object O(Type t) => new XmlSerializer(t); }
        """)]
    public Task Hot013_HarmlessCode_IsLeftAlone(string snippet) => Verify<Xml>.LeavesAloneAsync(snippet);
}
