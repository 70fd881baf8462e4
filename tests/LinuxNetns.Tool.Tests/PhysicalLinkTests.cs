using LinuxNetns.IntegrationTests;

namespace LinuxNetns.Tool.Tests;

/// <summary>A real network card, which must not go down with a namespace. Only when asked for, in a virtual machine with a card that nobody needs (CONTRIBUTING.md).</summary>
public sealed class PhysicalLinkTests
{
    [Fact(Explicit = true)]
    public void A_card_comes_to_the_caller_under_its_name_or_another_and_without_evacuation_to_the_initial_namespace()
    {
        string card = Environment.GetEnvironmentVariable("LINUXNETNS_CARD") ?? throw new InvalidOperationException("LINUXNETNS_CARD names a network card that nobody needs.");
        TestPrivilege.Require();
        SandboxResult result = TestSandbox.Run(ToolUnderTest.ShellFunctions(reference: false) + """
            initial() { nsenter --net=/proc/1/ns/net "$@"; }
            await() { for t in {1..600}; do "$@" >/dev/null 2>&1 && return; read -t 0.05 <> <(:); done; echo "never: $*"; }
            if initial ip -o address show dev $card | grep -q .; then echo "$card is in use"; exit 1; fi
            mount -t sysfs none /sys
            initial ip link set $card netns $$ || exit 1
            address=$(cat /sys/class/net/$card/address)

            echo "under its own name"
            n add red; ip link set $card netns red; ip -n red link add dummy7 type dummy
            n delete --wait --explain --evacuate red; echo $?; n list
            [ "$(cat /sys/class/net/$card/address)" = $address ] && echo "it is here"

            echo "under another"
            n add red; ip link set $card netns red
            ip link add $card type dummy; ip link add dev0 type dummy
            n delete --wait --explain --evacuate red; echo $?; n list
            [ "$(cat /sys/class/net/dev1/address)" = $address ] && echo "it is here"
            ip link delete $card; ip link delete dev0; ip link set dev1 name $card

            echo "all"
            n add red; n add blue; ip link set $card netns blue
            no -all delete --wait --evacuate; echo $?; n list
            [ "$(cat /sys/class/net/$card/address)" = $address ] && echo "it is here"

            echo "by the kernel"
            n add red; ip link set $card netns red
            n delete --wait --explain red; echo $?; n list
            await initial ip link show dev $card
            [ -e /sys/class/net/$card ] || echo "it is not here"
            """, ("card", card));

        string expected = $"""
            under its own name
            evacuated {card}
            0
            it is here
            under another
            evacuated dev1
            0
            it is here
            all
            0
            it is here
            by the kernel
            0
            it is not here

            """;
        Assert.Equal(expected, result.Output);
        Assert.Equal("", result.Error);
    }
}
