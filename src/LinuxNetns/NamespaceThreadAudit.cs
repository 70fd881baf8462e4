using System.Globalization;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>Looks whether every thread of this process is in the network namespace where it should be: at home, or where the code that it runs has entered.</summary>
/// <remarks>Home is the namespace that the process's main thread was in when this library was first used. Tests assert that there is nothing to find; it is the metric <c>linuxnetns.threads.stray</c>, too.</remarks>
public static class NamespaceThreadAudit
{
    private const int Looks = 3;
    private const int PauseMilliseconds = 2;

    /// <summary>The threads that are elsewhere. A thread on its way is given a moment to arrive, so this takes a few milliseconds where there is something to look at twice.</summary>
    /// <returns>The threads; none is as it should be.</returns>
    /// <exception cref="NetworkNamespaceException">/proc is not mounted.</exception>
    public static IReadOnlyList<StrayThread> Find()
    {
        NamespaceId home = NamespaceIdentity.ReadWithoutEntering(NamespaceThread.Home);
        Dictionary<int, StrayThread> found = Look(home);
        for (int i = 1; i < Looks && found.Count > 0; i++)
        {
            Thread.Sleep(PauseMilliseconds);
            Dictionary<int, StrayThread> again = Look(home);
            found = found.Values.Where(stray => again.GetValueOrDefault(stray.ThreadId) == stray).ToDictionary(stray => stray.ThreadId);
        }

        return [.. found.Values.OrderBy(stray => stray.ThreadId)];
    }

    private static Dictionary<int, StrayThread> Look(NamespaceId home)
    {
        var strays = new Dictionary<int, StrayThread>();
        Dictionary<int, ThreadRecord> records = ThreadRecord.Living();
        foreach (string task in Directory.GetDirectories("/proc/self/task"))
        {
            int id = int.Parse(Path.GetFileName(task), NumberStyles.None, CultureInfo.InvariantCulture);
            NamespaceId expected = records.TryGetValue(id, out ThreadRecord? record) && record.Flow is AmbientFlow flow ? flow.Namespace.Id : home;
            int visits = record?.Visits ?? 0;
            if (Namespace(task) is not NamespaceId actual || actual == expected || IsVisiting(record, visits) || Name(task) is not string name || IsOurs(name) || IsQuarantined(actual, record))
                continue;
            strays[id] = new StrayThread(id, name, actual, expected, RunsCode(name, record));
        }

        return strays;
    }

    /// <summary>A pool thread that was born away and has had nothing to do yet comes home before it does anything.</summary>
    private static bool RunsCode(string name, ThreadRecord? record) =>
        name.StartsWith(".NET TP Worker", StringComparison.Ordinal) ? record is { IsGuarded: true } || !RuntimeThreads.AreGuarded : !name.StartsWith(".NET ", StringComparison.Ordinal);

    /// <summary>Whether it was, or may have been, away for one system call when it was looked at.</summary>
    private static bool IsVisiting(ThreadRecord? record, int visitsBefore) => record is not null && (visitsBefore % 2 != 0 || record.Visits != visitsBefore);

    /// <summary>The library's own threads are away for one system call at a time.</summary>
    private static bool IsOurs(string name) => name is "netns worker" or "netns once";

    private static bool IsQuarantined(NamespaceId actual, ThreadRecord? record) =>
        record?.Flow is not null && AmbientSetup.IsDone && actual == NamespaceIdentity.ReadWithoutEntering(AmbientSetup.Quarantine);

    /// <summary>Null for a thread that has ended.</summary>
    private static NamespaceId? Namespace(string task)
    {
        int fd = Interop.Open(Path.Join(task, "ns/net"), Interop.O_CLOEXEC, 0);
        if (fd < 0)
            return null;
        using var handle = new SafeFileHandle(fd, ownsHandle: true);
        return NamespaceIdentity.ReadWithoutEntering(handle);
    }

    private static string? Name(string task)
    {
        try
        {
            return File.ReadAllText(Path.Join(task, "comm")).TrimEnd('\n');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
