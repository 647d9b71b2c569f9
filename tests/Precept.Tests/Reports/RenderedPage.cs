using System.Xml;
using System.Xml.Linq;
using Precept.Reports;

namespace Precept.Tests.Reports;

/// <summary>A report, parsed. The page is well-formed XML, so that tests can ask it questions.</summary>
internal static class RenderedPage
{
    public static XElement Parse(ReportData data) => ParseText(ReportPage.Render(data));

    public static XElement ParseText(string page)
    {
        using var reader = XmlReader.Create(new StringReader(page), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
    }

    public static IEnumerable<XElement> WithClass(this XElement root, string name) =>
        root.DescendantsAndSelf().Where(e => HasClass(e, name));

    public static bool HasClass(XElement element, string name) => ((string?)element.Attribute("class") ?? "").Split(' ').Contains(name);
}
