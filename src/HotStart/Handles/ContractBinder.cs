using System.Reflection;
using HotStart.Flow.Generations;

namespace HotStart.Handles;

/// <summary>Finds the class of a plugin that implements a contract.</summary>
internal static class ContractBinder
{
    public static Type Find(HandleKey key, Generation generation, SymbolTable symbols)
    {
        if (key.Name.Length > 0)
        {
            IReadOnlyList<MemberInfo> found = symbols.Find(key.Name);
            if (found.Count == 0)
            {
                throw BindErrors.NotFound(key, generation, symbols);
            }

            if (found.Count > 1)
            {
                throw BindErrors.Ambiguous(key, generation, found);
            }

            return found[0] is Type named && key.Type.IsAssignableFrom(named)
                ? named
                : throw BindErrors.WrongContract(key, generation, found[0]);
        }

        List<Type> implementers = symbols.Implementers(key.Type);
        return implementers.Count switch
        {
            1 => implementers[0],
            0 => throw BindErrors.NoImplementer(key, generation, symbols),
            _ => throw BindErrors.SeveralImplementers(key, generation, implementers),
        };
    }
}
