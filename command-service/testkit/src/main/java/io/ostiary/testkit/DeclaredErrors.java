package io.ostiary.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.ostiary.contract.command.Command;
import io.ostiary.contract.command.HistoryCommand;
import io.ostiary.contract.error.AwsError;
import io.ostiary.contract.error.CommonError;
import io.ostiary.contract.error.S3Error;
import io.ostiary.contract.query.Query;
import io.ostiary.state.decide.CommandResult;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Which errors an operation may answer: those that AWS's service model declares for it, those that
 * all operations share, and the exceptions below. SDKs make a class of each declared error, and
 * programs catch just those.
 *
 * <p>It is asked wherever a test sees a refusal: every scenario and random history of the writer,
 * every query of the projection, every call of the whole house. So an undeclared error fails the
 * test of the rule that makes it.
 */
public final class DeclaredErrors {
    private static final List<String> MODELS =
            List.of(
                    "iam-2010-05-08.json",
                    "sts-2011-06-15.json",
                    "organizations-2016-11-28.json",
                    "s3-2006-03-01.json",
                    "ostiary-2026-11-01.json",
                    "ostiary-resources-2026-11-01.json");

    /**
     * What we answer though the model does not declare it.
     *
     * @param why it is so all the same
     */
    public record Exception(String operation, String code, String why) {}

    public static final List<Exception> EXCEPTIONS =
            List.of(
                    new Exception(
                            "CreateRole",
                            "NoSuchEntity",
                            "a boundary that is not there: as CreateUser declares it for the same"
                                    + " parameter"));

    private static final Map<String, Set<String>> CODES = read();

    /** How AWS's JSON services spell the common errors. */
    private static final Set<String> COMMON_IN_JSON =
            Set.of(
                    "AccessDeniedException",
                    "ExpiredTokenException",
                    "IncompleteSignatureException",
                    "InternalFailure",
                    "InvalidSignatureException",
                    "MissingAuthenticationTokenException",
                    "NotImplementedException",
                    "SerializationException",
                    "ServiceUnavailableException",
                    "ThrottlingException",
                    "UnknownOperationException",
                    "UnrecognizedClientException",
                    "ValidationException");

    /**
     * What S3 answers beside the kinds of {@link S3Error}: its model declares next to nothing, its
     * API reference ("Error responses") lists these for every operation.
     */
    private static final Set<String> COMMON_IN_S3 =
            Set.of(
                    "AuthorizationHeaderMalformed",
                    "BadDigest",
                    "ExpiredToken",
                    "InternalError",
                    "InvalidAccessKeyId",
                    "InvalidArgument",
                    "InvalidDigest",
                    "InvalidRequest",
                    "MalformedXML",
                    "MissingRequestBodyError",
                    "RequestTimeTooSkewed",
                    "SignatureDoesNotMatch",
                    "SlowDown");

    private static final Set<String> OF_S3 = operations("s3-2006-03-01.json");

    private DeclaredErrors() {}

    /** The codes that the model declares; fails for an operation that no model knows. */
    public static Set<String> of(String operation) {
        return Objects.requireNonNull(CODES.get(operation), operation);
    }

    /** What was refused, and how: passes what came with the refusal on when it may be. */
    public static CommandResult checked(Command command, CommandResult result) {
        if (result instanceof CommandResult.Rejected(AwsError error)
                && !(command instanceof HistoryCommand)) {
            check(command.getClass().getSimpleName(), error);
        }
        return result;
    }

    public static void check(Query query, AwsError error) {
        check(query.getClass().getSimpleName(), error);
    }

    public static void check(String operation, AwsError error) {
        // S3's model declares hardly any of the errors that its API reference lists.
        if (!(error instanceof CommonError) && !(error instanceof S3Error)) {
            check(operation, error.code());
        }
    }

    /** As it stands in an answer, where common errors are codes like all others. */
    public static void checkOnTheWire(String operation, String code) {
        if (OF_S3.contains(operation) && isOfS3(code)) {
            return;
        }
        boolean common =
                COMMON_IN_JSON.contains(code)
                        || Arrays.stream(CommonError.Kind.values())
                                .anyMatch(kind -> kind.code().equals(code));
        if (!common) {
            check(operation, code);
        }
    }

    private static void check(String operation, String code) {
        if (!of(operation).contains(code) && !isException(operation, code)) {
            throw new AssertionError(
                    operation
                            + " answers "
                            + code
                            + ", which AWS's model does not declare: answer one of "
                            + of(operation)
                            + ", or add an exception to DeclaredErrors with its reason");
        }
    }

    private static boolean isException(String operation, String code) {
        return EXCEPTIONS.stream()
                .anyMatch(e -> e.operation().equals(operation) && e.code().equals(code));
    }

    private static boolean isOfS3(String code) {
        return COMMON_IN_S3.contains(code)
                || Arrays.stream(S3Error.Kind.values())
                        .anyMatch(kind -> new S3Error(kind, "", "").code().equals(code));
    }

    private static Set<String> operations(String model) {
        var names = new HashSet<String>();
        model(model).get("operations").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Map<String, Set<String>> read() {
        var codes = new HashMap<String, Set<String>>();
        for (String name : MODELS) {
            JsonNode model = model(name);
            for (Map.Entry<String, JsonNode> operation : model.get("operations").properties()) {
                var declared = codes.computeIfAbsent(operation.getKey(), key -> new HashSet<>());
                for (JsonNode error : operation.getValue().path("errors")) {
                    String shape = error.get("shape").textValue();
                    declared.add(
                            model.at("/shapes/" + shape + "/error/code").asText("").isEmpty()
                                    ? shape
                                    : model.at("/shapes/" + shape + "/error/code").textValue());
                }
            }
        }
        return codes;
    }

    private static JsonNode model(String name) {
        try (InputStream file =
                Objects.requireNonNull(
                        DeclaredErrors.class.getResourceAsStream("model/" + name), name)) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
