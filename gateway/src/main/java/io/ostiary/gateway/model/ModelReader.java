package io.ostiary.gateway.model;

import io.ostiary.gateway.model.Shape.BlobShape;
import io.ostiary.gateway.model.Shape.BooleanShape;
import io.ostiary.gateway.model.Shape.DoubleShape;
import io.ostiary.gateway.model.Shape.IntegerShape;
import io.ostiary.gateway.model.Shape.ListShape;
import io.ostiary.gateway.model.Shape.LongShape;
import io.ostiary.gateway.model.Shape.MapShape;
import io.ostiary.gateway.model.Shape.StringShape;
import io.ostiary.gateway.model.Shape.StructureShape;
import io.ostiary.gateway.model.Shape.TimestampFormat;
import io.ostiary.gateway.model.Shape.TimestampShape;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a service model file (the format the AWS SDKs publish, documentation left out) into a
 * {@link ServiceModel}. An unknown shape type or a dangling reference is our own defect and stops
 * the start.
 */
public final class ModelReader {

    private final ModelTree file;
    private final Map<String, Shape> shapes = new HashMap<>();

    private ModelReader(ModelTree file) {
        this.file = file;
    }

    /** Reads one model; the stream stays the caller's to close. */
    public static ServiceModel read(InputStream in) throws IOException {
        return new ModelReader(ModelTree.read(in)).service();
    }

    private ServiceModel service() {
        ServiceInfo info = info(file.get("metadata"));
        Map<String, ErrorModel> errors = new LinkedHashMap<>();
        for (Map.Entry<String, ModelTree> shape : file.get("shapes").entries()) {
            if (shape.getValue().flag("exception")) {
                errors.put(shape.getKey(), error(shape.getKey(), shape.getValue()));
            }
        }
        Map<String, OperationModel> operations = new LinkedHashMap<>();
        for (Map.Entry<String, ModelTree> operation : file.get("operations").entries()) {
            operations.put(
                    operation.getKey(),
                    operation(info, operation.getKey(), operation.getValue(), errors));
        }
        return new ServiceModel(
                info,
                java.util.Collections.unmodifiableMap(operations),
                java.util.Collections.unmodifiableMap(errors));
    }

    private static ServiceInfo info(ModelTree metadata) {
        String protocol = metadata.text("protocol");
        String signingName = metadata.text("signingName");
        return new ServiceInfo(
                metadata.text("serviceId"),
                signingName.isEmpty() ? metadata.text("endpointPrefix") : signingName,
                metadata.text("apiVersion"),
                switch (protocol) {
                    case "query" -> Protocol.QUERY;
                    case "json" -> Protocol.JSON_1_1;
                    case "rest-xml" -> Protocol.REST_XML;
                    case "rest-json" -> Protocol.REST_JSON;
                    default -> throw new IllegalArgumentException("unknown protocol " + protocol);
                },
                metadata.text("xmlNamespace"),
                metadata.text("targetPrefix"));
    }

    private OperationModel operation(
            ServiceInfo info, String name, ModelTree tree, Map<String, ErrorModel> errors) {
        List<ErrorModel> declared = new ArrayList<>();
        for (ModelTree error : tree.trees("errors")) {
            ErrorModel model = errors.get(error.text("shape"));
            if (model != null) {
                declared.add(model);
            }
        }
        String wrapper = tree.get("output").text("resultWrapper");
        return new OperationModel(
                info,
                name,
                tree.has("input")
                        ? structure(tree.get("input").text("shape"))
                        : new StructureShape(name + "Request", false),
                tree.has("output") ? structure(tree.get("output").text("shape")) : null,
                wrapper.isEmpty() ? name + "Result" : wrapper,
                declared,
                pagination(name),
                !tree.text("authtype").equals("none"),
                http(tree.get("http")));
    }

    private static HttpBinding http(ModelTree tree) {
        Long code = tree.number("responseCode");
        String uri = tree.text("requestUri");
        return HttpBinding.of(
                tree.text("method"), uri.isEmpty() ? "/" : uri, code == null ? 0 : code.intValue());
    }

    private Optional<Pagination> pagination(String operation) {
        if (!file.get("pagination").has(operation)) {
            return Optional.empty();
        }
        ModelTree tree = file.get("pagination").get(operation);
        return Optional.of(
                new Pagination(
                        tree.text("input_token"),
                        tree.text("output_token"),
                        tree.text("limit_key"),
                        tree.text("more_results"),
                        tree.texts("result_key")));
    }

    private ErrorModel error(String name, ModelTree tree) {
        ModelTree error = tree.get("error");
        String code = error.text("code");
        Long status = error.number("httpStatusCode");
        boolean fault = tree.flag("fault");
        return new ErrorModel(
                name,
                code.isEmpty() ? name : code,
                status != null ? status.intValue() : fault ? 500 : 400,
                tree.has("error") ? error.flag("senderFault") : !fault,
                structure(name));
    }

    private StructureShape structure(String name) {
        if (shape(name) instanceof StructureShape structure) {
            return structure;
        }
        throw new IllegalArgumentException("not a structure: " + name);
    }

    private Shape shape(String name) {
        Shape known = shapes.get(name);
        if (known != null) {
            return known;
        }
        ModelTree tree = file.get("shapes").get(name);
        if (tree.text("type").equals("structure")) {
            StructureShape structure = new StructureShape(name, tree.flag("sensitive"));
            shapes.put(name, structure); // before its members: one of them may lead back here
            structure.close(members(tree), tree.text("payload"));
            return structure;
        }
        Shape shape = simpleShape(name, tree, tree.text("timestampFormat"));
        shapes.put(name, shape);
        return shape;
    }

    private List<Member> members(ModelTree tree) {
        List<String> required = tree.texts("required");
        List<Member> members = new ArrayList<>();
        for (Map.Entry<String, ModelTree> member : tree.get("members").entries()) {
            members.add(
                    member(member.getKey(), member.getValue(), required.contains(member.getKey())));
        }
        return members;
    }

    private Member member(String name, ModelTree tree, boolean required) {
        String target = tree.text("shape");
        String wireName = tree.text("locationName");
        String format = tree.text("timestampFormat");
        Shape shape =
                format.isEmpty()
                        ? shape(target)
                        : simpleShape(target, file.get("shapes").get(target), format);
        return Member.of(
                name,
                wireName.isEmpty() ? name : wireName,
                shape,
                required,
                namespace(tree),
                Location.of(tree.text("location")));
    }

    private static @Nullable XmlNamespace namespace(ModelTree tree) {
        if (!tree.has("xmlNamespace")) {
            return null;
        }
        ModelTree namespace = tree.get("xmlNamespace");
        return new XmlNamespace(namespace.text("uri"), namespace.text("prefix"));
    }

    private Shape simpleShape(String name, ModelTree tree, String timestampFormat) {
        Long min = tree.number("min");
        Long max = tree.number("max");
        boolean sensitive = tree.flag("sensitive");
        return switch (tree.text("type")) {
            case "string" ->
                    new StringShape(
                            name,
                            min,
                            max,
                            tree.has("pattern") ? new TextPattern(tree.text("pattern")) : null,
                            tree.texts("enum"),
                            sensitive);
            case "integer" -> new IntegerShape(name, min, max);
            case "long" -> new LongShape(name, min, max);
            case "boolean" -> new BooleanShape(name);
            case "double", "float" -> new DoubleShape(name);
            case "blob" -> new BlobShape(name, min, max, sensitive);
            case "timestamp" -> new TimestampShape(name, format(timestampFormat));
            case "list" ->
                    new ListShape(
                            name,
                            member("member", tree.get("member"), false),
                            min,
                            max,
                            tree.flag("flattened"));
            case "map" ->
                    new MapShape(
                            name,
                            member("key", tree.get("key"), true),
                            member("value", tree.get("value"), false),
                            tree.flag("flattened"));
            default ->
                    throw new IllegalArgumentException(
                            "unknown type of shape " + name + ": " + tree.text("type"));
        };
    }

    private static TimestampFormat format(String text) {
        return switch (text) {
            case "" -> TimestampFormat.UNSPECIFIED;
            case "iso8601" -> TimestampFormat.DATE_TIME;
            case "unixTimestamp" -> TimestampFormat.EPOCH_SECONDS;
            case "rfc822" -> TimestampFormat.HTTP_DATE;
            default -> throw new IllegalArgumentException("unknown timestamp format " + text);
        };
    }
}
