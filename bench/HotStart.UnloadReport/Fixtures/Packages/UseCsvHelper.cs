// CsvHelper: write and read records
// uses: CsvHelper
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

public static class Fixture
{
    public static Task RunAsync(IServiceProvider host)
    {
        StringWriter text = new();
        using (CsvWriter writer = new(text, new CsvConfiguration(CultureInfo.InvariantCulture)))
        {
            writer.WriteRecords([new Foo()]);
        }

        using CsvReader reader = new(new StringReader(text.ToString()), new CsvConfiguration(CultureInfo.InvariantCulture));
        _ = reader.GetRecords<Foo>().Single().Number;
        return Task.CompletedTask;
    }
}

public sealed class Foo { public int Number { get; set; } = 1; public string Text { get; set; } = "x"; }
