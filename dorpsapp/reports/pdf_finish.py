"""The last hand on a PDF: the structure tree, bookmarks, language, colours and the words about the file itself."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, String

from dorpsapp.paths import resource
from dorpsapp.reports.blocks import Document
from dorpsapp.reports.pdf_style import safe
from dorpsapp.reports.pdf_tags import Node

_MAKER = "Dorpsapp"


def finish(content: bytes, root: Node, document: Document) -> bytes:
    """The finished file; everything in it follows from the document, nothing from the clock."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        _write_structure(pdf, root)
        _write_outline(pdf, root)
        _write_catalog(pdf, document)
        _write_metadata(pdf, document)
        stream = io.BytesIO()
        pdf.save(
            stream,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            fix_metadata_version=False,
            force_version="1.7",
            deterministic_id=True,
        )
        return stream.getvalue()


def _write_structure(pdf: pikepdf.Pdf, root: Node) -> None:
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    parents: dict[int, dict[int, Any]] = {}
    tree.K = Array([_element(pdf, root, tree, parents)])
    numbers: list[Any] = []
    for place, page in enumerate(pdf.pages):
        page.obj.StructParents = place
        page.obj.Tabs = Name.S
        marks = parents.get(place, {})
        numbers += [place, pdf.make_indirect(Array([marks[mark] for mark in range(len(marks))]))]
    tree.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    tree.ParentTreeNextKey = len(pdf.pages)
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def _element(pdf: pikepdf.Pdf, node: Node, parent: Any, parents: dict[int, dict[int, Any]]) -> Any:
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{node.role}"), P=parent))
    if node.alt:
        element.Alt = String(node.alt)
    if node.title:
        element.T = String(node.title)
    if node.scope:
        element.A = Dictionary(O=Name.Table, Scope=Name(f"/{node.scope}"))
    if node.numbering:
        element.A = Dictionary(O=Name.List, ListNumbering=Name(f"/{node.numbering}"))
    if node.box:
        box = Array([round(edge, 2) for edge in node.box])
        element.A = Dictionary(O=Name.Layout, BBox=box, Placement=Name.Block)
    kids: list[Any] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            kids.append(_element(pdf, kid, element, parents))
        else:
            page, mark = kid
            parents.setdefault(page, {})[mark] = element
            kids.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[page].obj, MCID=mark))
    element.K = Array(kids)
    return element


def _write_outline(pdf: pikepdf.Pdf, root: Node) -> None:
    """Bookmarks from the headings, nested as they are."""
    with pdf.open_outline() as outline:
        path: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for node in root.walk():
            page = node.first_page()
            if not (node.role[0] == "H" and node.role[1:].isdigit()) or page is None or not node.title:
                continue
            level = int(node.role[1:])
            while path[-1][0] >= level:
                path.pop()
            item = OutlineItem(node.title, page, "XYZ", left=0, top=round(node.top + 6, 2), zoom=0)
            path[-1][1].append(item)
            path.append((level, item.children))


def _write_catalog(pdf: pikepdf.Pdf, document: Document) -> None:
    pdf.Root.Lang = String(document.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    pdf.Root.PageMode = Name.UseNone
    profile = pdf.make_stream(resource("colour/sRGB.icc").read_bytes())
    profile.N = 3
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                Info=String("sRGB IEC61966-2.1"),
                DestOutputProfile=profile,
            )
        ]
    )


def _write_metadata(pdf: pikepdf.Pdf, document: Document) -> None:
    """The same facts twice, as PDF/A wants: in the old dictionary and in XMP."""
    title, author, subject = (safe(text) for text in (document.title, document.author, document.subject))
    day = document.created
    stamp = String(f"D:{day:%Y%m%d}000000+00'00'")
    for key in list(pdf.docinfo.keys()):
        del pdf.docinfo[key]
    pdf.docinfo.Title = String(title)
    pdf.docinfo.Author = String(author)
    pdf.docinfo.Subject = String(subject)
    pdf.docinfo.Creator = String(_MAKER)
    pdf.docinfo.Producer = String(_MAKER)
    pdf.docinfo.CreationDate = stamp
    pdf.docinfo.ModDate = stamp
    words = _xmp(title, author, subject, document.language, day).encode("utf-8")
    pdf.Root.Metadata = pdf.make_stream(words, Type=Name.Metadata, Subtype=Name.XML)


def _xmp(title: str, author: str, subject: str, language: str, day: date) -> str:
    stamp = f"{day:%Y-%m-%d}T00:00:00+00:00"
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(subject)}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{_MAKER}</pdf:Producer>
<xmp:CreatorTool>{_MAKER}</xmp:CreatorTool>
<xmp:CreateDate>{stamp}</xmp:CreateDate>
<xmp:ModifyDate>{stamp}</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
{_EXTENSION}
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


# PDF/A does not know the PDF/UA identification by itself, so the file explains that schema.
_EXTENSION = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""
