using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;

namespace HotStart.Compilation.BodyEdits.Splicing;

/// <summary>Copies the symbols of those methods that were copied.</summary>
internal sealed class SymbolsCopy
{
    private readonly Target _target;
    private readonly SymbolSide _whole;
    private readonly SymbolSide _edited;
    private readonly IReadOnlySet<string> _files;
    private readonly Dictionary<string, DocumentHandle> _documents = new(StringComparer.Ordinal);
    private readonly List<(int Parent, EntityHandle Handle, GuidHandle Kind, BlobHandle Value)> _custom = [];
    private int _variables;
    private int _constants;

    public SymbolsCopy(Target target, (ImageSide Side, Importer Importer) whole, (ImageSide Side, Importer Importer) edited, IReadOnlySet<string> files)
    {
        _target = target;
        _files = files;
        _whole = new SymbolSide(whole.Side, whole.Importer, target, DocumentOf);
        _edited = new SymbolSide(edited.Side, edited.Importer, target, DocumentOf);
    }

    private MetadataBuilder To => _target.Symbols;

    public void Run(TypeChoice choice)
    {
        // In the order of the whole image, those that changed with their new hashes.
        foreach (DocumentHandle handle in _whole.From.Documents)
        {
            Document row = _whole.From.GetDocument(handle);
            string name = _whole.From.GetString(row.Name);
            DocumentHandle changed = _files.Contains(name)
                ? _edited.From.Documents.FirstOrDefault(d => _edited.From.GetString(_edited.From.GetDocument(d).Name) == name)
                : default;
            _ = changed.IsNil ? AddDocument(_whole, handle, name) : AddDocument(_edited, changed, name);
        }

        foreach ((ImageSide side, TypeDefinitionHandle type) in choice.Types)
        {
            foreach (MethodDefinitionHandle method in side.Metadata.GetTypeDefinition(type).GetMethods())
            {
                Add(ReferenceEquals(side, _whole.Side) ? _whole : _edited, method);
            }
        }

        AddCustom(_whole);
        AddCustom(_edited);
        foreach ((_, EntityHandle parent, GuidHandle kind, BlobHandle value) in _custom.OrderBy(c => c.Parent))
        {
            To.AddCustomDebugInformation(parent, kind, value);
        }
    }

    private DocumentHandle DocumentOf(SymbolSide side, DocumentHandle handle)
    {
        string name = side.From.GetString(side.From.GetDocument(handle).Name);
        return _documents.TryGetValue(name, out DocumentHandle known) ? known : AddDocument(side, handle, name);
    }

    private DocumentHandle AddDocument(SymbolSide side, DocumentHandle handle, string name)
    {
        Document row = side.From.GetDocument(handle);
        DocumentHandle made = To.AddDocument(To.GetOrAddDocumentName(name), side.Map(row.HashAlgorithm), side.MapRaw(row.Hash), side.Map(row.Language));
        _documents.TryAdd(name, made);
        side.Known.Add(handle, made);
        return made;
    }

    private void Add(SymbolSide side, MethodDefinitionHandle handle)
    {
        MethodDebugInformationHandle from = handle.ToDebugInformationHandle();
        MethodDebugInformation row = side.From.GetMethodDebugInformation(from);
        MethodDefinitionHandle made = (MethodDefinitionHandle)side.Importer.Taken((EntityHandle)handle);
        To.AddMethodDebugInformation(
            row.Document.IsNil ? default : DocumentOf(side, row.Document),
            row.SequencePointsBlob.IsNil ? default : side.SequencePoints(row, _target.Locals[MetadataTokens.GetRowNumber(made)]));
        foreach (LocalScopeHandle scope in side.From.GetLocalScopes(from))
        {
            Add(side, side.From.GetLocalScope(scope), made);
        }

        MethodDefinitionHandle kickoff = row.GetStateMachineKickoffMethod();
        if (!kickoff.IsNil)
        {
            To.AddStateMachineMethod(made, (MethodDefinitionHandle)side.Importer.Map((EntityHandle)kickoff));
        }
    }

    private void Add(SymbolSide side, LocalScope scope, MethodDefinitionHandle method)
    {
        To.AddLocalScope(
            method,
            side.ImportScope(scope.ImportScope),
            MetadataTokens.LocalVariableHandle(_variables + 1),
            MetadataTokens.LocalConstantHandle(_constants + 1),
            scope.StartOffset,
            scope.Length);
        foreach (LocalVariableHandle handle in scope.GetLocalVariables())
        {
            LocalVariable row = side.From.GetLocalVariable(handle);
            side.Known.Add(handle, To.AddLocalVariable(row.Attributes, row.Index, side.Map(row.Name)));
            _variables++;
        }

        foreach (LocalConstantHandle handle in scope.GetLocalConstants())
        {
            LocalConstant row = side.From.GetLocalConstant(handle);
            side.Known.Add(handle, To.AddLocalConstant(side.Map(row.Name), side.ConstantSignature(row.Signature)));
            _constants++;
        }
    }

    private void AddCustom(SymbolSide side)
    {
        foreach (CustomDebugInformationHandle handle in side.From.CustomDebugInformation)
        {
            CustomDebugInformation row = side.From.GetCustomDebugInformation(handle);
            EntityHandle parent = row.Parent.Kind switch
            {
                HandleKind.ModuleDefinition => ReferenceEquals(side, _whole) ? row.Parent : default,
                HandleKind.MethodDefinition or HandleKind.TypeDefinition => side.Importer.Taken(row.Parent),
                _ => side.Known.GetValueOrDefault(row.Parent),
            };
            if (!parent.IsNil)
            {
                _custom.Add((CodedIndex.HasCustomDebugInformation(parent), parent, side.Map(row.Kind), side.CustomValue(row)));
            }
        }
    }
}
