using System.Runtime.InteropServices;

using Microsoft.Extensions.Logging;

namespace LinuxNetns;

/// <summary>Asks one way to find processes after the other, the best first, until one answers.</summary>
internal sealed class FinderChoice(IProcessFinder[] finders, FirstGlance? glance, ILogger logger)
{
    private int _told;

    private delegate FinderRefusal? Question(IProcessFinder finder);

    internal FinderAnswer Find(ProcessScanBackend backend, NamespaceId id, SafeHandle? handle, bool threads, FoundProcesses found) =>
        glance?.TryFind(backend, id, handle, threads, found) == true
            ? new FinderAnswer(ProcessScanBackend.Proc, [])
            : Ask(backend, finder =>
            {
                found.Clear();
                return finder.Find(id, handle, threads, found);
            });

    /// <summary>Whether to look at /proc before anything else, and at that only if it shows all.</summary>
    internal bool IsGlanceDue(ProcessScanBackend backend) => glance?.IsDue(backend) == true;

    internal IProcessNamespaceReader Read(ProcessScanBackend backend, bool threads, out FinderAnswer answer)
    {
        IProcessNamespaceReader? reader = null;
        answer = Ask(backend, finder => finder.Read(threads, out reader));
        return reader!;
    }

    /// <summary>Adds that descriptors could not be told in the way that processes were.</summary>
    internal FinderAnswer Add(FinderRefusal? refusal, ProcessScanBackend backend, FinderAnswer answer)
    {
        if (refusal is null)
            return answer;
        if (backend != ProcessScanBackend.Auto)
            throw refusal.ToException();
        var fallback = new ProcessScanFallback(answer.Backend, $"descriptors were read in /proc: {refusal}");
        Tell(fallback);
        return answer with { Fallbacks = [.. answer.Fallbacks, fallback] };
    }

    private FinderAnswer Ask(ProcessScanBackend backend, Question question)
    {
        List<ProcessScanFallback>? fallbacks = null;
        FinderRefusal? last = null;
        foreach (IProcessFinder finder in finders)
        {
            if (backend != ProcessScanBackend.Auto && backend != finder.Backend)
                continue;
            last = question(finder);
            if (last is null)
                return new FinderAnswer(finder.Backend, fallbacks is null ? [] : fallbacks);
            if (backend != ProcessScanBackend.Auto)
                throw last.ToException();
            var fallback = new ProcessScanFallback(finder.Backend, last.ToString());
            (fallbacks ??= []).Add(fallback);
            Tell(fallback);
        }

        throw last?.ToException() ?? (Exception)new ArgumentOutOfRangeException(nameof(backend), backend, "There is no such way to find processes.");
    }

    /// <summary>Once each: what does not work today will not work a moment later.</summary>
    private void Tell(ProcessScanFallback fallback)
    {
        int bit = 1 << (int)fallback.Backend;
        if ((Interlocked.Or(ref _told, bit) & bit) == 0)
            logger.FellBack(fallback.Backend, fallback.Reason);
    }
}
