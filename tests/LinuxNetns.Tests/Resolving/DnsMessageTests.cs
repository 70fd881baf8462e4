using System.Net;

namespace LinuxNetns.Tests.Resolving;

public sealed class DnsMessageTests
{
    [Fact]
    public void A_query_is_what_the_standard_draws()
    {
        byte[] query = DnsMessage.Query(0xabcd, DnsName.Encode("a.bc")!, DnsMessage.Aaaa);

        Assert.Equal([0xab, 0xcd, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, (byte)'a', 2, (byte)'b', (byte)'c', 0, 0, 28, 0, 1], query);
        Assert.Null(DnsMessage.Parse(query));
    }

    [Fact]
    public void Addresses_and_aliases_are_read_in_their_order()
    {
        DnsResponse response = new Reply("www.example", DnsMessage.A).Alias("www.example", "host.example").Address("host.example", "192.0.2.1").Address("HOST.example", "192.0.2.2")
            .Answer("host.example", 16, [3, 1, 2, 3]).Answer("host.example", DnsMessage.A, [1, 2, 3], @class: 3).Read();

        Assert.Equal(((ushort)0x1234, false, 0, "www.example", DnsMessage.A), (response.Id, response.IsTruncated, response.Code, response.Name, response.Type));
        Assert.Equal(
            [new DnsRecord("www.example", DnsMessage.Cname, null, "host.example"), new("host.example", DnsMessage.A, IPAddress.Parse("192.0.2.1"), null), new("HOST.example", DnsMessage.A, IPAddress.Parse("192.0.2.2"), null)],
            response.Answers);
    }

    [Fact]
    public void Compressed_names_are_followed()
    {
        // A pointer to the question, and an alias whose end is a pointer into it.
        DnsResponse response = new Reply("www.example", DnsMessage.A).Answer([0xc0, 12], DnsMessage.Cname, [1, (byte)'x', 0xc0, 16]).Answer([1, (byte)'x', 0xc0, 16], DnsMessage.A, [192, 0, 2, 9]).Read();

        Assert.Equal(["www.example", "x.example"], response.Answers.Select(a => a.Name));
        Assert.Equal("x.example", response.Answers[0].Target);
    }

    public static TheoryData<string, byte[]> Ugly => new()
    {
        { "nothing", [] },
        { "a header cut short", [.. new Reply("a", 1).ToArray()[..11]] },
        { "a question cut short", [.. new Reply("a", 1).ToArray()[..14]] },
        { "two questions", Patch(new Reply("a", 1), 5, 2) },
        { "no question", Patch(new Reply("a", 1), 5, 0) },
        { "not a response", new Reply("a", 1, flags: 0x0180).ToArray() },
        { "another opcode", new Reply("a", 1, flags: 0xa980).ToArray() },
        { "more answers than there are", Patch(new Reply("a", 1), 7, 1) },
        { "a pointer to itself", new Reply("a", 1).Answer([0xc0, 19], 1, [1, 2, 3, 4]).ToArray() },
        { "a pointer forwards", new Reply("a", 1).Answer([0xc0, 60], 1, [1, 2, 3, 4]).ToArray() },
        { "a pointer at the end", new Reply("a", 1).Answer([0xc0], 1, []).ToArray()[..20] },
        { "pointers in a circle", new Reply("a", 1).Answer([1, (byte)'b', 0xc0, 19], 1, [1, 2, 3, 4]).ToArray() },
        { "a reserved kind of label", new Reply("a", 1).Answer([0x80, 0, 0], 1, [1, 2, 3, 4]).ToArray() },
        { "an address too long", new Reply("a", 1).Answer("a", DnsMessage.A, new byte[5]).ToArray() },
        { "an address too short", new Reply("a", 28).Answer("a", DnsMessage.Aaaa, new byte[4]).ToArray() },
        { "an alias that does not fill its record", new Reply("a", 1).Answer("a", DnsMessage.Cname, [1, (byte)'b', 0, 0]).ToArray() },
        { "an alias that leaves its record", new Reply("a", 1).Answer("a", DnsMessage.Cname, [5, (byte)'b']).ToArray() },
        { "data cut short", new Reply("a", 1).Address("a", "192.0.2.1").ToArray()[..^1] },
    };

    [Theory]
    [MemberData(nameof(Ugly))]
    public void What_is_no_answer_is_passed_over(string what, byte[] message) => Assert.True(DnsMessage.Parse(message) is null, what);

    [Fact]
    public void Any_bytes_at_all_do_no_harm()
    {
        byte[] good = new Reply("www.example", DnsMessage.A).Alias("www.example", "host.example").Answer([0xc0, 12], DnsMessage.A, [1, 2, 3, 4]).ToArray();
        var random = new Random(5);
        int read = 0;
        for (int i = 0; i < 50_000; i++)
        {
            byte[] bad = [.. good[..random.Next(good.Length + 1)]];
            for (int j = random.Next(4); j > 0 && bad.Length > 0; j--)
                bad[random.Next(bad.Length)] = (byte)random.Next(256);
            read += DnsMessage.Parse(bad) is null ? 0 : 1;
        }

        Assert.InRange(read, 1, 49_999);
    }

    [Fact]
    public void A_truncated_answer_is_not_read_further()
    {
        DnsResponse response = DnsMessage.Parse(Patch(new Reply("a", 1, flags: 0x8380), 7, 9))!;

        Assert.True(response.IsTruncated);
        Assert.Empty(response.Answers);
    }

    [Fact]
    public void A_dot_within_a_label_is_not_one_between_labels()
    {
        DnsResponse response = new Reply("a.b", 1).Answer([3, (byte)'a', (byte)'.', (byte)'b', 0], DnsMessage.A, [1, 2, 3, 4]).Read();

        Assert.Equal("a\\046b", response.Answers[0].Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a b")]
    [InlineData("a\\b")]
    [InlineData("ü")]
    [InlineData("a\0b")]
    public void What_cannot_be_a_name_is_none(string name) => Assert.Null(DnsName.Encode(name));

    [Fact]
    public void The_limits_of_names_are_the_standards()
    {
        string label = new('x', 63);
        Assert.NotNull(DnsName.Encode(label));
        Assert.Null(DnsName.Encode(label + "x"));
        Assert.NotNull(DnsName.Encode($"{label}.{label}.{label}.{label[..61]}"));
        Assert.Null(DnsName.Encode($"{label}.{label}.{label}.{label[..62]}"));
        Assert.Equal(DnsName.Encode("a.b"), DnsName.Encode("a.b."));
    }

    private static byte[] Patch(Reply reply, int at, byte value)
    {
        byte[] message = reply.ToArray();
        message[at] = value;
        return message;
    }
}
