using System.Runtime.InteropServices;

using LinuxNetns.Netlink;

using Moq;

namespace LinuxNetns.Tests;

/// <summary>Processes that have nothing but what a test gives them.</summary>
internal static class FakeFiles
{
    private delegate void ReadNetwork(int processId, int threadId, out NamespaceId id);

    private delegate void ReadInode(int processId, int threadId, out ulong inode);

    private delegate void ReadDescriptor(int processId, int descriptor, out DescriptorTarget target);

    internal static Mock<IProcessFiles> Create()
    {
        var files = new Mock<IProcessFiles>();
        files.SetupGet(f => f.OwnProcessId).Returns(-1);
        files.Setup(f => f.ReadThreads(It.IsAny<int>(), It.IsAny<List<int>>())).Callback((int id, List<int> list) => Fill(list, [id])).Returns(Errno.None);
        files.Setup(f => f.ReadNetwork(It.IsAny<int>(), It.IsAny<int>(), out It.Ref<NamespaceId>.IsAny)).Returns(Errno.ENOENT);
        files.Setup(f => f.ReadDescriptors(It.IsAny<int>(), It.IsAny<List<int>>(), It.IsAny<long>())).Callback((int _, List<int> list, long _) => list.Clear()).Returns(Errno.None);
        files.Setup(f => f.ReadDescriptor(It.IsAny<int>(), It.IsAny<int>(), out It.Ref<DescriptorTarget>.IsAny)).Returns(Errno.ENOENT);
        files.Setup(f => f.ReadSocketNamespace(It.IsAny<int>(), It.IsAny<int>(), out It.Ref<NamespaceId>.IsAny)).Returns(Errno.ENOENT);
        files.Setup(f => f.ReadMountNamespace(It.IsAny<int>(), It.IsAny<int>(), out It.Ref<ulong>.IsAny)).Returns(Errno.ENOENT);
        files.Setup(f => f.ReadMounts(It.IsAny<int>(), It.IsAny<int>(), It.IsAny<List<NamespaceMount>>())).Returns(Errno.ENOENT);
        files.Setup(f => f.ReadNetnsIds(It.IsAny<IReadOnlyList<SafeHandle>>())).Returns((IReadOnlyList<SafeHandle> handles) => new int?[handles.Count]);
        return files;
    }

    internal static void Threads(this Mock<IProcessFiles> files, int processId, params int[] threads) =>
        files.Setup(f => f.ReadThreads(processId, It.IsAny<List<int>>())).Callback((int _, List<int> list) => Fill(list, threads)).Returns(Errno.None);

    internal static void Network(this Mock<IProcessFiles> files, int processId, int threadId, NamespaceId network, Errno errno = Errno.None) =>
        files.Setup(f => f.ReadNetwork(processId, threadId, out It.Ref<NamespaceId>.IsAny))
            .Callback(new ReadNetwork((int _, int _, out NamespaceId id) => id = network)).Returns(errno);

    internal static void Descriptors(this Mock<IProcessFiles> files, int processId, params int[] descriptors) =>
        files.Setup(f => f.ReadDescriptors(processId, It.IsAny<List<int>>(), It.IsAny<long>())).Callback((int _, List<int> list, long most) => Fill(list, [.. descriptors.Take((int)Math.Min(most, int.MaxValue))])).Returns(Errno.None);

    internal static void Descriptor(this Mock<IProcessFiles> files, int processId, int descriptor, DescriptorTarget target, Errno errno = Errno.None) =>
        files.Setup(f => f.ReadDescriptor(processId, descriptor, out It.Ref<DescriptorTarget>.IsAny))
            .Callback(new ReadDescriptor((int _, int _, out DescriptorTarget result) => result = target)).Returns(errno);

    internal static void Socket(this Mock<IProcessFiles> files, int processId, int descriptor, NamespaceId network, Errno errno = Errno.None) =>
        files.Setup(f => f.ReadSocketNamespace(processId, descriptor, out It.Ref<NamespaceId>.IsAny))
            .Callback(new ReadNetwork((int _, int _, out NamespaceId id) => id = network)).Returns(errno);

    internal static void MountNamespace(this Mock<IProcessFiles> files, int processId, int threadId, ulong mountNamespace, bool wholeTree = true)
    {
        files.Setup(f => f.ReadMountNamespace(processId, threadId, out It.Ref<ulong>.IsAny))
            .Callback(new ReadInode((int _, int _, out ulong inode) => inode = mountNamespace)).Returns(Errno.None);
        files.Setup(f => f.SeesWholeTree(processId, threadId)).Returns(wholeTree);
    }

    internal static void Mounts(this Mock<IProcessFiles> files, int processId, int threadId, params NamespaceMount[] mounts) =>
        files.Setup(f => f.ReadMounts(processId, threadId, It.IsAny<List<NamespaceMount>>()))
            .Callback((int _, int _, List<NamespaceMount> list) => Fill(list, mounts)).Returns(Errno.None);

    private static void Fill<T>(List<T> list, T[] items)
    {
        list.Clear();
        list.AddRange(items);
    }
}
