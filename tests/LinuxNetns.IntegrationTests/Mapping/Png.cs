using System.Buffers.Binary;
using System.IO.Compression;

namespace LinuxNetns.IntegrationTests.Mapping;

/// <summary>Just enough of a PNG reader to look at a screenshot: eight bits a channel, RGB or RGBA, not interlaced (RFC 2083).</summary>
internal sealed class Png
{
    private readonly byte[] _pixels;
    private readonly int _channels;

    internal Png(byte[] file)
    {
        using var packed = new MemoryStream();
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            ReadOnlySpan<byte> type = file.AsSpan(at + 4, 4);
            ReadOnlySpan<byte> data = file.AsSpan(at + 8, length);
            if (type.SequenceEqual("IHDR"u8))
            {
                (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]));
                Assert.Equal((8, 0), (data[8], data[12]));
                _channels = data[9] == 6 ? 4 : 3;
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                packed.Write(data);
            }

            at += length + 12;
        }

        packed.Position = 0;
        using var unpacked = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionMode.Decompress))
        {
            zlib.CopyTo(unpacked);
        }

        _pixels = Unfilter(unpacked.ToArray());
    }

    internal int Width { get; }

    internal int Height { get; }

    /// <summary>0xRRGGBB.</summary>
    internal int this[int x, int y]
    {
        get
        {
            int at = ((y * Width) + x) * _channels;
            return (_pixels[at] << 16) | (_pixels[at + 1] << 8) | _pixels[at + 2];
        }
    }

    internal int Count(int color)
    {
        int count = 0;
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
            {
                count += this[x, y] == color ? 1 : 0;
            }
        }

        return count;
    }

    private byte[] Unfilter(byte[] raw)
    {
        int row = Width * _channels;
        var pixels = new byte[row * Height];
        for (int y = 0; y < Height; y++)
        {
            for (int i = 0; i < row; i++)
            {
                int left = i >= _channels ? pixels[(y * row) + i - _channels] : 0;
                int up = y > 0 ? pixels[((y - 1) * row) + i] : 0;
                int corner = i >= _channels && y > 0 ? pixels[((y - 1) * row) + i - _channels] : 0;
                int predicted = raw[y * (row + 1)] switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) };
                pixels[(y * row) + i] = (byte)(raw[(y * (row + 1)) + 1 + i] + predicted);
            }
        }

        return pixels;
    }

    private static int Paeth(int left, int up, int corner)
    {
        int estimate = left + up - corner;
        (int byLeft, int byUp, int byCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - corner));
        return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
    }
}
