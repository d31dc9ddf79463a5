using HotStart.AspNetCore;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
builder.AddHotStart(o => o.Folder = Path.Combine(AppContext.BaseDirectory, "plugins"));   // watched: after 'dotnet build host' requests find the new code

WebApplication app = builder.Build();
app.MapPlugins();
await app.RunAsync();
