package org.countersign.web;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The names of a diagram's events, tasks and gateways, so that the way through it can be said in words. */
final class DiagramNames {

    /** A place on the way. */
    record Step(String name, boolean current) {}

    private final Map<String, String> names = new LinkedHashMap<>();

    private DiagramNames() {}

    /** Reads BPMN without following anything it may refer to. */
    static DiagramNames of(String bpmn) {
        DiagramNames found = new DiagramNames();
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(bpmn));
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT && isNode(xml.getLocalName())) {
                    String id = xml.getAttributeValue(null, "id");
                    String name = xml.getAttributeValue(null, "name");
                    if (id != null && name != null && !name.isBlank()) {
                        found.names.put(id, name.replaceAll("\\s+", " ").strip());
                    }
                }
            }
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalArgumentException("The diagram is not readable as XML", e);
        }
        return found;
    }

    /** In the order taken; arrows and nodes without a name are left out. */
    List<Step> steps(List<String> taken, List<String> current) {
        List<Step> steps = new ArrayList<>();
        for (String id : taken) {
            if (names.containsKey(id) && !current.contains(id)) {
                steps.add(new Step(names.get(id), false));
            }
        }
        for (String id : current) {
            if (names.containsKey(id)) {
                steps.add(new Step(names.get(id), true));
            }
        }
        return steps;
    }

    private static boolean isNode(String element) {
        return element.endsWith("Task") || element.equals("task") || element.endsWith("Event") || element.endsWith("Gateway")
                || element.equals("callActivity") || element.equals("subProcess");
    }
}
