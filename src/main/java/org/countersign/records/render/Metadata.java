package org.countersign.records.render;

import com.itextpdf.kernel.pdf.PdfDocument;
import com.itextpdf.kernel.xmp.XMPException;
import com.itextpdf.kernel.xmp.XMPMetaFactory;
import java.nio.charset.StandardCharsets;
import org.countersign.institution.Institution;
import org.countersign.records.Document;
import org.springframework.web.util.HtmlUtils;

/** The XMP packet: PDF/UA's mark and our own few properties, with the descriptions PDF/A asks for. */
final class Metadata {

    static final String NAMESPACE = "https://countersign.org/ns/record/1.0/";

    private Metadata() {}

    /** Without what XML cannot hold: controls, lone surrogates, noncharacters. */
    static String clean(String text) {
        return text.codePoints().filter(c -> c >= 0x20 && (c < 0xD800 || c > 0xDFFF) && (c & 0xFFFE) != 0xFFFE)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    static void write(PdfDocument pdf, Document document, Institution institution) {
        var own = new StringBuilder();
        String[] names = {"recordId", "caseId", "outcome", "verificationCode"};
        for (String name : names) {
            if (document.model().get(name) instanceof String value) {
                own.append("<countersign:").append(name).append('>').append(HtmlUtils.htmlEscapeDecimal(clean(value)))
                        .append("</countersign:").append(name).append('>');
            }
        }
        own.append("<countersign:institution>").append(HtmlUtils.htmlEscapeDecimal(clean(institution.name())))
                .append("</countersign:institution>");
        String packet = """
                <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
                <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
                  xmlns:countersign="%s"><pdfuaid:part>1</pdfuaid:part>%s</rdf:Description>
                <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
                  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
                <pdfaExtension:schemas><rdf:Bag>%s%s</rdf:Bag></pdfaExtension:schemas></rdf:Description>
                </rdf:RDF></x:xmpmeta>""".formatted(NAMESPACE, own,
                schema("PDF/UA identification", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid",
                        property("part", "Integer", "Part of ISO 14289 the file conforms to")),
                schema("Countersign record", NAMESPACE, "countersign",
                        property("recordId", "Text", "Id of the record in the institution's archive")
                                + property("caseId", "Text", "Id of the case the sheet belongs to")
                                + property("outcome", "Text", "How the case ended")
                                + property("verificationCode", "Text", "Code by which the record can be looked up")
                                + property("institution", "Text", "Institution that keeps the record")));
        try {
            pdf.setXmpMetadata(XMPMetaFactory.parseFromBuffer(packet.getBytes(StandardCharsets.UTF_8)));
        } catch (XMPException e) {
            throw new IllegalStateException("The metadata of '" + document.template() + "' are no valid XMP", e);
        }
    }

    private static String schema(String name, String uri, String prefix, String properties) {
        return """
                <rdf:li rdf:parseType="Resource"><pdfaSchema:schema>%s</pdfaSchema:schema>
                <pdfaSchema:namespaceURI>%s</pdfaSchema:namespaceURI><pdfaSchema:prefix>%s</pdfaSchema:prefix>
                <pdfaSchema:property><rdf:Seq>%s</rdf:Seq></pdfaSchema:property></rdf:li>""".formatted(name, uri, prefix, properties);
    }

    private static String property(String name, String type, String description) {
        return """
                <rdf:li rdf:parseType="Resource"><pdfaProperty:name>%s</pdfaProperty:name>
                <pdfaProperty:valueType>%s</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
                <pdfaProperty:description>%s</pdfaProperty:description></rdf:li>""".formatted(name, type, description);
    }
}
