package org.countersign.records.bag;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.countersign.records.ledger.LedgerChain.Row;

/** What other archives read of a record: its events as PREMIS 3.0, and a description in Dublin Core. */
public final class Metadata {

    /** The Library of Congress' words for events; an event that has none keeps ours. */
    private static final Map<String, String> EVENT_TYPES = Map.ofEntries(Map.entry("frozen", "capture"), Map.entry("signed", "digital signature generation"),
            Map.entry("sealed", "digital signature generation"), Map.entry("timestamped", "digital signature generation"),
            Map.entry("timestampRenewed", "digital signature generation"), Map.entry("deposited", "ingestion"), Map.entry("imported", "ingestion"),
            Map.entry("exported", "dissemination"), Map.entry("held", "policy assignment"), Map.entry("holdReleased", "policy assignment"),
            Map.entry("released", "policy assignment"), Map.entry("retentionChanged", "policy assignment"), Map.entry("fixityFailed", "fixity check"),
            Map.entry("restored", "recovery"), Map.entry("disposed", "deletion"));

    private static final String RECORD = "record";
    private static final String PREMIS = "http://www.loc.gov/premis/v3";
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String DC = "http://purl.org/dc/elements/1.1/";
    private static final String OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/";

    /** A file of the bag. */
    public record Part(String name, String mediaType, String sha256, long size) {}

    private Metadata() {}

    public static byte[] premis(String recordId, List<Part> parts, List<Row> ledger, String institution) {
        return xml(out -> {
            out.writeStartElement("premis");
            out.writeDefaultNamespace(PREMIS);
            out.writeNamespace("xsi", XSI);
            out.writeAttribute("version", "3.0");
            // The record itself, of which there is one however many files are left of it.
            out.writeStartElement("object");
            out.writeAttribute("xsi", XSI, "type", "intellectualEntity");
            identifier(out, "object", RECORD, recordId);
            out.writeEndElement();
            for (Part part : parts) {
                out.writeStartElement("object");
                out.writeAttribute("xsi", XSI, "type", "file");
                identifier(out, "object", "file of record " + recordId, part.name());
                out.writeStartElement("objectCharacteristics");
                out.writeStartElement("fixity");
                element(out, "messageDigestAlgorithm", "SHA-256");
                element(out, "messageDigest", part.sha256());
                out.writeEndElement();
                element(out, "size", Long.toString(part.size()));
                out.writeStartElement("format");
                out.writeStartElement("formatDesignation");
                element(out, "formatName", part.mediaType());
                out.writeEndElement();
                out.writeEndElement();
                out.writeEndElement();
                element(out, "originalName", part.name());
                out.writeStartElement("relationship");
                element(out, "relationshipType", "structural");
                element(out, "relationshipSubType", "is included in");
                identifier(out, "relatedObject", RECORD, recordId);
                out.writeEndElement();
                out.writeEndElement();
            }
            for (Row row : ledger) {
                out.writeStartElement("event");
                identifier(out, "event", "row of the ledger", Long.toString(row.number()));
                element(out, "eventType", EVENT_TYPES.getOrDefault(row.event(), row.event()));
                element(out, "eventDateTime", row.at().toString());
                out.writeStartElement("eventDetailInformation");
                element(out, "eventDetail", row.event() + (row.payload() == null ? "" : " " + row.payload()));
                out.writeEndElement();
                out.writeStartElement("eventOutcomeInformation");
                element(out, "eventOutcome", row.event().endsWith("Failed") ? "fail" : row.event().endsWith("Awaited") ? "awaited" : "pass");
                out.writeEndElement();
                identifier(out, "linkingAgent", "software", "Countersign");
                identifier(out, "linkingObject", RECORD, recordId);
                out.writeEndElement();
            }
            agent(out, "software", "Countersign", "Countersign", "software");
            agent(out, "institution", institution, institution, "organization");
            out.writeEndElement();
        });
    }

    public static byte[] dublinCore(JsonNode record, String institution) {
        return xml(out -> {
            out.writeStartElement("oai_dc", "dc", OAI_DC);
            out.writeNamespace("oai_dc", OAI_DC);
            out.writeNamespace("dc", DC);
            dc(out, "title", record.path("title").asText());
            dc(out, "creator", institution);
            dc(out, "subject", record.path("flow").asText());
            dc(out, "description", "Outcome: " + record.path("outcome").asText());
            dc(out, "publisher", institution);
            dc(out, "date", record.path("sealed_at").asText());
            dc(out, "type", "Text");
            dc(out, "format", "application/pdf; PDF/A-3A");
            dc(out, "identifier", record.path("record_id").asText());
            dc(out, "language", "en-GB");
            dc(out, "relation", "case " + record.path("record_id").asText());
            dc(out, "rights", switch (record.path("access_class").asText()) {
                case "OPEN_TO_THE_DESK" -> "Open to the institution's records officers";
                case "RESTRICTED" -> "Restricted to the office that owns the case";
                default -> "Sealed off: for one office alone";
            });
            out.writeEndElement();
        });
    }

    private static void dc(XMLStreamWriter out, String name, String text) throws XMLStreamException {
        out.writeStartElement("dc", name, DC);
        out.writeCharacters(clean(text));
        out.writeEndElement();
    }

    private static void identifier(XMLStreamWriter out, String of, String type, String value) throws XMLStreamException {
        out.writeStartElement(of + "Identifier");
        element(out, of + "IdentifierType", type);
        element(out, of + "IdentifierValue", value);
        out.writeEndElement();
    }

    private static void agent(XMLStreamWriter out, String kind, String id, String name, String type) throws XMLStreamException {
        out.writeStartElement("agent");
        identifier(out, "agent", kind, id);
        element(out, "agentName", name);
        element(out, "agentType", type);
        out.writeEndElement();
    }

    private static void element(XMLStreamWriter out, String name, String text) throws XMLStreamException {
        out.writeStartElement(name);
        out.writeCharacters(clean(text));
        out.writeEndElement();
    }

    /** Without what XML cannot hold. */
    private static String clean(String text) {
        return text.codePoints().filter(c -> c >= 0x20 && (c < 0xD800 || c > 0xDFFF) && (c & 0xFFFE) != 0xFFFE || c == '\n' || c == '\t')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private interface Content {
        void writeTo(XMLStreamWriter out) throws XMLStreamException;
    }

    private static byte[] xml(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, StandardCharsets.UTF_8.name());
            out.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
            content.writeTo(out);
            out.writeEndDocument();
            out.close();
            return bytes.toByteArray();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }
}
