using HotStart.Analyzers.Rules;

namespace HotStart.Analyzers.Tests.Rules;

public sealed class ReflectionJsonTests
{
    [Theory]
    [InlineData(
        """
        type:using System.Text.Json; using System.Text.Json.Serialization; using System.Text.Json.Serialization.Metadata; using System.Net.Http; using System.Net.Http.Json;
        public record Order(int Id);
        public class Plug { string M(Order o) => [|JsonSerializer.Serialize(o)|]; }
        """)]
    [InlineData(
        """
        type:using System.Text.Json; using System.Text.Json.Serialization; using System.Text.Json.Serialization.Metadata; using System.Net.Http; using System.Net.Http.Json;
        public record Order(int Id);
        public class Plug { object? M(string s) => [|JsonSerializer.Deserialize<List<Order>>(s)|]; }
        """)]
    [InlineData(
        """
        type:using System.Text.Json; using System.Text.Json.Serialization; using System.Text.Json.Serialization.Metadata; using System.Net.Http; using System.Net.Http.Json;
        public record Order(int Id);
        public class Plug { object? M(string s) => [|JsonSerializer.Deserialize(s, typeof(Order[]))|]; }
        """)]
    [InlineData(
        """
        type:using System.Text.Json; using System.Text.Json.Serialization; using System.Text.Json.Serialization.Metadata; using System.Net.Http; using System.Net.Http.Json;
        public record Order(int Id);
        public class Plug { string M() => [|JsonSerializer.Serialize(new { A = 1 })|]; }
        """)]
    [InlineData(
        """
        type:using System.Text.Json; using System.Text.Json.Serialization; using System.Text.Json.Serialization.Metadata; using System.Net.Http; using System.Net.Http.Json;
        public record Order(int Id);
        public class Plug { static readonly JsonSerializerOptions _o = new() { WriteIndented = true }; string M(Order o) => [|JsonSerializer.Serialize(o, _o)|]; }
        """)]
    [InlineData(
        """
        type:using System.Text.Json; using System.Text.Json.Serialization; using System.Text.Json.Serialization.Metadata; using System.Net.Http; using System.Net.Http.Json;
        public record Order(int Id);
        public class Plug { string M(Order o) => [|JsonSerializer.Serialize(o, JsonSerializerOptions.Web)|]; }
        """)]
    [InlineData(
        """
        type:using System.Text.Json; using System.Text.Json.Serialization; using System.Text.Json.Serialization.Metadata; using System.Net.Http; using System.Net.Http.Json;
        public record Order(int Id);
        public class Plug { Task M(HttpClient c) => [|c.GetFromJsonAsync<Order>("x")|]; }
        """)]
    public Task Hot007_Hazard_IsReported(string snippet) => Verify<ReflectionJson>.ReportsAsync(snippet);

    [Theory]
    [InlineData(
        """
        type:using System.Text.Json; using System.Text.Json.Serialization; using System.Text.Json.Serialization.Metadata; using System.Net.Http; using System.Net.Http.Json;
        public record Order(int Id);
        public class Plug { string M(int o) => JsonSerializer.Serialize(o); object? N(string s) => JsonSerializer.Deserialize<Dictionary<string, int>>(s); }
        """)]
    [InlineData(
        """
        type:using System.Text.Json; using System.Text.Json.Serialization; using System.Text.Json.Serialization.Metadata; using System.Net.Http; using System.Net.Http.Json;
        public record Order(int Id);
        public class Plug { string M(Order o, JsonTypeInfo<Order> i) => JsonSerializer.Serialize(o, i); }
        """)]
    [InlineData(
        """
        type:using System.Text.Json; using System.Text.Json.Serialization; using System.Text.Json.Serialization.Metadata; using System.Net.Http; using System.Net.Http.Json;
        public record Order(int Id);
        public class Plug { string M(object o, JsonSerializerContext c) => JsonSerializer.Serialize(o, typeof(Order), c); }
        """)]
    [InlineData(
        """
        type:using System.Text.Json; using System.Text.Json.Serialization; using System.Text.Json.Serialization.Metadata; using System.Net.Http; using System.Net.Http.Json;
        public record Order(int Id);
        public class Plug { static readonly JsonSerializerOptions _o = new() { TypeInfoResolver = null }; string M(Order o) => JsonSerializer.Serialize(o, _o); }
        """)]
    [InlineData(
        """
        type:using System.Text.Json; using System.Text.Json.Serialization; using System.Text.Json.Serialization.Metadata; using System.Net.Http; using System.Net.Http.Json;
        public record Order(int Id);
        public class Plug { string M(Order o, JsonSerializerOptions given) => JsonSerializer.Serialize(o, given); }
        """)]
    [InlineData(
        """
        type:using System.Text.Json; using System.Text.Json.Serialization; using System.Text.Json.Serialization.Metadata; using System.Net.Http; using System.Net.Http.Json;
        public record Order(int Id);
        public class Plug { Task M(HttpClient c, JsonTypeInfo<Order> i) => c.GetFromJsonAsync("x", i); string N<T>(T t) => JsonSerializer.Serialize(t); }
        """)]
    public Task Hot007_HarmlessCode_IsLeftAlone(string snippet) => Verify<ReflectionJson>.LeavesAloneAsync(snippet);

    [Fact]
    public Task JsonContextFix_ContextNamesTheType_UsesIt() => Verify<ReflectionJson>.FixesAsync<JsonContextFix>(
        """
        type:using System.Text.Json; using System.Text.Json.Serialization; using System.Text.Json.Serialization.Metadata; using System.Net.Http; using System.Net.Http.Json;
        public record Order(int Id);
        [JsonSerializable(typeof(Order))]
        public class OrderJson() : JsonSerializerContext(null)
        {
            public static OrderJson Default => new();
            public JsonTypeInfo<Order> Order => null!;
            protected override JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override JsonTypeInfo? GetTypeInfo(Type type) => null;
        }
        public class Plug { string M(Order o) => [|JsonSerializer.Serialize(o)|]; object? N(string s) => [|JsonSerializer.Deserialize<Order>(s)|]; }
        """,
        """
        type:using System.Text.Json; using System.Text.Json.Serialization; using System.Text.Json.Serialization.Metadata; using System.Net.Http; using System.Net.Http.Json;
        public record Order(int Id);
        [JsonSerializable(typeof(Order))]
        public class OrderJson() : JsonSerializerContext(null)
        {
            public static OrderJson Default => new();
            public JsonTypeInfo<Order> Order => null!;
            protected override JsonSerializerOptions? GeneratedSerializerOptions => null;
            public override JsonTypeInfo? GetTypeInfo(Type type) => null;
        }
        public class Plug { string M(Order o) => JsonSerializer.Serialize(o, OrderJson.Default.Order); object? N(string s) => JsonSerializer.Deserialize<Order>(s, OrderJson.Default.Order); }
        """);

    [Fact]
    public Task JsonContextFix_NoContext_OffersNothing() => Verify<ReflectionJson>.FixesAsync<JsonContextFix>(
        """
        type:using System.Text.Json; using System.Text.Json.Serialization; using System.Text.Json.Serialization.Metadata; using System.Net.Http; using System.Net.Http.Json;
        public record Order(int Id);
        public class Plug { string M(Order o) => [|JsonSerializer.Serialize(o)|]; }
        """,
        """
        type:using System.Text.Json; using System.Text.Json.Serialization; using System.Text.Json.Serialization.Metadata; using System.Net.Http; using System.Net.Http.Json;
        public record Order(int Id);
        public class Plug { string M(Order o) => [|JsonSerializer.Serialize(o)|]; }
        """);
}
