package io.ostiary.standalone.terraform;

import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/**
 * An IAM call and its answer.
 *
 * @param parameters as they were sent, but for Action and Version
 * @param answer the texts of the answer's elements by their way from the result, members of a list
 *     by their number: {@code User.Tags.member.1.Key}
 */
record RecordedCall(
        String operation,
        SortedMap<String, String> parameters,
        int status,
        SortedMap<String, String> answer) {

    RecordedCall {
        parameters = new TreeMap<>(parameters);
        answer = new TreeMap<>(answer);
    }

    /**
     * @param form the body of the request
     * @param body of the answer
     */
    static RecordedCall of(String form, int status, String body) {
        var parameters = new TreeMap<String, String>();
        for (String pair : form.strip().split("&")) {
            int equals = pair.indexOf('=');
            parameters.put(
                    URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        String operation = parameters.getOrDefault("Action", "");
        parameters.keySet().removeAll(List.of("Action", "Version"));
        return new RecordedCall(operation, parameters, status, elements(body));
    }

    boolean onlyReads() {
        return operation.startsWith("Get") || operation.startsWith("List");
    }

    /** A task was asked for, and is not done yet: the provider asks again. */
    boolean isUnderWay() {
        return operation.equals("GetServiceLinkedRoleDeletionStatus")
                && Set.of("NOT_STARTED", "IN_PROGRESS").contains(answer.getOrDefault("Status", ""));
    }

    static SortedMap<String, String> elements(String body) {
        try {
            Element root =
                    DocumentBuilderFactory.newDefaultInstance()
                            .newDocumentBuilder()
                            .parse(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                            .getDocumentElement();
            var found = new TreeMap<String, String>();
            for (Element child : children(root)) {
                // A result's own name says nothing more than the operation's.
                String name = child.getTagName();
                if (name.endsWith("Result")) {
                    collect("", child, found);
                } else if (name.equals("Error")) {
                    collect(name, child, found);
                }
            }
            return found;
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new IllegalStateException("no answer in XML: " + body, e);
        }
    }

    private static void collect(String way, Element element, Map<String, String> found) {
        List<Element> children = children(element);
        if (children.isEmpty()) {
            if (!way.isEmpty()) {
                found.put(way, element.getTextContent());
            }
            return;
        }
        int number = 0;
        for (Element child : inOrder(children)) {
            String name =
                    child.getTagName().equals("member") ? "member." + ++number : child.getTagName();
            collect(way.isEmpty() ? name : way + "." + name, child, found);
        }
    }

    /** Lists of unordered things are told in the order of ids, which differ from run to run. */
    private static List<Element> inOrder(List<Element> children) {
        return children.stream().allMatch(child -> child.getTagName().equals("member"))
                ? children.stream().sorted(Comparator.comparing(RecordedCall::order)).toList()
                : children;
    }

    private static String order(Element member) {
        var texts = new TreeMap<String, String>();
        collect("member", member, texts);
        return Blanks.withoutIds(String.join("\n", texts.values()));
    }

    private static List<Element> children(Element element) {
        var children = new ArrayList<Element>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }
}
