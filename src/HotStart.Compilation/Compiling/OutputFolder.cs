using System.Globalization;
using HotStart.Compilation.Plans;

namespace HotStart.Compilation.Compiling;

/// <summary>Where the DLL goes: a new folder each time, the last one is deleted. It outlives the compiler, which is dropped when idle.</summary>
internal static class OutputFolder
{
    /// <summary>A folder that does not exist yet.</summary>
    public static string Next(string parent)
    {
        string all = Path.Join(parent, "compiled");
        int last = 0;
        foreach (string before in Directory.Exists(all) ? Directory.GetDirectories(all) : [])
        {
            last = Math.Max(last, int.Parse(Path.GetFileName(before), CultureInfo.InvariantCulture));
            Directory.Delete(before, recursive: true);
        }

        return Path.Join(all, (last + 1).ToString(CultureInfo.InvariantCulture));
    }

    public static void Write(string folder, CompilePlan plan, string dll, MemoryStream image, MemoryStream symbols)
    {
        Directory.CreateDirectory(folder);
        if (plan.BesideFolder is not null)
        {
            CopyAll(plan.BesideFolder, folder);
        }

        Write(symbols, Path.ChangeExtension(dll, ".pdb"));
        Write(image, dll);
    }

    private static void CopyAll(string from, string to)
    {
        foreach (string sub in Directory.EnumerateDirectories(from))
        {
            CopyAll(sub, Directory.CreateDirectory(Path.Join(to, Path.GetFileName(sub))).FullName);
        }

        foreach (string file in Directory.EnumerateFiles(from))
        {
            File.Copy(file, Path.Join(to, Path.GetFileName(file)));
        }
    }

    private static void Write(MemoryStream content, string path)
    {
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        content.WriteTo(file);
    }
}
