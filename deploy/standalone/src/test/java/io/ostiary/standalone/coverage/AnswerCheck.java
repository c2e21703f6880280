package io.ostiary.standalone.coverage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.gateway.model.ErrorModel;
import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.model.Shape;
import io.ostiary.gateway.model.Shape.BlobShape;
import io.ostiary.gateway.model.Shape.BooleanShape;
import io.ostiary.gateway.model.Shape.DoubleShape;
import io.ostiary.gateway.model.Shape.IntegerShape;
import io.ostiary.gateway.model.Shape.ListShape;
import io.ostiary.gateway.model.Shape.LongShape;
import io.ostiary.gateway.model.Shape.MapShape;
import io.ostiary.gateway.model.Shape.StringShape;
import io.ostiary.gateway.model.Shape.StructureShape;
import io.ostiary.gateway.model.Shape.TimestampShape;
import io.ostiary.standalone.lesson.SignedCalls.Reply;
import io.ostiary.testkit.DeclaredErrors;

import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/**
 * Holds an answer against its operation's model: every required member is there, nothing is there
 * that the model does not know, each value is of its type and within its bounds, and an error is
 * one that the operation may answer, with its status. Written apart from what writes the answers.
 */
final class AnswerCheck {
    /**
     * AWS answers PolicySourceType with words that its own model does not have (IAM API Reference,
     * SimulateCustomPolicy, Examples).
     */
    private static final Set<String> BEYOND_THE_MODEL = Set.of("IAM Policy", "Resource Policy");

    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

    private final OperationModel operation;
    private final List<String> faults = new ArrayList<>();

    private AnswerCheck(OperationModel operation) {
        this.operation = operation;
    }

    /** What is wrong with it; empty when nothing is. */
    static List<String> faults(OperationModel operation, Reply reply) {
        var check = new AnswerCheck(operation);
        try {
            switch (operation.service().protocol()) {
                case QUERY -> check.xml(reply);
                case JSON_1_1 -> check.json(reply);
                case REST_XML, REST_JSON ->
                        throw new IllegalArgumentException("their answers have tests of their own");
            }
        } catch (IOException | SAXException e) {
            check.faults.add("not well-formed: " + e.getMessage());
        }
        return check.faults;
    }

    /** The texts of the elements of a list, in a result that has it. */
    static List<String> elements(Reply reply, String wrapper, String list) {
        try {
            Element result = child(parse(reply.body()), wrapper);
            Element found = result == null ? null : child(result, list);
            return found == null
                    ? List.of()
                    : children(found).stream().map(Element::getTextContent).toList();
        } catch (IOException | SAXException e) {
            throw new AssertionError(reply.body(), e);
        }
    }

    private void xml(Reply reply) throws IOException, SAXException {
        Element root = parse(reply.body());
        if (!reply.isOk()) {
            expect("ErrorResponse", root.getTagName(), "root");
            var error = child(root, "Error");
            if (error == null || child(root, "RequestId") == null) {
                faults.add("no Error or RequestId");
                return;
            }
            for (String name : List.of("Type", "Code", "Message")) {
                if (child(error, name) == null) {
                    faults.add("no Error/" + name);
                }
            }
            error(reply);
            expect(reply.status() < 500 ? "Sender" : "Receiver", reply.element("Type"), "Type");
            return;
        }
        expect(operation.name() + "Response", root.getTagName(), "root");
        Set<String> allowed = new HashSet<>(Set.of("ResponseMetadata"));
        if (operation.output() != null) {
            allowed.add(operation.resultWrapper());
            Element result = child(root, operation.resultWrapper());
            if (result == null) {
                faults.add("no " + operation.resultWrapper());
            } else {
                structure(result, operation.output(), operation.name());
            }
        }
        for (Element each : children(root)) {
            if (!allowed.contains(each.getTagName())) {
                faults.add("surplus " + each.getTagName());
            }
        }
        Element metadata = child(root, "ResponseMetadata");
        if (metadata == null || child(metadata, "RequestId") == null) {
            faults.add("no RequestId");
        }
    }

    private void structure(Element element, StructureShape shape, String where) {
        Set<String> seen = new HashSet<>();
        for (Element each : children(element)) {
            Member member = shape.byWireName(each.getTagName());
            String path = where + "." + each.getTagName();
            if (member == null) {
                faults.add("surplus " + path);
            } else if (!seen.add(member.name())) {
                faults.add("twice " + path);
            } else {
                value(each, member.shape(), path);
            }
        }
        required(shape, seen, where);
    }

    private void required(StructureShape shape, Set<String> seen, String where) {
        for (Member member : shape.members()) {
            if (member.required() && !seen.contains(member.name())) {
                faults.add("missing " + where + "." + member.name());
            }
        }
    }

    private void value(Element element, Shape shape, String where) {
        switch (shape) {
            case StructureShape structure -> structure(element, structure, where);
            case ListShape list -> {
                List<Element> elements = children(element);
                size(elements.size(), list, where);
                for (Element each : elements) {
                    expect(list.element().wireName(), each.getTagName(), where);
                    value(each, list.element().shape(), where + "[]");
                }
            }
            case MapShape map -> {
                for (Element each : children(element)) {
                    expect("entry", each.getTagName(), where);
                    for (Member part : List.of(map.key(), map.value())) {
                        Element of = child(each, part.wireName());
                        if (of == null) {
                            faults.add("an entry without " + part.wireName() + " at " + where);
                        } else {
                            value(of, part.shape(), where + "." + part.wireName());
                        }
                    }
                }
            }
            case Shape scalar -> {
                if (!children(element).isEmpty()) {
                    faults.add("elements within " + where);
                }
                scalar(element.getTextContent(), scalar, where);
            }
        }
    }

    private void json(Reply reply) throws IOException {
        if (!reply.isOk()) {
            error(reply);
            return;
        }
        if (operation.output() == null) {
            expect("", reply.body().replace("{}", ""), "body");
        } else {
            structure(
                    new ObjectMapper().readTree(reply.body()),
                    operation.output(),
                    operation.name());
        }
    }

    private void structure(JsonNode node, StructureShape shape, String where) {
        if (!node.isObject()) {
            faults.add("no object at " + where);
            return;
        }
        Set<String> seen = new HashSet<>();
        for (var each : node.properties()) {
            Member member = shape.byWireName(each.getKey());
            String path = where + "." + each.getKey();
            if (member == null) {
                faults.add("surplus " + path);
            } else {
                seen.add(member.name());
                value(each.getValue(), member.shape(), path);
            }
        }
        required(shape, seen, where);
    }

    private void value(JsonNode node, Shape shape, String where) {
        switch (shape) {
            case StructureShape structure -> structure(node, structure, where);
            case ListShape list -> {
                if (!node.isArray()) {
                    faults.add("no array at " + where);
                }
                size(node.size(), list, where);
                node.forEach(each -> value(each, list.element().shape(), where + "[]"));
            }
            case MapShape map ->
                    node.properties()
                            .forEach(each -> value(each.getValue(), map.value().shape(), where));
            case TimestampShape _ -> {
                if (!node.isNumber()) {
                    faults.add("no epoch seconds at " + where);
                }
            }
            case IntegerShape _, LongShape _, DoubleShape _ -> {
                if (!node.isNumber()) {
                    faults.add("no number at " + where);
                }
                scalar(node.asText(), shape, where);
            }
            case BooleanShape _ -> {
                if (!node.isBoolean()) {
                    faults.add("no boolean at " + where);
                }
            }
            case StringShape _, BlobShape _ -> {
                if (!node.isTextual()) {
                    faults.add("no text at " + where);
                }
                scalar(node.asText(), shape, where);
            }
        }
    }

    private void scalar(String text, Shape shape, String where) {
        switch (shape) {
            case StringShape string -> {
                if (!isAgainstTheModel(string, text)) {
                    text(text, string, where);
                }
            }
            case IntegerShape number -> number(text, number.min(), number.max(), where);
            case LongShape number -> number(text, number.min(), number.max(), where);
            case DoubleShape _ -> {}
            case BooleanShape _ -> {
                if (!text.equals("true") && !text.equals("false")) {
                    faults.add("'" + text + "' at " + where + " is no boolean");
                }
            }
            case TimestampShape _ -> {
                if (!text.matches(TIME)) {
                    faults.add("'" + text + "' at " + where + " is no time");
                }
            }
            case BlobShape _ -> {
                try {
                    Base64.getDecoder().decode(text);
                } catch (IllegalArgumentException e) {
                    faults.add("no base 64 at " + where);
                }
            }
            case StructureShape _, ListShape _, MapShape _ ->
                    throw new IllegalArgumentException(shape.name());
        }
    }

    private void text(String text, StringShape shape, String where) {
        range(text.length(), shape.min(), shape.max(), where);
        if (!shape.enumValues().isEmpty()
                && !shape.enumValues().contains(text)
                && !(shape.name().equals("PolicySourceType") && BEYOND_THE_MODEL.contains(text))) {
            faults.add("'" + text + "' is no value of " + where);
        }
        var pattern = shape.pattern();
        if (pattern != null && !pattern.matches(text)) {
            faults.add("'" + text + "' at " + where + " does not match " + pattern);
        }
    }

    /**
     * Where AWS does not keep to its model. It says {@code PermissionsBoundaryPolicy} and AWS
     * answers {@code Policy}: "This data type can only have a value of Policy" (IAM API Reference,
     * AttachedPermissionsBoundary). It gives 48 characters to a fingerprint, and an MD5 digest with
     * its colons has 47, as in the reference's own samples.
     */
    private static boolean isAgainstTheModel(StringShape shape, String text) {
        return switch (shape.name()) {
            case "PermissionsBoundaryAttachmentType" -> text.equals("Policy");
            case "publicKeyFingerprintType" -> text.matches("([0-9a-f]{2}:){15}[0-9a-f]{2}");
            default -> false;
        };
    }

    private void number(String text, @Nullable Long min, @Nullable Long max, String where) {
        try {
            range(Long.parseLong(text), min, max, where);
        } catch (NumberFormatException e) {
            faults.add("'" + text + "' at " + where + " is no whole number");
        }
    }

    private void size(int size, ListShape list, String where) {
        range(size, list.min(), list.max(), where);
    }

    private void range(long value, @Nullable Long min, @Nullable Long max, String where) {
        if (min != null && value < min || max != null && value > max) {
            faults.add(value + " at " + where + " is not within " + min + " to " + max);
        }
    }

    private void error(Reply reply) {
        String code = reply.code();
        if (code.isEmpty()) {
            faults.add("an error without a code");
            return;
        }
        try {
            DeclaredErrors.checkOnTheWire(operation.name(), code);
        } catch (AssertionError e) {
            faults.add(e.getMessage());
        }
        operation.errors().stream()
                .filter(each -> each.code().equals(code))
                .map(ErrorModel::httpStatus)
                .filter(status -> status != reply.status())
                .forEach(
                        status -> faults.add(code + " with " + reply.status() + ", not " + status));
        boolean json = operation.service().protocol() == Protocol.JSON_1_1;
        expect(
                json ? "application/x-amz-json-1.1" : "text/xml",
                reply.header("content-type").replaceFirst(";.*", ""),
                "content type");
    }

    private void expect(String wanted, String found, String where) {
        if (!wanted.equals(found)) {
            faults.add("'" + found + "' instead of '" + wanted + "' at " + where);
        }
    }

    private static Element parse(String text) throws IOException, SAXException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Element child(Element parent, String name) {
        return children(parent).stream()
                .filter(each -> each.getTagName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }
}
