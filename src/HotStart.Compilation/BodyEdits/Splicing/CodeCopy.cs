using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace HotStart.Compilation.BodyEdits.Splicing;

/// <summary>Copies the bodies of methods with other tokens.</summary>
internal sealed class CodeCopy(Target target)
{
    private static readonly Dictionary<int, OperandType> _operands = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).ToDictionary(o => (int)(ushort)o.Value, o => o.OperandType);

    private readonly MethodBodyStreamEncoder _encoder = new(target.Code);

    /// <returns>Where it is, for the method's row, and its local variables.</returns>
    public (int Offset, StandaloneSignatureHandle Locals) Copy(MethodBodyBlock body, Importer importer)
    {
        byte[] code = body.GetILBytes()!;
        Patch(code, importer);
        StandaloneSignatureHandle locals = body.LocalSignature.IsNil ? default : (StandaloneSignatureHandle)importer.Map(body.LocalSignature);
        ImmutableArray<ExceptionRegion> regions = body.ExceptionRegions;
        MethodBodyStreamEncoder.MethodBody copy = _encoder.AddMethodBody(
            code.Length,
            body.MaxStack,
            regions.Length,
            ExceptionRegionEncoder.IsSmallRegionCount(regions.Length)
                && regions.All(r => ExceptionRegionEncoder.IsSmallExceptionRegion(r.TryOffset, r.TryLength) && ExceptionRegionEncoder.IsSmallExceptionRegion(r.HandlerOffset, r.HandlerLength)),
            locals,
            body.LocalVariablesInitialized ? MethodBodyAttributes.InitLocals : MethodBodyAttributes.None,
            hasDynamicStackAllocation: true);
        new BlobWriter(copy.Instructions).WriteBytes(code);
        ExceptionRegionEncoder encoder = copy.ExceptionRegions;
        foreach (ExceptionRegion region in regions)
        {
            EntityHandle caught = importer.Map(region.CatchType);
            encoder = encoder.Add(region.Kind, region.TryOffset, region.TryLength, region.HandlerOffset, region.HandlerLength, caught, Math.Max(0, region.FilterOffset));
        }

        return (copy.Offset, locals);
    }

    private static void Patch(byte[] code, Importer importer)
    {
        for (int i = 0; i < code.Length;)
        {
            int opCode = code[i++];
            opCode = opCode == 0xFE ? 0xFE00 | code[i++] : opCode;
            if (!_operands.TryGetValue(opCode, out OperandType operand))
            {
                throw new CannotSpliceException($"The code holds 0x{opCode:X}, which is no instruction.");
            }

            switch (operand)
            {
                case OperandType.InlineString:
                    Replace(code, i, importer.MapString(BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(i))));
                    i += 4;
                    break;
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineSig:
                    EntityHandle handle = MetadataTokens.EntityHandle(BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(i)));
                    Replace(code, i, MetadataTokens.GetToken(importer.Map(handle)));
                    i += 4;
                    break;
                case OperandType.InlineSwitch:
                    i += 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(code.AsSpan(i)));
                    break;
                default:
                    i += Size(operand);
                    break;
            }
        }
    }

    private static void Replace(byte[] code, int at, int token) => BinaryPrimitives.WriteInt32LittleEndian(code.AsSpan(at), token);

    private static int Size(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineBrTarget or OperandType.InlineI or OperandType.ShortInlineR => 4,
        _ => throw new CannotSpliceException($"An instruction has an operand of the kind {operand}."),
    };
}
