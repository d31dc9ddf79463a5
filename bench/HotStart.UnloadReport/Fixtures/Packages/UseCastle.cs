// Castle DynamicProxy: interface proxy
// uses: Castle.Core
using Castle.DynamicProxy;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        IFoo proxy = new ProxyGenerator().CreateInterfaceProxyWithoutTarget<IFoo>(new Interceptor());
        _ = proxy.Get(5);
        return Task.CompletedTask;
    }
}

public interface IFoo { int Get(int n); }

public sealed class Interceptor : IInterceptor { public void Intercept(IInvocation call) => call.ReturnValue = call.Arguments[0]; }
