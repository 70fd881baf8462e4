using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net.Sockets;

namespace LinuxNetns.IntegrationTests.Inside;

/// <summary>What an OpenTelemetry collector would see. Other tests run beside these: what is looked for carries a name, or is counted on this thread.</summary>
public sealed class TelemetryTests : InsidePair
{
    [Fact]
    public async Task Create_delete_and_exec_are_activities_with_the_names_and_the_outcome()
    {
        string name = $"lnx-tele-{Guid.NewGuid():N}";
        var ended = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "LinuxNetns",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        NamespaceId id;
        using (NetworkNamespace ns = Test.Registry.Add(name))
        {
            id = ns.Id;
            await ns.ExecAsync("/bin/sh", ["-c", "exit 3", "secret"], cancellationToken: Token);
            await Assert.ThrowsAsync<CommandNotStartedException>(() => ns.ExecAsync("/nonexistent", cancellationToken: Token));
            Assert.Throws<NetworkNamespaceException>(() => Test.Registry.Add(name));
        }

        Assert.Null(Activity.Current);
        Test.Registry.Delete(name);

        Activity[] ours = [.. ended.Where(activity => (string?)activity.GetTagItem("linuxnetns.name") == name)];
        Assert.Equal(["netns create", "netns exec", "netns exec", "netns create", "netns delete"], ours.Select(activity => activity.OperationName));
        Assert.All(ours.Where(activity => activity.OperationName != "netns create" || activity.Status == ActivityStatusCode.Unset), activity => Assert.Equal(id.ToString(), activity.GetTagItem("linuxnetns.id")));
        Assert.Equal(("sh", 3), ((string, int))(ours[1].GetTagItem("process.executable.name")!, ours[1].GetTagItem("process.exit.code")!));
        Assert.Equal((ActivityStatusCode.Error, "NotFound"), (ours[2].Status, ours[2].GetTagItem("error.type")));
        Assert.Equal((ActivityStatusCode.Error, "AlreadyExists"), (ours[3].Status, ours[3].GetTagItem("error.type")));
        Assert.All(ours, activity => Assert.DoesNotContain("secret", string.Concat(activity.TagObjects), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Durations_are_histograms_in_seconds_and_ways_in_are_counted()
    {
        var seen = new ConcurrentQueue<(string Name, string? Unit, double Value, string? Error)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Meter.Name == "LinuxNetns")
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, instrument.Unit, value, Error(tags))));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, instrument.Unit, value, Error(tags))));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => seen.Enqueue((instrument.Name, instrument.Unit, value, Error(tags))));
        listener.Start();

        using (Test.Registry.Add("lnx-measured"))
            Assert.Throws<NetworkNamespaceException>(() => Test.Registry.Add("lnx-measured"));
        await Red.ExecAsync("sleep", ["0.05"], cancellationToken: Token);
        Test.Registry.Delete("lnx-measured");
        Red.Enter().Dispose();
        Red.CreateSocket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp).Dispose();
        listener.RecordObservableInstruments();

        Assert.Contains(seen, m => m is { Name: "linuxnetns.create.duration", Unit: "s", Value: > 0 and < 60, Error: null });
        Assert.Contains(seen, m => m is { Name: "linuxnetns.create.duration", Error: "AlreadyExists" });
        Assert.Contains(seen, m => m is { Name: "linuxnetns.delete.duration", Unit: "s", Value: > 0 and < 60, Error: null });
        Assert.Contains(seen, m => m is { Name: "linuxnetns.exec.duration", Unit: "s", Value: >= 0.05 and < 60, Error: null });
        Assert.Contains(seen, m => m is { Name: "linuxnetns.switches", Unit: "{switch}" });
        Assert.Contains(seen, m => m is { Name: "linuxnetns.sockets", Unit: "{socket}" });
        Assert.Contains(seen, m => m is { Name: "linuxnetns.threads.stray", Unit: "{thread}" });

        static string? Error(ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                if (tag.Key == "error.type")
                    return (string?)tag.Value;
            }

            return null;
        }
    }
}
