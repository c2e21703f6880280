package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.Protocol;
import io.ostiary.gateway.model.Shape;
import io.ostiary.gateway.model.Shape.StringShape;
import io.ostiary.gateway.model.Shape.StructureShape;
import io.ostiary.gateway.protocol.Value.StringValue;
import io.ostiary.gateway.protocol.Value.StructureValue;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Reads the input of a REST call along the operation's input shape: members from path, query and
 * headers, and the body as the member that it is, or as the members that it holds.
 */
public final class RestRequestReader {

    private static final WireError NOT_TEXT =
            new WireError("InvalidArgument", 400, "The request is not encoded in UTF-8.");

    private final JsonRequestReader json;
    private final Map<OperationModel, StructureShape> bodies = new ConcurrentHashMap<>();

    public RestRequestReader(JsonRequestReader json) {
        this.json = json;
    }

    /**
     * @param header a header's value by its lower-case name, or null: none but signed ones
     */
    public StructureValue read(
            RestCall call, Function<String, @Nullable String> header, byte[] body) {
        OperationModel operation = call.operation();
        Map<String, Value> members = new LinkedHashMap<>();
        for (Member member : operation.input().members()) {
            String text =
                    switch (member.location()) {
                        case URI -> call.labels().get(member.wireName());
                        case QUERY -> call.query().get(member.wireName());
                        case HEADER -> header.apply(lower(member.wireName()));
                        case BODY -> null;
                    };
            if (text != null) {
                members.put(member.name(), scalar(operation, member, text));
            }
        }
        Member payload = operation.input().payload();
        if (payload != null) {
            Value value = body.length == 0 ? null : payload(payload, body);
            if (value != null) {
                members.put(payload.name(), value);
            }
        } else if (operation.service().protocol() == Protocol.REST_JSON) {
            StructureShape shape =
                    bodies.computeIfAbsent(operation, each -> each.input().inBody());
            members.putAll(json.read(shape, body).members());
        } else if (body.length > 0) {
            throw new RefusedRequest(
                    new WireError("InvalidRequest", 400, "The operation takes no body."));
        }
        return new StructureValue(members);
    }

    private static Value scalar(OperationModel operation, Member member, String text) {
        try {
            return ScalarText.read(member.shape(), text, member.wireName());
        } catch (RefusedRequest e) {
            boolean s3 = operation.service().protocol() == Protocol.REST_XML;
            throw new RefusedRequest(
                    new WireError(
                            s3 ? "InvalidArgument" : "ValidationException",
                            400,
                            e.error().message()));
        }
    }

    private static Value payload(Member member, byte[] body) {
        return switch (member.shape()) {
            case StringShape _ -> {
                String text = TextRules.decodeUtf8(body, 0, body.length);
                if (text == null || !TextRules.isXmlText(text)) {
                    throw new RefusedRequest(NOT_TEXT);
                }
                yield new StringValue(text);
            }
            case StructureShape structure ->
                    XmlBodyReader.read(structure, member.wireName(), body);
            case Shape other ->
                    throw new IllegalArgumentException("no payload of this shape: " + other.name());
        };
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
