using Moq;

namespace LinuxNetns.Tests;

/// <summary>A process table that is a list.</summary>
internal static class FakeSource
{
    private delegate FinderRefusal? ReadDescriptors(uint inode, out DescriptorReading[]? descriptors);

    internal static IProcessNamespaceSource Of(ProcessNamespaceReading[] table, Mock<IProcessFiles>? files = null)
    {
        var source = new Mock<IProcessNamespaceSource>();
        source.Setup(s => s.ReadProcesses()).Returns(() => Reader(table));
        source.Setup(s => s.OpenFiles()).Returns((files ?? FakeFiles.Create()).Object);
        return source.Object;
    }

    /// <param name="table">The processes.</param>
    /// <param name="descriptors">What the reader knows of descriptors; null if it does not.</param>
    /// <param name="refusal">Why it does not.</param>
    internal static IProcessNamespaceReader Reader(ProcessNamespaceReading[] table, DescriptorReading[]? descriptors = null, FinderRefusal? refusal = null)
    {
        int position = 0;
        var reader = new Mock<IProcessNamespaceReader>();
        reader.Setup(r => r.Read(It.IsAny<ProcessNamespaceReading[]>())).Returns((ProcessNamespaceReading[] batch) =>
        {
            int count = Math.Min(batch.Length, table.Length - position);
            table.AsSpan(position, count).CopyTo(batch);
            position += count;
            return count;
        });
        reader.Setup(r => r.ReadDescriptors(It.IsAny<uint>(), out It.Ref<DescriptorReading[]?>.IsAny)).Returns(new ReadDescriptors((uint _, out DescriptorReading[]? known) =>
        {
            known = descriptors;
            return refusal;
        }));
        return reader.Object;
    }
}
