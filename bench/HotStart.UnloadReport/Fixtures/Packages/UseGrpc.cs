// Grpc.Net.Client: a call that cannot connect
// uses: Grpc.Net.Client, Google.Protobuf
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

public static class Fixture
{
    public static async Task RunAsync(IServiceProvider host)
    {
        using GrpcChannel channel = GrpcChannel.ForAddress("http://127.0.0.1:1");
        Method<StringValue, StringValue> method = new(MethodType.Unary, "foo", "Get",
            Marshallers.Create(m => m.ToByteArray(), StringValue.Parser.ParseFrom), Marshallers.Create(m => m.ToByteArray(), StringValue.Parser.ParseFrom));
        try
        {
            _ = await channel.CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(), new StringValue { Value = "x" });
        }
        catch (RpcException)
        {
        }
    }
}
