package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.Shape;
import io.ostiary.gateway.model.Shape.ListShape;
import io.ostiary.gateway.model.Shape.MapShape;
import io.ostiary.gateway.model.Shape.StructureShape;
import io.ostiary.gateway.protocol.Value.ListValue;
import io.ostiary.gateway.protocol.Value.StructureValue;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads an XML body along a shape. There is no document type, no entity but XML's own five, no
 * element that the shape does not have, none twice, and no text beside elements: whatever is not as
 * it should be is S3's {@code MalformedXML}.
 */
final class XmlBodyReader {

    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_ELEMENTS = 1_000;

    static final WireError MALFORMED =
            new WireError(
                    "MalformedXML",
                    400,
                    "The XML you provided was not well-formed or did not validate against our"
                            + " published schema");

    private static final XMLInputFactory XML = factory();

    private final XMLStreamReader in;

    private XmlBodyReader(XMLStreamReader in) {
        this.in = in;
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /**
     * @param root what the outermost element must be called
     */
    static StructureValue read(StructureShape shape, String root, byte[] body) {
        if (body.length > MAX_BYTES) {
            throw malformed();
        }
        try {
            XMLStreamReader in =
                    XML.createXMLStreamReader(new ByteArrayInputStream(body), "UTF-8");
            var reader = new XmlBodyReader(in);
            if (reader.next() != XMLStreamConstants.START_ELEMENT
                    || !in.getLocalName().equals(root)) {
                throw malformed();
            }
            StructureValue value = reader.structure(shape);
            if (reader.next() != XMLStreamConstants.END_DOCUMENT) {
                throw malformed();
            }
            return value;
        } catch (XMLStreamException e) {
            // Not the parser's text: it quotes the input.
            throw malformed();
        }
    }

    /** The next event that says something; blanks between elements do not. */
    private int next() throws XMLStreamException {
        while (true) {
            int event = in.next();
            switch (event) {
                case XMLStreamConstants.START_ELEMENT,
                        XMLStreamConstants.END_ELEMENT,
                        XMLStreamConstants.END_DOCUMENT -> {
                    return event;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.SPACE -> {
                    if (!in.isWhiteSpace()) {
                        throw malformed();
                    }
                }
                case XMLStreamConstants.COMMENT -> {}
                default -> throw malformed();
            }
        }
    }

    private StructureValue structure(StructureShape shape) throws XMLStreamException {
        Map<String, Value> members = new LinkedHashMap<>();
        while (next() == XMLStreamConstants.START_ELEMENT) {
            Member member = shape.byWireName(in.getLocalName());
            if (member == null || members.containsKey(member.name())) {
                throw malformed();
            }
            members.put(member.name(), value(member));
        }
        return new StructureValue(members);
    }

    private Value value(Member member) throws XMLStreamException {
        return switch (member.shape()) {
            case StructureShape structure -> structure(structure);
            case ListShape list -> list(list);
            case MapShape map ->
                    throw new IllegalArgumentException("no map in a body of S3: " + map.name());
            case Shape scalar -> scalar(member, scalar);
        };
    }

    private ListValue list(ListShape shape) throws XMLStreamException {
        List<Value> elements = new ArrayList<>();
        while (next() == XMLStreamConstants.START_ELEMENT) {
            if (!in.getLocalName().equals(shape.element().wireName())
                    || elements.size() >= MAX_ELEMENTS) {
                throw malformed();
            }
            elements.add(value(shape.element()));
        }
        return new ListValue(elements);
    }

    private Value scalar(Member member, Shape shape) throws XMLStreamException {
        String text = in.getElementText();
        try {
            return ScalarText.read(shape, text, member.wireName());
        } catch (RefusedRequest e) {
            throw malformed();
        }
    }

    private static RefusedRequest malformed() {
        return new RefusedRequest(MALFORMED);
    }
}
