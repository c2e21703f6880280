package io.ostiary.gateway.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ostiary.gateway.model.ErrorModel;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.ServiceCatalog;
import io.ostiary.gateway.model.ServiceModel;
import io.ostiary.gateway.protocol.SmithyIdl.ShapeNode;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Smithy's published awsQuery cases (smithy-lang/smithy, smithy-aws-protocol-tests): our reader
 * must read their bodies into their parameters, our writer must write their parameters as their
 * XML. A case that does not apply stands in smithy-left-out.txt with its reason; one that neither
 * runs nor stands there fails.
 */
class SmithyAwsQueryTest {

    private static final String REQUEST_ID = "abc-123";

    private final QueryXmlWriter writer = new QueryXmlWriter();

    @TestFactory
    Stream<DynamicTest> publishedCases() throws IOException {
        Path folder = Path.of(System.getProperty("ostiary.cases", ""), "awsQuery");
        if (!Files.isDirectory(folder)) {
            String reason = "SKIPPED: no published awsQuery cases at " + folder.toAbsolutePath();
            System.out.println(reason);
            abort(reason);
        }
        List<String> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path :
                    paths.filter(p -> p.toString().endsWith(".smithy")).sorted().toList()) {
                files.add(Files.readString(path));
            }
        }
        Map<String, ShapeNode> nodes = SmithyIdl.read(files);
        ServiceModel service = SmithyModel.read(nodes);
        Map<String, String> leftOut = leftOut();
        List<DynamicTest> tests = new ArrayList<>();
        TreeSet<String> unknown = new TreeSet<>(leftOut.keySet());
        nodes.forEach(
                (name, node) -> {
                    for (Map<?, ?> testCase : cases(node, "httpRequestTests")) {
                        unknown.remove(testCase.get("id"));
                        add(tests, leftOut, testCase, () -> request(service, name, testCase));
                    }
                    for (Map<?, ?> testCase : cases(node, "httpResponseTests")) {
                        unknown.remove(testCase.get("id"));
                        add(
                                tests,
                                leftOut,
                                testCase,
                                node.kind.equals("operation")
                                        ? () -> response(service, name, testCase)
                                        : () -> error(service, name, testCase));
                    }
                });
        System.out.println(
                "Smithy awsQuery: "
                        + tests.size()
                        + " cases run, "
                        + leftOut.size()
                        + " left out with a reason");
        tests.add(
                DynamicTest.dynamicTest(
                        "everyCaseLeftOutExists",
                        () -> assertEquals(List.of(), List.copyOf(unknown))));
        return tests.stream();
    }

    private static void add(
            List<DynamicTest> tests,
            Map<String, String> leftOut,
            Map<?, ?> testCase,
            org.junit.jupiter.api.function.Executable run) {
        String id = (String) testCase.get("id");
        if (!leftOut.containsKey(id)) {
            tests.add(DynamicTest.dynamicTest(id, run));
        }
    }

    private static Map<String, String> leftOut() throws IOException {
        Map<String, String> leftOut = new LinkedHashMap<>();
        try (var in = SmithyAwsQueryTest.class.getResourceAsStream("smithy-left-out.txt")) {
            for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
                if (!line.startsWith("#") && !line.isBlank()) {
                    String[] parts = line.split(": ", 2);
                    leftOut.put(parts[0], parts[1]);
                }
            }
        }
        return leftOut;
    }

    private static List<Map<?, ?>> cases(ShapeNode node, String trait) {
        List<Map<?, ?>> cases = new ArrayList<>();
        if (node.traits.get(trait) instanceof List<?> list) {
            list.forEach(each -> cases.add((Map<?, ?>) each));
        }
        return cases;
    }

    private static void request(ServiceModel service, String name, Map<?, ?> testCase) {
        QueryRequestReader reader = new QueryRequestReader(new ServiceCatalog(List.of(service)));
        QueryParameters parameters =
                reader.parameters(null, ((String) testCase.get("body")).getBytes(UTF_8));
        OperationModel operation = reader.operation(parameters);
        assertEquals(name, operation.name());

        Object params = testCase.containsKey("params") ? testCase.get("params") : Map.of();
        assertEquals(
                PlainValues.comparable(PlainValues.of(operation.input(), params)),
                PlainValues.comparable(reader.read(operation, parameters)));
    }

    private void response(ServiceModel service, String name, Map<?, ?> testCase) {
        OperationModel operation = service.operations().get(name);
        Object params = testCase.containsKey("params") ? testCase.get("params") : Map.of();
        Object result =
                operation.output() == null ? null : PlainValues.of(operation.output(), params);
        String xml = writer.success(operation, REQUEST_ID, result).toString(UTF_8);
        XmlTree answer = XmlTree.parse(xml);

        assertEquals(200, ((Double) testCase.get("code")).intValue());
        assertEquals(name + "Response", answer.name());
        assertEquals(REQUEST_ID, answer.child("ResponseMetadata").child("RequestId").text());
        if (testCase.get("body") instanceof String body) {
            compare(XmlTree.parse(body), answer, "ResponseMetadata");
        }
    }

    private void error(ServiceModel service, String name, Map<?, ?> testCase) {
        ErrorModel model = service.errors().get(name);
        String message = (String) ((Map<?, ?>) testCase.get("params")).get("Message");
        WireError error = WireError.modelled(model, message);
        XmlTree answer =
                XmlTree.parse(writer.error(error, "foo-id", service.info()).toString(UTF_8));

        assertEquals(((Double) testCase.get("code")).intValue(), error.httpStatus());
        assertEquals("https://example.com/", answer.namespace());
        compare(XmlTree.parse((String) testCase.get("body")), answer, "");
    }

    /** The cases leave out what every answer of ours has: a namespace on errors, the metadata. */
    private static void compare(XmlTree expected, XmlTree answer, String optional) {
        XmlTree comparable = expected.has(optional) ? answer : answer.without(optional);
        if (expected.namespace().isEmpty()) {
            assertEquals(expected, comparable.withoutNamespaces());
        } else {
            assertEquals(expected, comparable);
        }
    }
}
