using System.Globalization;

using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace LinuxNetns.SideBySide;

/// <summary>For each path that was measured at several sizes: cost against size, both logarithmic, with each contestant's exponent in the legend.</summary>
internal static class Plots
{
    // The legend is as wide as its text is in Arial; where there is none, the viewer's font may be wider, and would be cut.
    private static readonly string Room = new('\u00a0', 34);

    private const double Width = 820;
    private const double Height = 560;

    internal static IEnumerable<(string FileName, string Svg)> Render(IReadOnlyList<Outcome> outcomes) =>
        from outcome in outcomes
        group outcome by outcome.Path into path
        where path.Select(outcome => outcome.Size).Distinct().Count() > 1
        select ($"{path.Key.Replace(", ", "-", StringComparison.Ordinal).Replace(' ', '-')}.svg", Render([.. path.OrderBy(outcome => outcome.Size)]));

    private static string Render(Outcome[] sizes)
    {
        var model = new PlotModel { Title = sizes[0].Path, Background = OxyColors.White, DefaultFont = "Arial", DefaultFontSize = 13 };
        model.Axes.Add(new LogarithmicAxis { Position = AxisPosition.Bottom, Title = sizes[0].SizeUnit, MajorGridlineStyle = LineStyle.Solid, MajorGridlineColor = OxyColors.LightGray, StringFormat = "N0", MinimumPadding = 0.05, MaximumPadding = 0.05 });
        model.Axes.Add(new LogarithmicAxis { Position = AxisPosition.Left, Title = "µs an operation", AxisTitleDistance = 18, MajorGridlineStyle = LineStyle.Solid, MajorGridlineColor = OxyColors.LightGray });
        model.Legends.Add(new Legend { LegendPosition = LegendPosition.BottomLeft, LegendPlacement = LegendPlacement.Outside, LegendOrientation = LegendOrientation.Vertical, LegendLineSpacing = 4, LegendPadding = 12, LegendSymbolMargin = 8 });
        foreach (string name in sizes.SelectMany(size => size.Standings).Select(standing => standing.Name).Distinct())
            model.Series.Add(SeriesOf(name, [.. Points(sizes, name)]));
        return new SvgExporter { Width = Width, Height = Height }.ExportToString(model).Replace("font-family=\"Arial\"", "font-family=\"Arial, Helvetica, sans-serif\"", StringComparison.Ordinal);
    }

    private static IEnumerable<(int Size, double Cost)> Points(Outcome[] sizes, string name) =>
        from size in sizes
        from standing in size.Standings
        where standing.Name == name && double.IsFinite(standing.Wall.Median)
        select (size.Size, standing.Wall.Median);

    private static LineSeries SeriesOf(string name, (int Size, double Cost)[] points)
    {
        double? exponent = Growth.ExponentOf(points);
        string title = exponent is double power ? string.Create(CultureInfo.InvariantCulture, $"{name} ~ n^{power:0.00}") : name;
        var series = new LineSeries { Title = title + Room, MarkerType = MarkerType.Circle, MarkerSize = 3 };
        series.Points.AddRange(points.Select(point => new DataPoint(point.Size, point.Cost / 1_000)));
        return series;
    }
}
