using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace HotStart.Compilation.BodyEdits.Splicing;

/// <summary>Copies types with their members, in the order of their rows.</summary>
internal sealed class MemberCopy(Target target, TypeChoice choice, Func<ImageSide, Importer> importers)
{
    private readonly CodeCopy _code = new(target);
    private readonly List<(int Owner, int Index, ImageSide Side, GenericParameterHandle Handle)> _generics = [];
    private readonly List<(int Association, MethodSemanticsAttributes Semantics, EntityHandle Owner, MethodDefinitionHandle Method)> _accessors = [];
    private int _parameters;

    private MetadataBuilder To => target.Metadata;

    public void Run()
    {
        int fields = 1, methods = 1;
        foreach ((ImageSide side, TypeDefinitionHandle handle) in choice.Types)
        {
            TypeDefinition type = side.Metadata.GetTypeDefinition(handle);
            Importer importer = importers(side);
            StringHandle name = side.Renamed.TryGetValue(handle, out string? renamed) ? To.GetOrAddString(renamed) : importer.Map(type.Name);
            TypeDefinitionHandle made = To.AddTypeDefinition(
                type.Attributes, importer.Map(type.Namespace), name, importer.Map(type.BaseType), MetadataTokens.FieldDefinitionHandle(fields), MetadataTokens.MethodDefinitionHandle(methods));
            fields += type.GetFields().Count;
            methods += type.GetMethods().Count;
            AddParts(side, importer, type, made);
        }

        // All types are there before the first row that lies between two of them.
        foreach ((ImageSide side, TypeDefinitionHandle handle) in choice.Types)
        {
            TypeDefinition type = side.Metadata.GetTypeDefinition(handle);
            Importer importer = importers(side);
            foreach (FieldDefinitionHandle field in type.GetFields())
            {
                Add(side, importer, side.Metadata.GetFieldDefinition(field));
            }

            foreach (MethodDefinitionHandle method in type.GetMethods())
            {
                Add(side, importer, method);
            }

            AddProperties(side, importer, type, handle);
            AddEvents(side, importer, type, handle);
        }

        AddAccessors();
        AddGenerics();
    }

    private void AddParts(ImageSide side, Importer importer, TypeDefinition type, TypeDefinitionHandle made)
    {
        foreach (InterfaceImplementationHandle handle in type.GetInterfaceImplementations())
        {
            To.AddInterfaceImplementation(made, importer.Map(side.Metadata.GetInterfaceImplementation(handle).Interface));
        }

        foreach (MethodImplementationHandle handle in type.GetMethodImplementations())
        {
            MethodImplementation row = side.Metadata.GetMethodImplementation(handle);
            To.AddMethodImplementation(made, importer.Map(row.MethodBody), importer.Map(row.MethodDeclaration));
        }

        if (!type.GetDeclaringType().IsNil)
        {
            To.AddNestedType(made, (TypeDefinitionHandle)importer.Map((EntityHandle)type.GetDeclaringType()));
        }

        TypeLayout layout = type.GetLayout();
        if (!layout.IsDefault)
        {
            To.AddTypeLayout(made, (ushort)layout.PackingSize, (uint)layout.Size);
        }

        AddGenerics(side, type.GetGenericParameters(), CodedIndex.TypeOrMethodDef(made));
    }

    private void Add(ImageSide side, Importer importer, FieldDefinition field)
    {
        FieldDefinitionHandle made = To.AddFieldDefinition(field.Attributes, importer.Map(field.Name), importer.MapSignature(field.Signature));
        AddConstant(side, importer, field.GetDefaultValue(), made);
        AddMarshalling(importer, field.GetMarshallingDescriptor(), made);
        if (field.GetOffset() is >= 0 and int offset)
        {
            To.AddFieldLayout(made, offset);
        }

        if (field.GetRelativeVirtualAddress() is not 0 and int address)
        {
            target.Data.Align(ManagedPEBuilder.MappedFieldDataAlignment);
            To.AddFieldRelativeVirtualAddress(made, target.Data.Count);
            target.Data.WriteBytes(FieldData.Of(side, field, address));
        }
    }

    private void Add(ImageSide side, Importer importer, MethodDefinitionHandle handle)
    {
        MethodDefinition method = side.Metadata.GetMethodDefinition(handle);
        (int offset, StandaloneSignatureHandle locals) = method.RelativeVirtualAddress == 0
            ? (-1, default)
            : _code.Copy(side.Pe.GetMethodBody(method.RelativeVirtualAddress), importer);
        target.Locals.Add(locals);
        MethodDefinitionHandle made = To.AddMethodDefinition(
            method.Attributes, method.ImplAttributes, importer.Map(method.Name), importer.MapSignature(method.Signature), offset, MetadataTokens.ParameterHandle(_parameters + 1));
        foreach (ParameterHandle parameter in method.GetParameters())
        {
            Parameter row = side.Metadata.GetParameter(parameter);
            ParameterHandle copy = To.AddParameter(row.Attributes, importer.Map(row.Name), row.SequenceNumber);
            AddConstant(side, importer, row.GetDefaultValue(), copy);
            AddMarshalling(importer, row.GetMarshallingDescriptor(), copy);
            _parameters++;
        }

        if ((method.Attributes & MethodAttributes.PinvokeImpl) != 0)
        {
            MethodImport import = method.GetImport();
            To.AddMethodImport(made, import.Attributes, importer.Map(import.Name), (ModuleReferenceHandle)importer.Map((EntityHandle)import.Module));
        }

        AddGenerics(side, method.GetGenericParameters(), CodedIndex.TypeOrMethodDef(made));
    }

    private void AddProperties(ImageSide side, Importer importer, TypeDefinition type, TypeDefinitionHandle handle)
    {
        bool isFirst = true;
        foreach (PropertyDefinitionHandle property in type.GetProperties())
        {
            PropertyDefinition row = side.Metadata.GetPropertyDefinition(property);
            PropertyDefinitionHandle made = To.AddProperty(row.Attributes, importer.Map(row.Name), importer.MapSignature(row.Signature));
            if (isFirst)
            {
                To.AddPropertyMap((TypeDefinitionHandle)importer.Map((EntityHandle)handle), made);
                isFirst = false;
            }

            AddConstant(side, importer, row.GetDefaultValue(), made);
            PropertyAccessors accessors = row.GetAccessors();
            AddAccessor(importer, made, MethodSemanticsAttributes.Getter, accessors.Getter);
            AddAccessor(importer, made, MethodSemanticsAttributes.Setter, accessors.Setter);
        }
    }

    private void AddEvents(ImageSide side, Importer importer, TypeDefinition type, TypeDefinitionHandle handle)
    {
        bool isFirst = true;
        foreach (EventDefinitionHandle one in type.GetEvents())
        {
            EventDefinition row = side.Metadata.GetEventDefinition(one);
            EventDefinitionHandle made = To.AddEvent(row.Attributes, importer.Map(row.Name), importer.Map(row.Type));
            if (isFirst)
            {
                To.AddEventMap((TypeDefinitionHandle)importer.Map((EntityHandle)handle), made);
                isFirst = false;
            }

            EventAccessors accessors = row.GetAccessors();
            AddAccessor(importer, made, MethodSemanticsAttributes.Adder, accessors.Adder);
            AddAccessor(importer, made, MethodSemanticsAttributes.Remover, accessors.Remover);
            AddAccessor(importer, made, MethodSemanticsAttributes.Raiser, accessors.Raiser);
        }
    }

    private void AddAccessor(Importer importer, EntityHandle owner, MethodSemanticsAttributes semantics, MethodDefinitionHandle method)
    {
        if (!method.IsNil)
        {
            _accessors.Add((CodedIndex.HasSemantics(owner), semantics, owner, (MethodDefinitionHandle)importer.Map((EntityHandle)method)));
        }
    }

    private void AddAccessors()
    {
        foreach ((_, MethodSemanticsAttributes semantics, EntityHandle owner, MethodDefinitionHandle method) in _accessors.OrderBy(a => a.Association))
        {
            To.AddMethodSemantics(owner, semantics, method);
        }
    }

    private void AddConstant(ImageSide side, Importer importer, ConstantHandle handle, EntityHandle parent)
    {
        if (!handle.IsNil)
        {
            Constant constant = side.Metadata.GetConstant(handle);
            To.AddConstant(parent, side.Metadata.GetBlobReader(constant.Value).ReadConstant(constant.TypeCode));
        }
    }

    private void AddMarshalling(Importer importer, BlobHandle descriptor, EntityHandle parent)
    {
        if (!descriptor.IsNil)
        {
            To.AddMarshallingDescriptor(parent, importer.MapRaw(descriptor));
        }
    }

    private void AddGenerics(ImageSide side, GenericParameterHandleCollection handles, int owner)
    {
        foreach (GenericParameterHandle handle in handles)
        {
            _generics.Add((owner, side.Metadata.GetGenericParameter(handle).Index, side, handle));
        }
    }

    // Sorted by their owners, types and methods alike, and so can have their rows only now.
    private void AddGenerics()
    {
        foreach ((int owner, int index, ImageSide side, GenericParameterHandle handle) in _generics.OrderBy(g => g.Owner).ThenBy(g => g.Index))
        {
            GenericParameter row = side.Metadata.GetGenericParameter(handle);
            Importer importer = importers(side);
            EntityHandle parent = (owner & 1) == 0 ? MetadataTokens.TypeDefinitionHandle(owner >> 1) : MetadataTokens.MethodDefinitionHandle(owner >> 1);
            GenericParameterHandle made = To.AddGenericParameter(parent, row.Attributes, importer.Map(row.Name), index);
            side.Generics[MetadataTokens.GetRowNumber(handle)] = MetadataTokens.GetRowNumber(made);
            foreach (GenericParameterConstraintHandle constraint in row.GetConstraints())
            {
                GenericParameterConstraintHandle copy = To.AddGenericParameterConstraint(made, importer.Map(side.Metadata.GetGenericParameterConstraint(constraint).Type));
                side.Constraints[MetadataTokens.GetRowNumber(constraint)] = MetadataTokens.GetRowNumber(copy);
            }
        }
    }
}
