using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace HotStart.Cli.Commands;

/// <summary>The usual help, and below it command lines to copy.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> _examples = new()
    {
        ["run"] =
        [
            "hotstart run hello.cs                                compile a file, call its one function, again on each save",
            "hotstart run samples/greeter                         the same for a project",
            "hotstart run hello.dll --call Greeter.Hello          name the function where there are several",
            "hotstart run shop.dll --call Price --arg '\"apple\"' --arg 3",
            "hotstart run hello.dll --once --json                 call once; one JSON object a line",
            "hotstart run --store plugins                         run what is installed there, and follow each install and rollback",
        ],
        ["serve"] =
        [
            "hotstart serve plugins                               endpoints and functions of a folder of plugins, on http://127.0.0.1:5000",
            "hotstart serve plugins --urls http://127.0.0.1:8080 --json",
            "hotstart serve --store store                         what is installed there, with releases on the page at /hotstart",
        ],
        ["symbols"] =
        [
            "hotstart symbols hello.dll",
            "hotstart symbols samples/hello/hello.cs --json",
        ],
        ["check"] =
        [
            "hotstart check hello.dll                             exit code 0: fit, 1: unfit",
            "hotstart check new/hello.dll --against old/hello.dll also: does the version number say what changed?",
            "hotstart check Shop.2.0.0.nupkg --against Shop.1.4.0.nupkg",
            "hotstart check shop --against old/shop.dll --allow-breaking Shop.Gone",
        ],
        ["diff"] =
        [
            "hotstart diff old/hello.dll new/hello.dll            what was added, removed, changed; what that breaks",
            "hotstart diff Shop.1.0.0.nupkg Shop.1.1.0.nupkg --json",
        ],
        ["doctor"] =
        [
            "hotstart doctor 4711                                 what keeps old generations of process 4711; exit code 1 if any is kept",
            "hotstart doctor 4711 --plugin pricing --json",
        ],
        ["install"] =
        [
            "hotstart install pricing                             the newest version, with what it depends on",
            "hotstart install pricing@1.2.0 --source ../feed      just that version, from a folder",
            "hotstart install 'pricing@[1.2,2.0)' --dry-run       the whole plan; nothing is written",
        ],
        ["update"] =
        [
            "hotstart update                                      all plugins, as far as their pins allow",
            "hotstart update pricing --allow-breaking Prices.Of   take a break that the version number does not admit",
        ],
        ["remove"] = ["hotstart remove pricing"],
        ["apply"] =
        [
            "hotstart apply release.json                          move to just this set of versions and settings",
            "hotstart apply release.json --dry-run",
        ],
        ["rollback"] =
        [
            "hotstart rollback                                    to the release before, with its settings",
            "hotstart rollback spring                             to a release by name or number",
        ],
        ["commit"] = ["hotstart commit                                      the active release is proven: go back to it from now on"],
        ["list"] =
        [
            "hotstart list                                        what is active, and the newest releases",
            "hotstart list --all --json",
        ],
        ["outdated"] = ["hotstart outdated --source ../feed"],
        ["history"] = ["hotstart history pricing                             who asked for what, when, and how it ended"],
        ["verify"] = ["hotstart verify                                      exit code 0: all is as it was installed"],
        ["pin"] =
        [
            "hotstart pin pricing                                 stay on the active version",
            "hotstart pin pricing@1.*                             updates stay below 2.0",
            "hotstart pin pricing --off",
        ],
        ["gc"] = ["hotstart gc --keep 20                                forget older releases, and what only they needed"],
        ["export"] = ["hotstart export release.hotstart                     the active release in one file"],
        ["import"] = ["hotstart import release.hotstart                     on a machine without a feed"],
        ["new"] =
        [
            "hotstart new greet                                   a folder with a plugin and its test",
            "hotstart new greet.cs                                a plugin of one file",
            "hotstart new shop --kind contract --feed packages    HotStart's packages are in the folder 'packages'",
        ],
        ["pack"] =
        [
            "hotstart pack samples/greeter                        a project: dotnet pack, and the manifest",
            "hotstart pack hello.cs --version 1.0.0 --output packages",
            "hotstart pack bin/Release/net10.0/shop.dll           a DLL with all that belongs to it",
        ],
        ["push"] =
        [
            "hotstart push packages/hello.1.0.0.nupkg --source feed           to a folder",
            "hotstart push hello.1.0.0.nupkg --source https://feed.example/v3/index.json",
        ],
    };

    private readonly HelpAction _help = new();

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        _help.Invoke(parseResult);
        Command command = parseResult.CommandResult.Command;
        TextWriter output = parseResult.InvocationConfiguration.Output;
        IEnumerable<string> examples = command is RootCommand
            ? _examples.Values.Select(e => e[0])
            : _examples.GetValueOrDefault(command.Name, []);
        output.WriteLine("Examples:");
        foreach (string example in examples)
        {
            output.WriteLine($"  {example}");
        }

        output.WriteLine();
        output.WriteLine("Exit codes: 0 done, 1 failed or refused, 2 wrong usage.");
        return ExitCodes.Done;
    }
}
