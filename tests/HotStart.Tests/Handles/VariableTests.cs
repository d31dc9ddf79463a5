namespace HotStart.Tests.Handles;

public sealed class VariableTests
{
    [Fact]
    public void Value_FieldsAndProperties_ReadAndWriteActiveGeneration()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Calc(1));
        Variable<int> hits = world.Lookup<Variable<int>>("Hits");
        Variable<string> text = world.Lookup<Variable<string>>("Calc.Text");
        hits.Value += 2;
        text.Value += "!";
        Assert.Equal((7, "v1!"), (hits.Value, text.Value));

        world.Swap(Sources.Calc(2));

        Assert.Equal((5, "v2"), (hits.Value, text.Value));
        Assert.False(hits.IsReadOnly);
        Assert.Same(hits, world.Lookup<Variable<int>>("Hits"));
    }

    [Fact]
    public void Value_ReadOnlyOnes_ReadButDoNotWrite()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Calc(4));

        ReadOnly("Name", "calc");
        ReadOnly("Born", 7L);
        ReadOnly("Fixed", 4);

        void ReadOnly<T>(string name, T expected)
        {
            Variable<T> variable = world.Lookup<Variable<T>>(name);
            Assert.Equal(expected, variable.Value);
            Assert.True(variable.IsReadOnly);
            Assert.Contains("read-only", Assert.Throws<InvalidOperationException>(() => variable.Value = expected).Message);
        }
    }

    [Fact]
    public void Lookup_OtherType_IsRefused()
    {
        using HandleWorld world = new();
        world.Swap(Sources.Calc(1));

        Assert.Contains("Variable<int>", Assert.Throws<SymbolTypeException>(() => world.Lookup<Variable<object>>("Hits")).Message);
        Assert.Contains("function", Assert.Throws<SymbolTypeException>(() => world.Lookup<Variable<int>>("Add")).Message);
    }
}
