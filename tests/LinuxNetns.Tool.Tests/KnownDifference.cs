namespace LinuxNetns.Tool.Tests;

/// <summary>A command line that the tool answers otherwise than <c>ip netns</c>, on purpose: what each of them does is part of the entry, so that neither changes unseen.</summary>
/// <param name="Title">What the README says of it.</param>
/// <param name="SetUp">A script.</param>
/// <param name="Line">A command line.</param>
/// <param name="Ip">What ip does; a null field is not looked at.</param>
/// <param name="Tool">What the tool does.</param>
internal sealed record KnownDifference(string Title, string SetUp, string Line, ExpectedOutcome Ip, ExpectedOutcome Tool);
