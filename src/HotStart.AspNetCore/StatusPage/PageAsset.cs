using System.Security.Cryptography;

namespace HotStart.AspNetCore.StatusPage;

/// <summary>A file that the page needs, from this assembly. Its name holds its hash, so browsers may keep it for ever.</summary>
internal sealed class PageAsset
{
    private PageAsset(string name, string type, byte[] content)
    {
        Name = name;
        Type = type;
        Content = content;
    }

    public string Name { get; }

    public string Type { get; }

    public byte[] Content { get; }

    public static PageAsset Read(string file, string type)
    {
        using Stream resource = typeof(PageAsset).Assembly.GetManifestResourceStream($"StatusPage.{file}")
            ?? throw new InvalidOperationException($"This build of HotStart.AspNetCore lacks its '{file}'.");
        using MemoryStream content = new();
        resource.CopyTo(content);
        byte[] bytes = content.ToArray();
        string hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..10];
        return new PageAsset($"{Path.GetFileNameWithoutExtension(file)}.{hash}{Path.GetExtension(file)}", type, bytes);
    }
}
