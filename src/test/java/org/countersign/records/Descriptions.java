package org.countersign.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Rulers for what a bag says of a record. The schemas of PREMIS and Dublin Core are in no artifact of the registry, so what they ask of the units
 * that we write stands here: which are mandatory, in which order, and how often (PREMIS Data Dictionary 3.0; DCMES 1.1).
 */
final class Descriptions {

    private static final String PREMIS = "http://www.loc.gov/premis/v3";
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    /** By a unit, or a category of object: the units in it, each followed by a blank. What is not here holds text alone. */
    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("premis", "(object )+(event )*(agent )*(rights )*"),
            Map.entry("intellectualEntity", "(objectIdentifier )+(originalName )?(relationship )*(linkingEventIdentifier )*"),
            Map.entry("file", "(objectIdentifier )+(objectCharacteristics )+(originalName )?(relationship )*(linkingEventIdentifier )*"),
            Map.entry("objectIdentifier", "objectIdentifierType objectIdentifierValue "),
            Map.entry("objectCharacteristics", "(compositionLevel )?(fixity )*(size )?(format )+"),
            Map.entry("fixity", "messageDigestAlgorithm messageDigest (messageDigestOriginator )?"),
            Map.entry("format", "formatDesignation (formatNote )*"),
            Map.entry("formatDesignation", "formatName (formatVersion )?"),
            Map.entry("relationship", "relationshipType relationshipSubType (relatedObjectIdentifier )+(relatedEventIdentifier )*"),
            Map.entry("relatedObjectIdentifier", "relatedObjectIdentifierType relatedObjectIdentifierValue "),
            Map.entry("event", "eventIdentifier eventType eventDateTime (eventDetailInformation )*(eventOutcomeInformation )*(linkingAgentIdentifier )*"
                    + "(linkingObjectIdentifier )*"),
            Map.entry("eventIdentifier", "eventIdentifierType eventIdentifierValue "),
            Map.entry("eventDetailInformation", "eventDetail "),
            Map.entry("eventOutcomeInformation", "eventOutcome "),
            Map.entry("linkingAgentIdentifier", "linkingAgentIdentifierType linkingAgentIdentifierValue "),
            Map.entry("linkingObjectIdentifier", "linkingObjectIdentifierType linkingObjectIdentifierValue "),
            Map.entry("agent", "(agentIdentifier )+(agentName )*(agentType )?(agentVersion )?(agentNote )*"),
            Map.entry("agentIdentifier", "agentIdentifierType agentIdentifierValue "));

    /** The attributes an element may have; others have none. */
    private static final Map<String, Set<String>> ATTRIBUTES = Map.of("premis", Set.of("version"), "object", Set.of("xsi:type"));

    /** DCMES 1.1 has these fifteen and no others. */
    private static final Set<String> DUBLIN_CORE = Set.of("title", "creator", "subject", "description", "publisher", "contributor", "date", "type", "format",
            "identifier", "source", "language", "relation", "coverage", "rights");

    private Descriptions() {}

    static void assertPremis(byte[] xml) {
        Element premis = parsed(xml).getDocumentElement();
        assertThat(premis.getLocalName()).isEqualTo("premis");
        assertThat(premis.getAttribute("version")).isEqualTo("3.0");
        assertUnits(premis);
        Set<List<String>> objects = identifiers(premis, "objectIdentifier");
        Set<List<String>> agents = identifiers(premis, "agentIdentifier");
        assertThat(objects).as("every object has a name of its own").hasSameSizeAs(elements(premis, "objectIdentifier"));
        assertThat(identifiers(premis, "eventIdentifier")).as("every event has a name of its own").hasSameSizeAs(elements(premis, "event"));
        assertThat(objects).as("links to objects").containsAll(identifiers(premis, "linkingObjectIdentifier")).containsAll(identifiers(premis, "relatedObjectIdentifier"));
        assertThat(agents).as("links to agents").containsAll(identifiers(premis, "linkingAgentIdentifier"));
        elements(premis, "size").forEach(size -> assertThat(size.getTextContent()).matches("\\d+"));
        elements(premis, "eventDateTime").forEach(at -> assertThat(at.getTextContent()).as("ISO 8601, as EDTF asks").matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z"));
        elements(premis, "messageDigest").forEach(digest -> assertThat(digest.getTextContent()).matches("[0-9a-f]{64}"));
    }

    private static void assertUnits(Element element) {
        String name = element.getLocalName();
        assertThat(element.getNamespaceURI()).as(name).isEqualTo(PREMIS);
        assertThat(attributes(element)).as("attributes of " + name).isEqualTo(ATTRIBUTES.getOrDefault(name, Set.of()));
        String units = UNITS.get(name.equals("object") ? element.getAttributeNS(XSI, "type") : name);
        List<Element> inside = children(element);
        String found = inside.stream().map(child -> child.getLocalName() + " ").collect(Collectors.joining());
        if (units == null) {
            assertThat(found).as(name + " holds text alone").isEmpty();
            assertThat(element.getTextContent()).as(name).isNotBlank();
        } else {
            assertThat(found).as("units of " + name).matches(units);
        }
        inside.forEach(Descriptions::assertUnits);
    }

    static void assertDublinCore(byte[] xml) {
        Element dc = parsed(xml).getDocumentElement();
        assertThat(dc.getNamespaceURI() + " " + dc.getLocalName()).isEqualTo("http://www.openarchives.org/OAI/2.0/oai_dc/ dc");
        assertThat(attributes(dc)).isEmpty();
        assertThat(children(dc)).isNotEmpty().allSatisfy(element -> {
            assertThat(element.getNamespaceURI()).isEqualTo("http://purl.org/dc/elements/1.1/");
            assertThat(element.getLocalName()).isIn(DUBLIN_CORE);
            assertThat(children(element)).isEmpty();
            assertThat(attributes(element)).isEmpty();
        });
        assertThat(elements(dc, "identifier")).hasSize(1);
        assertThat(elements(dc, "date")).singleElement().satisfies(date -> assertThat(date.getTextContent()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z"));
    }

    private static Document parsed(byte[] xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        } catch (Exception e) {
            throw new AssertionError("no XML that can be read", e);
        }
    }

    private static Set<String> attributes(Element element) {
        return IntStream.range(0, element.getAttributes().getLength()).mapToObj(i -> element.getAttributes().item(i).getNodeName())
                .filter(name -> !name.startsWith("xmlns")).collect(Collectors.toSet());
    }

    private static List<Element> children(Element of) {
        List<Element> children = new ArrayList<>();
        for (Node node = of.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    private static List<Element> elements(Element in, String name) {
        return IntStream.range(0, in.getElementsByTagNameNS("*", name).getLength()).mapToObj(i -> (Element) in.getElementsByTagNameNS("*", name).item(i)).toList();
    }

    /** Type and value of each. */
    private static Set<List<String>> identifiers(Element in, String name) {
        return elements(in, name).stream().map(one -> children(one).stream().map(Node::getTextContent).toList()).collect(Collectors.toSet());
    }
}
