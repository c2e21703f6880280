package io.ostiary.gateway.protocol;

import io.ostiary.gateway.model.Location;
import io.ostiary.gateway.model.Member;
import io.ostiary.gateway.model.OperationModel;
import io.ostiary.gateway.model.ServiceInfo;
import io.ostiary.gateway.model.Shape;
import io.ostiary.gateway.model.Shape.StringShape;
import io.ostiary.gateway.model.Shape.StructureShape;
import io.vertx.core.buffer.Buffer;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * REST in XML as S3 speaks it: members in headers and in the body, errors bare (wire trap 5), the
 * request id under S3's own name.
 */
public final class RestXmlWriter implements ResponseWriter {

    private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
    private static final String XML = "application/xml";
    private static final String PROLOG = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final int ERROR_SIZE = 512;
    private static final int SUCCESS_SIZE = 1_024;
    private static final int NO_CONTENT = 204;

    /** Where the root element is not called as the output shape is. */
    private static final Map<String, String> ROOTS =
            Map.of("ListBuckets", "ListAllMyBucketsResult");

    /** S3 answers its one member as the root element (Amazon S3 API Reference, GetBucketLocation). */
    private static final String UNWRAPPED = "GetBucketLocation";

    /** The model gives no status; S3 answers 204 (Amazon S3 API Reference, PutBucketPolicy). */
    private static final String NO_CONTENT_PUT = "PutBucketPolicy";

    private final Map<OperationModel, Form> forms = new ConcurrentHashMap<>();

    /** How one operation answers. */
    private record Form(
            OperationModel operation,
            RecordReader reader,
            List<Member> members,
            @Nullable Member payload,
            @Nullable XmlContent content) {

        static Form of(OperationModel operation) {
            StructureShape output =
                    Objects.requireNonNullElseGet(
                            operation.output(),
                            () -> StructureShape.of(operation.name() + "Output", List.of()));
            Member payload = output.payload();
            StructureShape body =
                    payload != null && payload.shape() instanceof StructureShape structure
                            ? structure
                            : output.inBody();
            return new Form(
                    operation,
                    new RecordReader(output),
                    output.members(),
                    payload,
                    body.members().isEmpty() ? null : XmlContent.of(body, Set.of()));
        }

        @Nullable Object value(Object result, Member member) {
            List<Function<Object, @Nullable Object>> accessors = reader.accessors(result);
            return accessors.get(members.indexOf(member)).apply(result);
        }
    }

    @Override
    public String contentType() {
        return XML;
    }

    @Override
    public String requestIdHeader() {
        return "x-amz-request-id";
    }

    @Override
    public ResponseHead head(OperationModel operation, @Nullable Object result) {
        Form form = form(operation);
        Map<String, String> headers = new HashMap<>();
        if (result != null) {
            for (Member member : form.members()) {
                Object value =
                        member.location() == Location.HEADER ? form.value(result, member) : null;
                if (value != null) {
                    headers.put(member.wireName(), value.toString());
                }
            }
        }
        int code = operation.http().responseCode();
        int status =
                code != 0 ? code : operation.name().equals(NO_CONTENT_PUT) ? NO_CONTENT : 200;
        Member payload = form.payload();
        return new ResponseHead(
                status,
                payload != null && payload.shape() instanceof StringShape
                        ? "application/json"
                        : XML,
                headers);
    }

    @Override
    public Buffer success(
            OperationModel operation, String requestId, @Nullable Object result, TextForms texts) {
        Form form = form(operation);
        if (result == null || form.content() == null) {
            return Buffer.buffer();
        }
        Member payload = form.payload();
        if (payload != null && payload.shape() instanceof StringShape) {
            return Buffer.buffer(String.valueOf(form.value(result, payload)));
        }
        Utf8Writer out = new Utf8Writer(SUCCESS_SIZE);
        out.ascii(PROLOG);
        if (operation.name().equals(UNWRAPPED)) {
            Member only = form.members().getFirst();
            Object value = form.value(result, only);
            element(out, only.wireName(), value == null ? "" : value.toString(), true);
            return out.toBuffer();
        }
        Object body = payload == null ? result : form.value(result, payload);
        String root = payload == null ? root(operation) : payload.wireName();
        out.ascii("<" + root + " xmlns=\"" + NAMESPACE + "\">");
        if (body != null) {
            form.content().write(out, body, texts);
        }
        out.ascii("</" + root + ">");
        return out.toBuffer();
    }

    private static String root(OperationModel operation) {
        Shape output = operation.output();
        return ROOTS.getOrDefault(
                operation.name(), output == null ? operation.name() : output.name());
    }

    private Form form(OperationModel operation) {
        Form form = forms.get(operation);
        return form != null ? form : forms.computeIfAbsent(operation, Form::of);
    }

    @Override
    public Buffer error(WireError error, String requestId, @Nullable ServiceInfo service) {
        Utf8Writer out = new Utf8Writer(ERROR_SIZE);
        out.ascii(PROLOG);
        out.ascii("<Error>");
        element(out, "Code", error.code(), false);
        element(out, "Message", error.message(), false);
        error.details().forEach((name, value) -> element(out, name, value, false));
        element(out, "RequestId", requestId, false);
        out.ascii("</Error>");
        return out.toBuffer();
    }

    /** Names are ours or the model's; values may be anyone's. */
    private static void element(Utf8Writer out, String name, String value, boolean namespace) {
        out.ascii("<" + name + (namespace ? " xmlns=\"" + NAMESPACE + "\">" : ">"));
        out.xmlText(value);
        out.ascii("</" + name + ">");
    }
}
