using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>How a watched directory is looked at; a test puts made-up looks in its place.</summary>
internal interface INamespaceLook
{
    /// <summary>Looks.</summary>
    /// <param name="known">What the last look found.</param>
    /// <param name="deleted">Names that were deleted since, whatever is there now.</param>
    /// <param name="trustMounts">Whether a name whose mount is the same need not be opened. Not after notifications were lost.</param>
    Dictionary<string, WatchedName> Take(IReadOnlyDictionary<string, WatchedName> known, IReadOnlySet<string> deleted, bool trustMounts);

    /// <summary>Looks at one name that has come lately.</summary>
    /// <param name="name">The name.</param>
    /// <param name="handle">Its namespace, if it is ready; to be closed by the caller.</param>
    /// <returns>What it is, not yet tracked; null where it is gone.</returns>
    WatchedName? TakeOne(string name, out SafeFileHandle? handle);
}
