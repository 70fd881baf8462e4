using System.Globalization;
using System.Runtime.CompilerServices;

using LinuxNetns.TestHost;

// list | one WAY WORK | twice SECONDS | crowd guarded|unguarded | stress SECONDS | cycles NUMBER
switch (args[0])
{
    case "list":
        Console.WriteLine($"{System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}{(RuntimeFeature.IsDynamicCodeSupported ? "" : ", native")}");
        foreach (string way in InsideProof.Ways)
        {
            foreach (string work in InsideProof.Works)
                Console.WriteLine($"{way} {work}");
        }

        return 0;
    case "one":
        await new InsideProof().RunAsync(args[1], args[2]);
        return 0;
    case "twice":
        await new InsideProof().RunTwiceAsync(TimeSpan.FromSeconds(Number()));
        return 0;
    case "crowd":
        InsideCrowd.Run(guarded: args[1] == "guarded");
        return 0;
    case "stress":
        await new InsideStress(Environment.ProcessId).RunAsync(TimeSpan.FromSeconds(Number()));
        return 0;
    case "cycles":
        new InsideCycles().Run(Number());
        return 0;
    default:
        Console.Error.WriteLine($"No proof {args[0]}.");
        return 64;
}

int Number() => int.Parse(args[1], CultureInfo.InvariantCulture);
