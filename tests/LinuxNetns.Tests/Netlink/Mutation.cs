namespace LinuxNetns.Tests.Netlink;

/// <summary>Spoils messages: other bytes, other bits, other lengths, an early end.</summary>
internal static class Mutation
{
    /// <summary>A spoilt copy; the first bytes stay as they are.</summary>
    internal static byte[] Of(byte[] seed, Random random, int keep = 0)
    {
        byte[] bytes = [.. seed];
        for (int changes = random.Next(1, 5); changes > 0 && bytes.Length > keep; changes--)
        {
            int at = random.Next(keep, bytes.Length);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes[at & ~3] = (byte)random.Next(0, 9);
                    break;
                case 3 when bytes.Length > 1:
                    bytes = bytes[..random.Next(Math.Max(1, keep), bytes.Length)];
                    break;
                default:
                    bytes.AsSpan(at, Math.Min(random.Next(1, 8), bytes.Length - at)).Fill((byte)(random.Next(2) * 255));
                    break;
            }
        }

        return bytes;
    }
}
