namespace LinuxNetns.Netlink;

/// <summary>RTM_NEWNSID or RTM_DELNSID, read in place.</summary>
internal readonly struct NetnsIdMessage
{
    internal NetnsIdMessage(in NetlinkMessage message)
    {
        Id = NetnsIdAttribute.NotAssigned;
        CurrentId = NetnsIdAttribute.NotAssigned;
        _ = message.Read<RoutingFamily>(out AttributeReader attributes);
        while (attributes.TryRead(out NetlinkAttribute attribute))
        {
            switch (attribute.Type)
            {
                case NetnsIdAttribute.Id:
                    Id = attribute.Read<int>();
                    break;
                case NetnsIdAttribute.CurrentId:
                    CurrentId = attribute.Read<int>();
                    break;
            }
        }
    }

    /// <summary>Negative where none is assigned.</summary>
    internal int Id { get; }

    internal int CurrentId { get; }

    internal int? AssignedId => Id >= 0 ? Id : null;

    internal NetnsIdEntry ToEntry() => new(Id, CurrentId >= 0 ? CurrentId : null);
}
