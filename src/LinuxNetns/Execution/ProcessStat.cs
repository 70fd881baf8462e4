using System.Globalization;

namespace LinuxNetns;

/// <summary>What of /proc/PID/stat (proc_pid_stat(5)) tells who belongs to whom.</summary>
/// <param name="State">R, S, D, T, Z, X, …</param>
/// <param name="ParentId">The parent.</param>
/// <param name="GroupId">The process group.</param>
internal readonly record struct ProcessStat(char State, int ParentId, int GroupId)
{
    /// <summary>Whether nothing of it runs any more.</summary>
    internal bool HasEnded => State is 'Z' or 'X' or 'x';

    /// <summary>Null if the process is gone.</summary>
    internal static ProcessStat? TryRead(int processId)
    {
        try
        {
            return TryParse(File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The name may hold spaces and parentheses; the last parenthesis ends it.</summary>
    internal static ProcessStat? TryParse(string text)
    {
        int end = text.LastIndexOf(')');
        string[] words = end < 0 ? [] : text[(end + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length >= 3 && words[0].Length == 1
            && int.TryParse(words[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int parent)
            && int.TryParse(words[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int group)
            ? new ProcessStat(words[0][0], parent, group)
            : null;
    }
}
