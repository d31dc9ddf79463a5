using System.Collections.Immutable;
using System.Text;
using HotStart.Compilation.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace HotStart.Compilation.Compiling;

/// <summary>The parsed files of one plan. What did not change by content is the same tree again.</summary>
internal sealed class SourceTrees
{
    private static readonly Encoding _strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private Dictionary<string, SyntaxTree> _known = new(StringComparer.Ordinal);

    /// <summary>All trees, in the order of the plan; those that cannot be read are told.</summary>
    public ImmutableArray<SyntaxTree> Of(
        CompilePlan plan, CSharpCommandLineArguments arguments, List<Reason> problems, CancellationToken cancellationToken)
    {
        Dictionary<string, SyntaxTree> now = new(StringComparer.Ordinal);
        SyntaxTree?[] trees = new SyntaxTree?[arguments.SourceFiles.Length + plan.Texts.Length];
        string[] paths = [.. arguments.SourceFiles.Select(f => Path.GetFullPath(f.Path, plan.BaseFolder)), .. plan.Texts.Select(t => t.Path)];
        SourceText?[] texts = new SourceText?[paths.Length];
        for (int i = 0; i < paths.Length; i++)
        {
            int text = i - arguments.SourceFiles.Length;
            texts[i] = text < 0
                ? Read(paths[i], arguments, problems)
                : SourceText.From(plan.Texts[text].Text, Encoding.UTF8, arguments.ChecksumAlgorithm);
            if (texts[i] is { } read && _known.TryGetValue(paths[i], out SyntaxTree? known)
                && known.Options.Equals(arguments.ParseOptions) && known.GetText(cancellationToken).ContentEquals(read))
            {
                trees[i] = known;
            }
        }

        int[] changed = [.. Enumerable.Range(0, paths.Length).Where(i => trees[i] is null && texts[i] is not null)];
        if (changed.Length == 1)
        {
            Parse(changed[0]);
        }
        else
        {
            Parallel.ForEach(changed, new ParallelOptions { CancellationToken = cancellationToken }, Parse);
        }

        for (int i = 0; i < paths.Length; i++)
        {
            if (trees[i] is { } tree)
            {
                now[paths[i]] = tree;
            }
        }

        _known = now;
        return [.. trees.OfType<SyntaxTree>().Distinct()];

        void Parse(int i) => trees[i] = CSharpSyntaxTree.ParseText(texts[i]!, arguments.ParseOptions, paths[i], cancellationToken);
    }

    private static SourceText? Read(string path, CSharpCommandLineArguments arguments, List<Reason> problems)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            try
            {
                return SourceText.From(bytes, bytes.Length, arguments.Encoding ?? _strict, arguments.ChecksumAlgorithm, throwIfBinaryDetected: true);
            }
            catch (DecoderFallbackException)
            {
                problems.Add(NotUtf8(path, bytes));
            }
            catch (InvalidDataException)
            {
                problems.Add(new Reason(ReasonCodes.BuildFailed, $"{path}: error CS2015: This is a binary file, not C# source. Save it as text.", path));
            }
        }
        catch (FileNotFoundException)
        {
            problems.Add(new Reason(ReasonCodes.BuildFailed, $"{path}: error CS2001: The source file is gone. Put it back, or take it out of the project.", path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Reason(ReasonCodes.Unreadable, $"{path}: error CS2001: The source file could not be read: {e.Message}", path));
        }

        return null;
    }

    private static Reason NotUtf8(string path, byte[] bytes)
    {
        int at = FirstInvalid(bytes);
        int lineStart = bytes.AsSpan(0, at).LastIndexOf((byte)'\n') + 1;
        return Reason.Of(new SourceDiagnostic
        {
            File = path,
            Line = bytes.AsSpan(0, at).Count((byte)'\n') + 1,
            Column = Encoding.UTF8.GetCharCount(bytes, lineStart, at - lineStart) + 1,
            Code = "invalid-utf8",
            IsError = true,
            Message = $"The file is not valid UTF-8: byte 0x{bytes[at]:X2} at offset {at} is no text. Save it as UTF-8.",
        });
    }

    private static int FirstInvalid(byte[] bytes)
    {
        int at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes.AsSpan(at), out _, out int used) == System.Buffers.OperationStatus.Done)
        {
            at += used;
        }

        return Math.Min(at, bytes.Length - 1);
    }
}
