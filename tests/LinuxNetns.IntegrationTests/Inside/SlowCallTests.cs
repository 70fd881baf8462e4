using System.Net.Sockets;
using System.Text;

namespace LinuxNetns.IntegrationTests.Inside;

/// <summary>What takes long inside holds up nothing that is quick.</summary>
public sealed class SlowCallTests
{
    [Fact]
    public async Task Sockets_do_not_wait_for_a_slow_call()
    {
        TestPrivilege.Require();
        using NetworkNamespace ns = NetworkNamespace.CreateAnonymous();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lnx-slow-");
        string fifo = Path.Join(folder.FullName, "fifo");
        try
        {
            Assert.True((await ns.ExecAsync("mkfifo", [fifo], cancellationToken: TestContext.Current.CancellationToken)).IsSuccess);
            // Until somebody opens the other end.
            Task<int> slow = Task.Factory.StartNew(() => Open(ns, fifo), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);

            Task<Socket> socket = Task.Factory.StartNew(
                () => ns.CreateSocket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            bool made = await Task.WhenAny(socket, Task.Delay(TimeSpan.FromSeconds(TestTimeout.Seconds(20)), TestContext.Current.CancellationToken)) == socket;
            bool stillSlow = !slow.IsCompleted;
            using (File.OpenWrite(fifo))
                _ = Interop.Close(await slow);
            (await socket).Dispose();

            Assert.True(made);
            Assert.True(stillSlow);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static unsafe int Open(NetworkNamespace ns, string path)
    {
        fixed (byte* p = Encoding.UTF8.GetBytes(path + '\0'))
        {
            var call = new RawCall { Body = &RawBodies.OpenFile, IsSlow = true, Path = p, Argument1 = Interop.O_CLOEXEC };
            NamespaceThread.Run(ns.Handle, &call);
            return call.Result;
        }
    }
}
