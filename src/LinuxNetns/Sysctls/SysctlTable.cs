using System.Globalization;
using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Microsoft.Win32.SafeHandles;

namespace LinuxNetns;

/// <summary>
/// The sysctls of a network namespace: what sysctl(8) shows there below <c>net</c>. Names are written as sysctl(8) takes them, with dots or with
/// slashes; a dot in a device's name is a slash among dots: <c>net.ipv4.conf.eth0/1.forwarding</c>. proc_sys_net(5).
/// </summary>
/// <remarks>The calling thread does not move: files are opened inside, and read and written from where the caller is. Usable from any thread. Entering needs CAP_SYS_ADMIN.</remarks>
/// <example><code>ns.Sysctl["net.ipv4.ip_forward"] = "1";</code></example>
public sealed class SysctlTable
{
    private const string Root = "/proc/sys/";

    private readonly SafeHandle _namespace;

    internal SysctlTable(SafeHandle ns) => _namespace = ns;

    /// <summary>The value of a sysctl, as text, without the newline at its end.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">It is no name of a sysctl below <c>net</c>.</exception>
    /// <exception cref="SysctlException">There is none of that name (ENOENT), it cannot be read or written (EACCES, EPERM, EROFS), it does not take the value (EINVAL).</exception>
    /// <exception cref="NetworkNamespaceException">The namespace cannot be entered.</exception>
    public string this[string name]
    {
        get => Read(name, out Errno errno) ?? throw Error("read", name, null, errno);
        set => Write(name, value);
    }

    /// <summary>The value of a sysctl; null where there is none of that name.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="ArgumentException">It is no name of a sysctl below <c>net</c>.</exception>
    /// <exception cref="SysctlException">It cannot be read.</exception>
    /// <exception cref="NetworkNamespaceException">The namespace cannot be entered.</exception>
    public string? Find(string name) => Read(name, out Errno errno) is string value ? value : errno is Errno.ENOENT or Errno.ENOTDIR ? null : throw Error("read", name, null, errno);

    /// <summary>The value of a sysctl, as a number or another type that can be read from text.</summary>
    /// <typeparam name="T">The type: <see cref="int"/>, <see cref="long"/>, …</typeparam>
    /// <param name="name">Its name.</param>
    /// <exception cref="FormatException">The value is not of that type.</exception>
    /// <exception cref="OverflowException">The value is too large for that type.</exception>
    /// <inheritdoc cref="this[string]" path="/exception"/>
    public T Read<T>(string name)
        where T : ISpanParsable<T>
        => T.Parse(this[name], CultureInfo.InvariantCulture);

    /// <summary>Sets a sysctl.</summary>
    /// <typeparam name="T">The type: <see cref="int"/>, <see cref="long"/>, …</typeparam>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value.</param>
    /// <inheritdoc cref="this[string]" path="/exception"/>
    public void Write<T>(string name, T value)
        where T : IFormattable
        => Write(name, value.ToString(null, CultureInfo.InvariantCulture));

    /// <summary>Sets a sysctl.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">The value; several numbers are separated by white space.</param>
    /// <inheritdoc cref="this[string]" path="/exception"/>
    public void Write(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        using SafeFileHandle? file = Open(name, Interop.O_WRONLY, out Errno errno);
        errno = file is null ? errno : SysctlFile.Write(file, value);
        if (errno != Errno.None)
            throw Error("set", name, value, errno);
    }

    /// <summary>Sets a switch: 1 or 0.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="value">On or off.</param>
    /// <inheritdoc cref="this[string]" path="/exception"/>
    public void Write(string name, bool value) => Write(name, value ? "1" : "0");

    /// <summary>A switch: whether the value is another number than 0.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="FormatException">The value is no number.</exception>
    /// <inheritdoc cref="this[string]" path="/exception"/>
    public bool GetBoolean(string name) => Read<long>(name) != 0;

    /// <summary>A number.</summary>
    /// <param name="name">Its name.</param>
    /// <exception cref="FormatException">The value is no number.</exception>
    /// <exception cref="OverflowException">The number is too large.</exception>
    /// <inheritdoc cref="this[string]" path="/exception"/>
    public int GetInt32(string name) => Read<int>(name);

    /// <summary>Lists the sysctls below a name, ordered by name, as <c>sysctl --all</c>. Devices may come and go meanwhile: what is gone is left out.</summary>
    /// <param name="prefix">Where to start: <c>net.ipv4.conf</c>. One sysctl's own name gives that one.</param>
    /// <exception cref="ArgumentException">It is no name of a sysctl below <c>net</c>.</exception>
    /// <exception cref="SysctlException">There is none of that name, or it cannot be read.</exception>
    /// <exception cref="NetworkNamespaceException">The namespace cannot be entered.</exception>
    public IReadOnlyList<Sysctl> List(string prefix = "net")
    {
        var sysctls = new List<Sysctl>();
        string path = SysctlName.ToPath(prefix);
        if (!TryList(path, sysctls, out Errno errno))
            sysctls.Add(errno == Errno.ENOTDIR ? new Sysctl(SysctlName.FromPath(path), this[path]) : throw Error("list", prefix, null, errno));
        sysctls.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return sysctls;
    }

    private bool TryList(string path, List<Sysctl> sysctls, out Errno errno)
    {
        using SafeFileHandle? directory = OpenPath(path, Interop.O_RDONLY | Interop.O_DIRECTORY, out errno);
        if (directory is null)
            return false;
        foreach (DirectoryName entry in DirectoryNames.ReadAll(directory, Root + path))
        {
            // A device's name need not be UTF-8; one that is not cannot be told here.
            if (!entry.IsUtf8)
                continue;
            string below = $"{path}/{entry.Text}";
            if (TryList(below, sysctls, out errno) || errno != Errno.ENOTDIR)
                continue;
            string? value = Read(below, out errno);
            // EACCES: for writing only; EIO: never set, as stable_secret.
            if (value is not null || errno is not (Errno.ENOENT or Errno.ENODEV))
                sysctls.Add(new Sysctl(SysctlName.FromPath(below), value));
        }

        return true;
    }

    private string? Read(string name, out Errno errno)
    {
        using SafeFileHandle? file = Open(name, Interop.O_RDONLY, out errno);
        if (file is null)
            return null;
        errno = SysctlFile.Read(file, out string value);
        return errno == Errno.None ? value : null;
    }

    private SafeFileHandle? Open(string name, int flags, out Errno errno) => OpenPath(SysctlName.ToPath(name), flags, out errno);

    private SafeFileHandle? OpenPath(string path, int flags, out Errno errno)
    {
        ObjectDisposedException.ThrowIf(_namespace.IsClosed, typeof(NetworkNamespace));
        return NamespaceWindow.TryOpenFile(_namespace, Root + path, flags, out errno);
    }

    private static SysctlException Error(string operation, string name, string? value, Errno errno) => new(
        errno switch
        {
            Errno.ENOENT or Errno.ENOTDIR => NamespaceError.NotFound,
            Errno.EACCES or Errno.EPERM or Errno.EROFS => NamespaceError.NotPermitted,
            _ => NamespaceError.Unknown,
        },
        operation,
        name,
        value,
        errno);
}
