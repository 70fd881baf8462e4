namespace LinuxNetns;

/// <summary>
/// Where the boxes go: each group of connected namespaces in columns, by their distance from the best connected one; the groups one below the other;
/// what is connected to nothing in rows at the end.
/// </summary>
internal sealed class SvgLayout
{
    private const int Margin = 20;
    private const int ColumnGap = 110;
    private const int BoxGap = 28;
    private const int RowWidth = 1200;

    private readonly Dictionary<NamespaceId, SvgBox> _boxes;

    internal SvgLayout(NetworkMap map)
    {
        _boxes = map.Namespaces.ToDictionary(static ns => ns.Host.Id, static ns => new SvgBox(ns));
        Dictionary<SvgBox, List<SvgBox>> neighbors = Neighbors(map);
        var placed = new HashSet<SvgBox>();
        int y = Margin;
        // The order of the map decides between equals, so that the same host gives the same picture.
        foreach (SvgBox start in map.Namespaces.Select(ns => _boxes[ns.Host.Id]).OrderByDescending(box => neighbors[box].Count))
        {
            if (neighbors[start].Count > 0 && !placed.Contains(start))
                y = PlaceGroup(Reach(start, neighbors, placed), y) + BoxGap;
        }

        PlaceRows(map.Namespaces.Select(ns => _boxes[ns.Host.Id]).Where(box => !placed.Contains(box)), y);
        Width = _boxes.Values.Select(static box => box.X + box.Width).DefaultIfEmpty(0).Max() + Margin;
        Height = _boxes.Values.Select(static box => box.Y + box.Height).DefaultIfEmpty(0).Max() + Margin;
    }

    internal int Width { get; }

    internal int Height { get; }

    internal IReadOnlyCollection<SvgBox> Boxes => _boxes.Values;

    internal SvgBox BoxOf(MapLink link) => _boxes[link.Namespace];

    private Dictionary<SvgBox, List<SvgBox>> Neighbors(NetworkMap map)
    {
        var neighbors = _boxes.Values.ToDictionary(static box => box, static _ => new List<SvgBox>());
        foreach (MapConnection connection in map.Connections)
        {
            (SvgBox from, SvgBox to) = (BoxOf(connection.From), BoxOf(connection.To));
            if (from != to && !neighbors[from].Contains(to))
            {
                neighbors[from].Add(to);
                neighbors[to].Add(from);
            }
        }

        return neighbors;
    }

    /// <summary>Breadth first: the columns of the group that the box belongs to.</summary>
    private static List<List<SvgBox>> Reach(SvgBox start, Dictionary<SvgBox, List<SvgBox>> neighbors, HashSet<SvgBox> placed)
    {
        List<List<SvgBox>> columns = [];
        placed.Add(start);
        for (List<SvgBox> column = [start]; column.Count > 0;)
        {
            column.ForEach(box => box.Column = columns.Count);
            columns.Add(column);
            column = [.. column.SelectMany(box => neighbors[box]).Where(placed.Add)];
        }

        return columns;
    }

    private static int PlaceGroup(List<List<SvgBox>> columns, int top)
    {
        int height = columns.Max(HeightOf);
        int x = Margin;
        foreach (List<SvgBox> column in columns)
        {
            int y = top + ((height - HeightOf(column)) / 2);
            foreach (SvgBox box in column)
            {
                (box.X, box.Y) = (x, y);
                y += box.Height + BoxGap;
            }

            x += column.Max(static box => box.Width) + ColumnGap;
        }

        return top + height;

        static int HeightOf(List<SvgBox> column) => column.Sum(static box => box.Height + BoxGap) - BoxGap;
    }

    private static void PlaceRows(IEnumerable<SvgBox> boxes, int top)
    {
        (int x, int y, int height) = (Margin, top, 0);
        foreach (SvgBox box in boxes)
        {
            if (x > Margin && x + box.Width > RowWidth)
                (x, y, height) = (Margin, y + height + BoxGap, 0);
            (box.X, box.Y) = (x, y);
            x += box.Width + BoxGap;
            height = Math.Max(height, box.Height);
        }
    }
}
