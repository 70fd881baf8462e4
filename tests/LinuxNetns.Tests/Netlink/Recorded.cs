using System.Buffers.Binary;
using System.IO.Compression;

namespace LinuxNetns.Tests.Netlink;

/// <summary>What Linux 6.18 on x86-64 sent, word for word. Every message carries sequence number 7.</summary>
internal static class Recorded
{
    /// <summary>
    /// The dump of links of a namespace with lo, a veth pair va and vb (02:…:0a and :0b), and the bridge br0 whose port vb is: three datagrams,
    /// each behind its length, gzip, base64.
    /// </summary>
    private const string LinkDumpText =
        "H4sIAAAAAAACA+2Yu1MTURTGv7vZzYsFAkRQXiHyUMTR+BgLREXFzkI7S8Uw6gwjDiLjWG1pQWHlOA4Ff4pjRWFhYWlpwVhYWdjFc+/9kixLDGKCI07uTPKdZO+ePTn33N" +
        "+ezfMO4KYLZOAgAWAmK29wY0rek7AjgRgWl/TndmzFAM/M1tpljnu4DjtfHImVxFnzfRLnqAPUYeolao7nHUeppHWS509Tr1BnqRfxo5QQneH8a/QzYvx4yNPfKL8/TS0Y" +
        "jWOOeoNxHzOaNmeBtlOxP6AP/8somtXd3+FjSnJq85eSLD9eWnqi7XeqH2vy/ctQnmFWdPsLIY0OVedYrZGRpdW1WstPQaWlJqy3rERsamnFweJTe853/oZZnhGNsyRjo9" +
        "PO1XYwnUJwW0Ff7o6j99LO33f3669j1T6icatIzKiTn+DbhbrHzXDL17LXi87L1qgPjwQYQ8eu+XZxOXBxNdj0oixRJptOpsqS1fn6LAFZ8tmDYckcWWL3fJUliixRZInT" +
        "JJZYP2mTMs0UkCkqwhS1C1NMFbVZppRKdpVbTPlzpiyqbuGKwurCykObWhfzy4+KDxaAW8qTeYpr4cgq6jWKsbZcro1HjVMT1MFKvdv7SIo6QB2mpjnPZ2ztCLjKvuyRsh" +
        "1HJ1Sg48gwni5+7qafHvrJUoc4L8fPI9RR6hg1v63GPKl1q1OM51Aob70huy+0p4+wjsehw01igvU8ST1B9QzPms3xvY69cjwlHP/ydifHNUvqcdxwtEGOqxpxH1SOF92d" +
        "HI9FOX6vORyP9oTN5HjD/E63+N0sfmewnd9JHjmIjNl43WJMo4zZknxt1egX3RBn9D18frnwW8+ee+VMs589W33iv8GZdekT2ySv5d5wTTlyPBOa2xWyu0N2T8XWe97Wk4" +
        "NN1uHHhK2zwjPLLrue0ksG1V4yLjSzvtpCvWE61Bv69N/OOuigdrIestIrvqePU0Zzof8wkjjD+b2suz7q4Up/Z7Xcx/WbX272QUbrIO+vQ9xHU9STxo8v+6RYyUcOrxbK" +
        "9gjW75ftPD4VyvbRCtt8qf3zPiI96zh1Yl/+F/gbrH/zosX6RlmfNb5gnsiqrAd+AiZvixGAFAAA";

    internal const string UnknownDevice = "24000000020000010700000071130000edffffff2c000000120001000700000000000000";

    internal const string UnknownNetnsId =
        "50000000020000030700000071130000feffffff1c0000005a00010007000000000000002400010050656572206e65746e73207265666572656e636520697320" +
        "696e76616c6964000800020014000000";

    internal const string NetnsIdMissing =
        "38000000020000030700000071130000eaffffff14000000580005000700000000000000140001006e736964206973206d697373696e6700";

    internal static byte[][] LinkDump { get; } = Unpack(LinkDumpText);

    private static byte[][] Unpack(string text)
    {
        using var packed = new GZipStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
        var datagrams = new List<byte[]>();
        Span<byte> length = stackalloc byte[4];
        while (packed.ReadAtLeast(length, 4, throwOnEndOfStream: false) == 4)
        {
            var datagram = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
            packed.ReadExactly(datagram);
            datagrams.Add(datagram);
        }

        return [.. datagrams];
    }
}
