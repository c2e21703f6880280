package io.ostiary.gateway.protocol;

import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilderFactory;

/**
 * An element as strict parsers see it: name, namespace, text or children; blanks between elements
 * are gone.
 */
record XmlTree(String name, String namespace, String text, List<XmlTree> children) {

    static XmlTree parse(String xml) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return of(builder.parse(new InputSource(new StringReader(xml))).getDocumentElement());
        } catch (Exception e) {
            throw new AssertionError("not well-formed: " + xml, e);
        }
    }

    private static XmlTree of(Element element) {
        List<XmlTree> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                children.add(of(inner));
            }
        }
        String namespace = element.getNamespaceURI() == null ? "" : element.getNamespaceURI();
        return new XmlTree(
                element.getLocalName(),
                namespace,
                children.isEmpty() ? element.getTextContent() : "",
                children);
    }

    XmlTree child(String childName) {
        return children.stream()
                .filter(child -> child.name.equals(childName))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " has no " + childName));
    }

    boolean has(String childName) {
        return children.stream().anyMatch(child -> child.name.equals(childName));
    }

    XmlTree without(String childName) {
        return new XmlTree(
                name,
                namespace,
                text,
                children.stream().filter(child -> !child.name.equals(childName)).toList());
    }

    XmlTree withoutNamespaces() {
        return new XmlTree(
                name, "", text, children.stream().map(XmlTree::withoutNamespaces).toList());
    }
}
