using System.Reflection;
using HotStart;

string project = typeof(Program).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "Plugin").Value!;
await using Plugin plugin = await Plugin.OpenAsync(project);        // built, loaded and watched: edit and save
RequestDelegate handle = plugin.Lookup<RequestDelegate>("Handle");  // after a swap the same delegate runs the new code

WebApplication app = WebApplication.CreateBuilder(args).Build();
app.Map("/{**path}", handle);
await app.RunAsync();
