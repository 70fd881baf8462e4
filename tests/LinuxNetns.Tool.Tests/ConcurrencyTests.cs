using LinuxNetns.IntegrationTests;

using System.Globalization;
using System.Text;

namespace LinuxNetns.Tool.Tests;

/// <summary>Many programs at the same registry, half of them the real ip: nothing is lost, doubled or left behind.</summary>
public sealed class ConcurrencyTests
{
    private const int Processes = 16;
    private const int Steps = 200;
    private const int SharedNames = 20;

    [Fact]
    public void Sixteen_programs_add_and_delete_at_once_and_the_registry_is_exact()
    {
        TestPrivilege.Require();
        TestPrivilege.RequireProgram("ip");
        string directory = Directory.CreateTempSubdirectory("lnx-tool-").FullName;
        try
        {
            var expected = new SortedSet<string>(StringComparer.Ordinal);
            for (int process = 0; process < Processes; process++)
                File.WriteAllText(Path.Join(directory, $"batch{process}"), Plan(process, expected));
            for (int i = 0; i < SharedNames; i++)
                expected.Add($"shared{i}");

            SandboxResult result = TestSandbox.Run(ToolUnderTest.ShellFunctions(reference: false) + $$"""
                $tool -all monitor >/run/told & monitor=$!
                for i in {0..{{Processes - 1}}}; do
                    if [ $((i % 2)) = 0 ]; then timeout {{TestTimeout.Seconds(100)}} ip -force -batch {{directory}}/batch$i 2>/run/err$i & else timeout {{TestTimeout.Seconds(100)}} $tool -force -batch {{directory}}/batch$i 2>/run/err$i & fi
                    jobs="$jobs $!"
                done
                for j in $jobs; do wait $j; [ $? = 124 ] && echo "hangs"; done
                ls /run/netns | sort >/run/names
                echo names; cat /run/names
                echo mounts; grep -o ' /run/netns/[^ ]*' /proc/self/mountinfo | sort | uniq -c | awk '{print $1, $2}' | sed 's# /run/netns/# #'
                echo usable; for name in $(cat /run/names); do ip netns exec $name true && echo $name; done
                echo lost; cat /run/err* | grep -c 'shared.*File exists'
                echo other; cat /run/err* | grep -v -e '^Command failed' -e 'shared.*File exists'
                # What the monitor told, folded, is the directory.
                for t in {1..200}; do
                    awk '$1 == "exist" || $1 == "add" { n[$2] = 1 } $1 == "delete" { delete n[$2] } END { for (i in n) print i }' /run/told | sort >/run/folded
                    cmp -s /run/folded /run/names && break
                    read -t 0.05 <> <(:)
                done
                echo monitor; cmp /run/folded /run/names && echo same
                kill $monitor
                """);

            string names = string.Concat(expected.Select(n => n + "\n"));
            string mounts = string.Concat(expected.Select(n => $"1 {n}\n"));
            int lost = (Processes - 1) * SharedNames;
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"names\n{names}mounts\n{mounts}usable\n{names}lost\n{lost}\nother\nmonitor\nsame\n"), result.Output);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>Adds and deletes of names of the process's own, and adds of names that all of them want and one gets.</summary>
    private static string Plan(int process, SortedSet<string> expected)
    {
        var random = new Random(process);
        var own = new SortedSet<string>(StringComparer.Ordinal);
        var plan = new StringBuilder();
        int shared = 0;
        for (int step = 0; step < Steps; step++)
        {
            string name = $"p{process}n{random.Next(10)}";
            if (step % (Steps / SharedNames) == 0)
                plan.Append(CultureInfo.InvariantCulture, $"netns add shared{shared++}\n");
            else
                plan.Append(own.Remove(name) ? "netns delete " : "netns add ").Append(Toggled(own, expected, name)).Append('\n');
        }

        return plan.ToString();
    }

    private static string Toggled(SortedSet<string> own, SortedSet<string> expected, string name)
    {
        if (!expected.Remove(name))
        {
            own.Add(name);
            expected.Add(name);
        }

        return name;
    }
}
