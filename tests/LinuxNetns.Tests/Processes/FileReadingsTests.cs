using System.Text;

namespace LinuxNetns.Tests;

public sealed class FileReadingsTests
{
    [Fact]
    public void They_come_by_process_and_number_each_once()
    {
        FileRecord[] records =
        [
            Record(20, 20, 7), Record(10, 10, 9), Record(10, 10, 3),
            Record(30, 32, 4, table: 5), Record(30, 31, 4, table: 5), // a table that two threads share, and no main thread
            Record(40, 40, 4, table: 5), Record(40, 41, 4, table: 6), // one of a thread's own beside its process's
            Record(0, 0, 5), Record(50, 0, 5), // ended at that moment
        ];

        IEnumerable<(int, int, int)> found = FileReadings.From(records, 4).Select(r => (r.ProcessId, r.ThreadId, r.Descriptor));

        Assert.Equal([(10, 10, 3), (10, 10, 9), (20, 20, 7), (30, 31, 4), (40, 40, 4), (40, 41, 4)], found);
    }

    [Fact]
    public void What_the_kernel_did_not_tell_must_be_asked()
    {
        FileRecord socket = Record(10, 10, 3), descriptor = Record(10, 10, 4), tun = Record(10, 10, 5);
        descriptor.Kind = FileKind.Namespace;
        descriptor.KernelId = 0;
        (tun.Kind, tun.Inode, tun.KernelId, tun.OwnerUserNamespace) = (FileKind.Tun, 0, 0, 0);

        DescriptorReading[] found = FileReadings.From((FileRecord[])[socket, descriptor, tun], 4);

        Assert.Equal([DescriptorKind.Socket, DescriptorKind.Namespace, DescriptorKind.Socket], found.Select(r => r.Kind));
        Assert.Equal(new NamespaceFacts(new NamespaceId(71, 4, 4026532281), 4026531837, 1000), found[0].Facts);
        Assert.Null(found[1].Facts);
        Assert.Equal(4026532281UL, found[1].Id?.Inode);
        Assert.Null(found[1].Id?.KernelId);
        Assert.Null(found[2].Id);
        Assert.All(found, r => Assert.Equal("nginx", r.Command));
    }

    private static FileRecord Record(int process, int thread, int descriptor, uint table = 1)
    {
        var record = new FileRecord
        {
            ProcessId = process, ThreadId = thread, Descriptor = descriptor, Kind = FileKind.Socket, Table = table,
            Inode = 4026532281, KernelId = 71, OwnerUserNamespace = 4026531837, OwnerUserId = 1000,
        };
        Encoding.ASCII.GetBytes("nginx").CopyTo(record.Command);
        return record;
    }
}
