using System.Buffers.Binary;
using System.Globalization;

namespace LinuxNetns.Netlink;

/// <summary>A stack of labels (struct mpls_label of linux/mpls.h): 20 bits each, and a bit for the last.</summary>
internal static class MplsLabels
{
    internal const int Bits = 20;
    internal const int Max = (1 << Bits) - 1;

    private const int MPLS_LS_LABEL_SHIFT = 12;
    private const uint MPLS_LS_S_MASK = 0x100;

    /// <exception cref="ArgumentException">None, or one that is out of range.</exception>
    internal static EquatableList<int> Check(IEnumerable<int>? labels, string parameter)
    {
        EquatableList<int> list = EquatableList<int>.Of(labels) ?? throw new ArgumentNullException(parameter);
        return list.Count > 0 && list.All(label => label is >= 0 and <= Max)
            ? list
            : throw new ArgumentException($"Labels are from 0 to {Max}, and at least one.", parameter);
    }

    internal static EquatableList<int> Read(ReadOnlySpan<byte> stack)
    {
        var labels = new List<int>();
        for (; stack.Length >= sizeof(uint); stack = stack[sizeof(uint)..])
        {
            labels.Add((int)(BinaryPrimitives.ReadUInt32BigEndian(stack) >> MPLS_LS_LABEL_SHIFT));
        }

        return EquatableList<int>.Of(labels)!;
    }

    internal static void Write(ref NetlinkWriter request, int type, EquatableList<int>? labels, string name)
    {
        if (labels is null)
        {
            return;
        }

        var stack = new byte[labels.Count * sizeof(uint)];
        for (int i = 0; i < labels.Count; i++)
        {
            uint bottom = i == labels.Count - 1 ? MPLS_LS_S_MASK : 0;
            BinaryPrimitives.WriteUInt32BigEndian(stack.AsSpan(i * sizeof(uint)), ((uint)labels[i] << MPLS_LS_LABEL_SHIFT) | bottom);
        }

        request.Bytes(type, stack, name);
    }

    /// <summary>As <c>ip</c> has it: <c>100/200</c>.</summary>
    internal static string Text(IEnumerable<int> labels) => string.Join('/', labels.Select(label => label.ToString(CultureInfo.InvariantCulture)));
}
