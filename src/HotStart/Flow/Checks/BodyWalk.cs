using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace HotStart.Flow.Checks;

/// <summary>Goes through the instructions of a method: each is known, complete, and names what exists.</summary>
internal static class BodyWalk
{
    private const byte TwoBytes = 0xFE;
    private static readonly OperandType?[] Short = Operands(size: 1);
    private static readonly OperandType?[] Long = Operands(size: 2);

    public static void Run(MetadataReader metadata, MethodBodyBlock body)
    {
        if (!body.LocalSignature.IsNil)
        {
            MetadataWalk.Known(metadata, body.LocalSignature);
        }

        BlobReader il = body.GetILReader();
        if (il.Length == 0)
        {
            throw new BadImageFormatException("A method has no instructions");
        }

        while (il.RemainingBytes > 0)
        {
            byte first = il.ReadByte();
            OperandType? operand = first == TwoBytes ? Long[il.ReadByte()] : Short[first];
            Operand(metadata, ref il, operand ?? throw new BadImageFormatException("A method has an unknown instruction"));
        }
    }

    private static void Operand(MetadataReader metadata, ref BlobReader il, OperandType operand)
    {
        switch (operand)
        {
            case OperandType.InlineNone:
                break;
            case OperandType.ShortInlineBrTarget:
                sbyte near = il.ReadSByte();
                Target(il, il.Offset + near);
                break;
            case OperandType.InlineBrTarget:
                int far = il.ReadInt32();
                Target(il, (long)il.Offset + far);
                break;
            case OperandType.InlineSwitch:
                Switch(ref il);
                break;
            case OperandType.InlineString:
                _ = metadata.GetUserString(MetadataTokens.UserStringHandle(il.ReadInt32() & 0xFFFFFF));
                break;
            case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType or OperandType.InlineSig:
                MetadataWalk.Known(metadata, MetadataTokens.EntityHandle(il.ReadInt32()));
                break;
            case OperandType.ShortInlineI or OperandType.ShortInlineVar:
                il.ReadByte();
                break;
            case OperandType.InlineVar:
                il.ReadInt16();
                break;
            case OperandType.InlineI or OperandType.ShortInlineR:
                il.ReadInt32();
                break;
            default:
                il.ReadInt64();
                break;
        }
    }

    private static void Switch(ref BlobReader il)
    {
        int count = il.ReadInt32();
        if (count < 0 || count > il.RemainingBytes / sizeof(int))
        {
            throw new BadImageFormatException("A switch has more targets than bytes");
        }

        long end = il.Offset + ((long)count * sizeof(int));
        for (int i = 0; i < count; i++)
        {
            Target(il, end + il.ReadInt32());
        }
    }

    private static void Target(BlobReader il, long offset)
    {
        if (offset < 0 || offset >= il.Length)
        {
            throw new BadImageFormatException("A jump leads out of its method");
        }
    }

    private static OperandType?[] Operands(int size)
    {
        OperandType?[] operands = new OperandType?[256];
        foreach (FieldInfo field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            if (field.GetValue(null) is OpCode code && code.Size == size && code.OpCodeType != OpCodeType.Nternal)
            {
                operands[code.Value & 0xFF] = code.OperandType;
            }
        }

        return operands;
    }
}
