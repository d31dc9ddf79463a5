using System.Net;
using HotStart.AspNetCore.Admin.Access;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace HotStart.AspNetCore.Tests.Admin;

/// <summary>What no test on one machine can have over a real socket: a peer that is elsewhere.</summary>
public sealed class LoopbackTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", "localhost", true)]
    [InlineData("::1", "::1", "[::1]", true)]
    [InlineData("::ffff:127.0.0.1", "::ffff:127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "203.0.113.7", "localhost", false)]
    [InlineData("203.0.113.7", "203.0.113.7", "localhost", false)]
    [InlineData("127.0.0.1", "127.0.0.1", "plugins.example", false)]
    public void IsCaller_WhatMiddlewareSaysAndWhatTheSocketSays_BothMustBeThisMachine(string said, string peer, string host, bool expected)
    {
        DefaultHttpContext context = new();
        context.Connection.RemoteIpAddress = IPAddress.Parse(said);
        context.Features.Set<IConnectionEndPointFeature>(new Peer { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(peer), 1234) });
        context.Request.Host = new HostString(host, 5000);

        Assert.Equal(expected, Loopback.IsCaller(context));
    }

    [Fact]
    public void IsCaller_NoAddressAtAll_IsNotThisMachine()
    {
        DefaultHttpContext context = new();
        context.Request.Host = new HostString("localhost");

        Assert.False(Loopback.IsCaller(context));
    }

    private sealed class Peer : IConnectionEndPointFeature
    {
        public EndPoint? LocalEndPoint { get; set; }

        public EndPoint? RemoteEndPoint { get; set; }
    }
}
