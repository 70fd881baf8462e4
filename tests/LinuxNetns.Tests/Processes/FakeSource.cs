using Moq;

namespace LinuxNetns.Tests;

/// <summary>A process table that is a list.</summary>
internal static class FakeSource
{
    internal static IProcessNamespaceSource Of(ProcessNamespaceReading[] table, Mock<IProcessFiles>? files = null)
    {
        var source = new Mock<IProcessNamespaceSource>();
        source.Setup(s => s.ReadProcesses()).Returns(() => Reader(table));
        source.Setup(s => s.OpenFiles()).Returns((files ?? FakeFiles.Create()).Object);
        return source.Object;
    }

    internal static IProcessNamespaceReader Reader(ProcessNamespaceReading[] table)
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
        return reader.Object;
    }
}
